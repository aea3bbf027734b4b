"""A complaint's contact is kept as a keyed hash beside the sealed one, so that it is found from its sender's page.

Complaints from before have none: their contact stays sealed, and only the case they name leads to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "complainants_known"
down_revision = "erased_columns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("contact_index", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_complaints_contact_index"), "complaints", ["contact_index"])


def downgrade() -> None:
    op.drop_index(op.f("ix_complaints_contact_index"), "complaints")
    op.drop_column("complaints", "contact_index")
