"""How a delivered case ends: closed, or in breach and recalled; photos of pieces as they were inspected."""

import sqlalchemy as sa
from alembic import op

revision = "case_ends"
down_revision = "samples"
branch_labels = None
depends_on = None

STATES = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
    "sent_back", "approval_cancelled", "draft", "discarded", "returned", "lapsed", "withdrawn", "decree_revoked",
    "in_field_check", "field_failed", "ready_for_scoring", "scored", "reserve", "not_selected",
)  # fmt: skip
ENDS = ("closed", "breached", "recalled")


def allow(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint(op.f("ck_applications_status"), "applications")
    op.create_check_constraint(op.f("ck_applications_status"), "applications", f"status IN ({listed})")


def upgrade() -> None:
    allow(*STATES, *ENDS)
    op.create_table(
        "stock_photos",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_stock_photos_file_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["stock_units.id"], name=op.f("fk_stock_photos_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "file_id", name=op.f("pk_stock_photos")),
    )
    op.execute("GRANT SELECT, INSERT ON stock_photos TO bimtek_app")


def downgrade() -> None:
    op.drop_table("stock_photos")
    op.execute("UPDATE applications SET status = 'delivered' WHERE status IN ('closed', 'breached', 'recalled')")
    allow(*STATES)
