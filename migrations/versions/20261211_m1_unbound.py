"""A person's page asks for what was sent under her NIK and is nobody's yet; without an index it read every row."""

import sqlalchemy as sa
from alembic import op

revision = "unbound"
down_revision = "paid_as_prepared"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_registrations_unbound", "registrations", ["nik_index"], postgresql_where=sa.text("person_id IS NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_registrations_unbound", "registrations")
