"""How a complaint came, and which officer took it down."""

import sqlalchemy as sa
from alembic import op

revision = "complaint_channels"
down_revision = "late_marks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("channel", sa.String(40), server_default=sa.text("'web'"), nullable=False))
    op.add_column("complaints", sa.Column("taken_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_complaints_taken_by"), "complaints", "identities", ["taken_by"], ["id"])
    kinds = "channel IN ('web', 'walk_in', 'phone', 'letter')"
    op.create_check_constraint(op.f("ck_complaints_channel"), "complaints", kinds)
    op.create_check_constraint(
        op.f("ck_complaints_taken_down"), "complaints", "(channel = 'web') = (taken_by IS NULL)"
    )


def downgrade() -> None:
    op.drop_column("complaints", "taken_by")
    op.drop_column("complaints", "channel")
