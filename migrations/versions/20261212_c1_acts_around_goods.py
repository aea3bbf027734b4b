"""Acts of two around opening lists, returned pieces and recalls: the nightly questions compare humans there as well.

The walls ask so since `decided_stays`. Rows from before in which two rows of one human stand on both sides are named
in `earlier_rows`, as those of the other acts.
"""

from alembic import op

revision = "acts_around_goods"
down_revision = "taken_back"
branch_labels = None
depends_on = None

HANDS = (
    ("opening_stocks", "entered_by", "decided_by"), ("stock_returns", "brought_by", "inspected_by"),
    ("asset_recalls", "requested_by", "decided_by"),
)  # fmt: skip


def upgrade() -> None:
    for table, first, later in HANDS:
        op.execute(
            f"INSERT INTO earlier_rows (rule, subject_id) SELECT 'acts_of_two_humans', id FROM {table}"
            f" WHERE {first} <> {later} AND one_human({first}, {later}) ON CONFLICT DO NOTHING"
        )


def downgrade() -> None:
    for table, _, _ in HANDS:
        op.execute(
            f"DELETE FROM earlier_rows WHERE rule = 'acts_of_two_humans' AND subject_id IN (SELECT id FROM {table})"
        )
