"""A list knows with which rights it was written: whoever fetches it must still have them.

Lists from before do not know; they are refused with the advice to ask again, and forgotten within a day.
"""

import sqlalchemy as sa
from alembic import op

revision = "export_scope"
down_revision = "officers_are_humans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export_jobs", sa.Column("scope", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("export_jobs", "scope")
