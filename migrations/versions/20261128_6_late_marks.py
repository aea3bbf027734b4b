"""Marks of days that are over wait for a second officer, also where the sheet said nothing."""

import sqlalchemy as sa
from alembic import op

revision = "late_marks"
down_revision = "exports"
branch_labels = None
depends_on = None

TABLE = "attendance_corrections"


def upgrade() -> None:
    op.alter_column(TABLE, "before", nullable=True)
    op.drop_constraint(op.f(f"ck_{TABLE}_changes"), TABLE)
    op.create_check_constraint(op.f(f"ck_{TABLE}_changes"), TABLE, "before IS DISTINCT FROM after")


def downgrade() -> None:
    op.execute(sa.text(f"DELETE FROM {TABLE} WHERE before IS NULL"))
    op.drop_constraint(op.f(f"ck_{TABLE}_changes"), TABLE)
    op.create_check_constraint(op.f(f"ck_{TABLE}_changes"), TABLE, "before <> after")
    op.alter_column(TABLE, "before", nullable=False)
