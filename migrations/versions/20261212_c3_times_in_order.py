"""The nightly questions ask all of order, receipt, acceptance, decree and handover, in the district's own zone.

The walls ask it since pieces have walls. Receipts from before have no time of day: those that contradict, and
handovers of their pieces, are named in `earlier_rows` and stay.
"""

from alembic import op

revision = "times_in_order"
down_revision = "returns_by_another"
branch_labels = None
depends_on = None

EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'received_in_time', r.id FROM goods_receipts r JOIN orders o ON o.id = r.order_id
JOIN regions z ON z.code = o.district_code LEFT JOIN stock_units u ON u.receipt_id = r.id
WHERE r.received_at IS NULL
  AND (r.received_on < o.dated OR day_there(least(u.accepted_at, r.inspected_at), z.zone) < r.received_on);
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'handed_over_in_time', h.id FROM handovers h JOIN regions z ON z.code = h.district_code
JOIN handover_lines l ON l.handover_id = h.id JOIN handed_serials s ON s.handover_line_id = l.id
JOIN stock_units u ON u.id = s.unit_id JOIN goods_receipts r ON r.id = u.receipt_id AND r.received_at IS NULL
JOIN orders o ON o.id = r.order_id
WHERE day_there(h.handed_at, z.zone) < o.dated
   OR day_there(h.handed_at, z.zone) = o.dated AND day_there(o.created_at, z.zone) = o.dated
      AND date_trunc('minute', h.handed_at) < date_trunc('minute', o.created_at)
ON CONFLICT DO NOTHING;
"""


def upgrade() -> None:
    op.execute(EARLIER)


def downgrade() -> None:
    """Handovers named here stay named: nothing tells them from those `accepted_pieces` named, which ends all."""
    op.execute("DELETE FROM earlier_rows WHERE rule = 'received_in_time'")
