"""What was spent of every recipient's amount: what came for less goes back to the budget."""

import sqlalchemy as sa
from alembic import op

revision = "spent"
down_revision = "dispatches"
branch_labels = None
depends_on = None

# Handovers so far were spent at the reference prices of their cases.
EARLIER = """
UPDATE decree_lines d SET spent_rupiah = s.amount
FROM (SELECT h.decree_line_id, sum(hl.quantity * l.price_rupiah) AS amount
      FROM handovers h JOIN handover_lines hl ON hl.handover_id = h.id
      JOIN application_lines l ON l.id = hl.application_line_id GROUP BY h.decree_line_id) s
WHERE s.decree_line_id = d.id
"""


def upgrade() -> None:
    column = sa.Column("spent_rupiah", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("decree_lines", column)
    op.execute(EARLIER)
    op.drop_constraint(op.f("ck_decree_lines_released"), "decree_lines")
    released = "released_rupiah BETWEEN 0 AND amount_rupiah - spent_rupiah"
    op.create_check_constraint(op.f("ck_decree_lines_released"), "decree_lines", released)
    op.create_check_constraint(op.f("ck_decree_lines_spent"), "decree_lines", "spent_rupiah >= 0")
    op.execute("GRANT UPDATE (spent_rupiah) ON decree_lines TO bimtek_app")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_decree_lines_spent"), "decree_lines")
    op.drop_constraint(op.f("ck_decree_lines_released"), "decree_lines")
    released = "released_rupiah BETWEEN 0 AND amount_rupiah"
    op.create_check_constraint(op.f("ck_decree_lines_released"), "decree_lines", released)
    op.drop_column("decree_lines", "spent_rupiah")
