"""Whoever received or listed a piece does not say that it is good again after it came back.

Decision 73 says so and the API asks it; the wall knew only who brought it back. The owner asks, so that no area hides
a receipt. Inspections from before by such a hand are named in `earlier_rows` and stay.
"""

from alembic import op

revision = "returns_by_another"
down_revision = "acts_around_goods"
branch_labels = None
depends_on = None

# The piece a return is about, with who took it into the store, and when.
KEPT = """
stock_units u LEFT JOIN goods_receipts r ON r.id = u.receipt_id LEFT JOIN opening_stocks o ON o.id = u.opening_id
"""
EARLIER = f"""
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'accepted_by_another', b.id FROM stock_returns b JOIN ({KEPT}) ON u.id = b.unit_id
WHERE one_human(coalesce(r.received_by, o.entered_by), b.inspected_by)
"""
WALL = f"""
CREATE FUNCTION return_inspected_by_another() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE keeper uuid; since timestamptz;
BEGIN
    SELECT coalesce(r.received_by, o.entered_by), coalesce(r.created_at, o.created_at) INTO STRICT keeper, since
    FROM {KEPT} WHERE u.id = NEW.unit_id;
    IF one_human(keeper, NEW.inspected_by) THEN
        RAISE EXCEPTION 'inspected by who received or listed it' USING ERRCODE = 'check_violation';
    END IF;
    IF one_hand(keeper, since, NEW.inspected_by, bimtek_now()) THEN
        RAISE EXCEPTION 'one hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER inspected_by_another AFTER UPDATE OF inspected_by ON stock_returns FOR EACH ROW
    WHEN (NEW.inspected_by IS NOT NULL) EXECUTE FUNCTION return_inspected_by_another();
"""


def upgrade() -> None:
    op.execute(EARLIER)
    op.execute(WALL)


def downgrade() -> None:
    op.execute("DROP FUNCTION return_inspected_by_another CASCADE")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'accepted_by_another'")
