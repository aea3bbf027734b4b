"""Money and goods wait while a case is held, at each step; money goes on a day that can be.

A hold was asked where a tranche was prepared, not where it was sent; payments to suppliers, waybills, pieces kept for
another group and titles did not ask at all. And only the service knew that nobody pays before the contract or the
decree. The triggers judge new acts. Payments from before that were dated too early are named in `earlier_rows`.
"""

from alembic import op

revision = "holds_asked"
down_revision = "sent_to_people"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
# The owner asks, so that no area hides a case of an order, or its hold.
HELD = f"""
CREATE FUNCTION step_not_held() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE row jsonb := to_jsonb(NEW);
BEGIN
    IF EXISTS (SELECT FROM case_holds h WHERE h.released_at IS NULL AND h.application_id IN (
        SELECT (row ->> 'application_id')::uuid WHERE TG_TABLE_NAME = 'tranche_payments'
        UNION ALL SELECT l.application_id FROM order_lines l
        WHERE TG_TABLE_NAME = 'supplier_payments' AND l.order_id = (row ->> 'order_id')::uuid
        UNION ALL SELECT l.application_id FROM stock_units u JOIN application_lines l ON l.id = u.for_line_id
        WHERE TG_TABLE_NAME = 'dispatch_units' AND u.id = (row ->> 'unit_id')::uuid
        UNION ALL SELECT l.application_id FROM application_lines l
        WHERE TG_TABLE_NAME = 'stock_units' AND l.id = (row ->> 'for_line_id')::uuid
        UNION ALL SELECT a.application_id FROM assets a
        WHERE TG_TABLE_NAME = 'asset_titles' AND a.id = (row ->> 'asset_id')::uuid)) THEN
        RAISE EXCEPTION 'the case is on hold' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_not_held BEFORE UPDATE ON tranche_payments FOR EACH ROW
    WHEN (NEW.status = 'sent' AND OLD.status <> 'sent') EXECUTE FUNCTION step_not_held();
CREATE TRIGGER prepared_not_held BEFORE INSERT ON supplier_payments
    FOR EACH ROW EXECUTE FUNCTION step_not_held();
CREATE TRIGGER released_not_held BEFORE UPDATE ON supplier_payments FOR EACH ROW
    WHEN (NEW.status = 'paid' AND OLD.status <> 'paid') EXECUTE FUNCTION step_not_held();
CREATE TRIGGER dispatched_not_held BEFORE INSERT ON dispatch_units FOR EACH ROW EXECUTE FUNCTION step_not_held();
CREATE TRIGGER assigned_not_held BEFORE UPDATE OF for_line_id ON stock_units FOR EACH ROW
    WHEN (NEW.for_line_id IS DISTINCT FROM OLD.for_line_id) EXECUTE FUNCTION step_not_held();
CREATE TRIGGER title_not_held BEFORE INSERT ON asset_titles FOR EACH ROW EXECUTE FUNCTION step_not_held();
"""
DAYS = f"""
CREATE FUNCTION supplier_paid_in_time() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.paid_on IS NOT DISTINCT FROM OLD.paid_on THEN
        RETURN NEW;
    END IF;
    IF NEW.paid_on < (SELECT dated FROM orders WHERE id = NEW.order_id)
       OR NEW.paid_on > day_in(NEW.district_code) THEN
        RAISE EXCEPTION 'nobody is paid before the contract, nor on a day to come' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supplier_paid_in_time BEFORE INSERT OR UPDATE ON supplier_payments FOR EACH ROW
    WHEN (NEW.paid_on IS NOT NULL) EXECUTE FUNCTION supplier_paid_in_time();
CREATE FUNCTION tranche_sent_in_time() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.sent_on, NEW.paid_on) IS NOT DISTINCT FROM (OLD.sent_on, OLD.paid_on) THEN
        RETURN NEW;
    END IF;
    IF NEW.sent_on < (SELECT d.dated FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
                      WHERE l.id = NEW.decree_line_id)
       OR NEW.paid_on < NEW.sent_on OR greatest(NEW.sent_on, NEW.paid_on) > day_in(NEW.district_code) THEN
        RAISE EXCEPTION 'nothing is sent before its decree, arrives before it was sent, or on a day to come'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_sent_in_time BEFORE INSERT OR UPDATE ON tranche_payments FOR EACH ROW
    WHEN (NEW.sent_on IS NOT NULL) EXECUTE FUNCTION tranche_sent_in_time();
"""
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'money_in_time', p.id FROM supplier_payments p JOIN orders o ON o.id = p.order_id WHERE p.paid_on < o.dated
UNION ALL SELECT 'money_in_time', t.id FROM tranche_payments t
LEFT JOIN decree_lines l ON l.id = t.decree_line_id LEFT JOIN decrees d ON d.id = l.decree_id
WHERE t.sent_on < d.dated OR t.paid_on < t.sent_on
"""


def upgrade() -> None:
    for part in (EARLIER, HELD, DAYS):
        op.execute(part)


def downgrade() -> None:
    for name in ("step_not_held", "supplier_paid_in_time", "tranche_sent_in_time"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'money_in_time'")
