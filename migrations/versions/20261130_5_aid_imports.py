"""Earlier aid from a sheet: the same row is known when it comes again."""

import sqlalchemy as sa
from alembic import op

revision = "aid_imports"
down_revision = "field_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("aid_records", sa.Column("import_key", sa.String(64), nullable=True))
    op.create_unique_constraint(op.f("uq_aid_records_import_key"), "aid_records", ["import_key"])


def downgrade() -> None:
    op.drop_constraint(op.f("uq_aid_records_import_key"), "aid_records", type_="unique")
    op.drop_column("aid_records", "import_key")
