"""Orders are complete by their pieces, titles have their letter, and a case moves by a step of its history.

The table of steps let the application's role complete an order of which nothing came, give up what had come, own a
machine by its date alone (and past a hold), close a case over an open dispute, and move any case without a word in
its history. Each is asked at the end of the transaction now. Rows that say otherwise are named in `earlier_rows`.
"""

import sqlalchemy as sa
from alembic import op

revision = "states_of_goods"
down_revision = "refused_and_signed"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
ORDERS = f"""
CREATE FUNCTION order_misfits(of_order uuid) RETURNS boolean LANGUAGE sql STABLE {PATH} AS $$
    SELECT EXISTS (
        SELECT FROM orders o JOIN order_lines l ON l.order_id = o.id CROSS JOIN LATERAL (
            SELECT count(*) AS came FROM stock_units u
            WHERE u.order_line_id = l.id AND u.accepted_at IS NOT NULL AND u.status <> 'returned') p
        WHERE o.id = of_order AND (o.status = 'completed' AND (p.came < l.quantity OR l.cancelled > 0)
            OR o.status = 'placed' AND l.cancelled > 0
            OR o.status = 'closed_short' AND (p.came <> l.quantity - l.cancelled OR 0 = (
                SELECT sum(cancelled) FROM order_lines WHERE order_id = o.id))))
$$;
CREATE FUNCTION order_state_has_its_pieces() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE which uuid := coalesce((to_jsonb(NEW) ->> 'order_id')::uuid, NEW.id);
BEGIN
    IF order_misfits(which) OR TG_TABLE_NAME = 'orders' AND EXISTS (
        SELECT FROM orders o WHERE o.id = which AND o.status = 'placed' AND NOT EXISTS (
            SELECT FROM order_lines l WHERE l.order_id = o.id AND l.quantity > (
                SELECT count(*) FROM stock_units u WHERE u.order_line_id = l.id AND u.accepted_at IS NOT NULL
                  AND u.status <> 'returned'))) THEN
        RAISE EXCEPTION 'an order is what came of it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER order_state_has_its_pieces AFTER UPDATE ON orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION order_state_has_its_pieces();
CREATE CONSTRAINT TRIGGER given_up_has_its_order AFTER UPDATE ON order_lines DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.cancelled IS DISTINCT FROM OLD.cancelled) EXECUTE FUNCTION order_state_has_its_pieces();
"""
TITLES = f"""
CREATE FUNCTION title_has_its_letter() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE which uuid := coalesce((to_jsonb(NEW) ->> 'asset_id')::uuid, NEW.id);
BEGIN
    IF EXISTS (
        SELECT FROM assets m LEFT JOIN asset_titles t ON t.asset_id = m.id AND t.until IS NULL
        WHERE m.id = which AND (
            (m.title_on, m.title_letter) IS DISTINCT FROM (t.since, t.letter_number) OR t.group_id <> m.group_id
            OR m.title_on NOT BETWEEN m.handed_on AND day_in(m.district_code))) THEN
        RAISE EXCEPTION 'a title passes by its letter' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER title_has_its_letter AFTER UPDATE ON assets DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN ((NEW.title_on, NEW.title_letter) IS DISTINCT FROM (OLD.title_on, OLD.title_letter))
    EXECUTE FUNCTION title_has_its_letter();
CREATE CONSTRAINT TRIGGER letter_passes_its_title AFTER INSERT OR UPDATE ON asset_titles DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION title_has_its_letter();
"""
END = """    RETURN NULL;
END """
TOLD = """    IF NEW.status IS DISTINCT FROM (
        SELECT e.after FROM events e WHERE e.subject_kind = 'application' AND e.subject_id = NEW.id
          AND e.after IS NOT NULL AND e.name LIKE 'application.%' ORDER BY e.at DESC, e.position DESC LIMIT 1) THEN
        RAISE EXCEPTION 'a case is % by an act that is not there: its history does not tell of it', NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
"""
FIRST = """        WHEN NEW.status = 'rejected' THEN last.outcome = 'rejected'"""
CLOSED = """        WHEN NEW.status = 'closed' THEN NOT asked_back(NEW.id) AND NOT EXISTS (
            SELECT FROM monitoring_visits WHERE application_id = NEW.id AND status NOT IN ('accepted', 'skipped')
            UNION ALL SELECT FROM accountability_reports WHERE application_id = NEW.id AND status <> 'accepted'
            UNION ALL SELECT FROM funds_reports WHERE application_id = NEW.id AND status <> 'accepted'
            UNION ALL SELECT FROM handover_disputes d JOIN handovers h ON h.id = d.handover_id
            WHERE h.application_id = NEW.id AND d.outcome IS NULL)
        WHEN NEW.status = 'recalled' THEN NOT EXISTS (
            SELECT FROM assets WHERE application_id = NEW.id
              AND status NOT IN ('recalled', 'restocked', 'voided', 'written_off'))
        WHEN NEW.status = 'returned' THEN EXISTS (SELECT FROM case_returns WHERE application_id = NEW.id)
"""
AMENDED = (
    ("case_state_has_its_act", END, TOLD + END),
    ("case_state_has_its_act", FIRST, CLOSED + FIRST),
)
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id) SELECT 'orders_have_their_pieces', id FROM orders WHERE order_misfits(id);
INSERT INTO earlier_rows (rule, subject_id) SELECT 'titles_have_their_letter', m.id FROM assets m
LEFT JOIN asset_titles t ON t.asset_id = m.id AND t.until IS NULL
WHERE (m.title_on, m.title_letter) IS DISTINCT FROM (t.since, t.letter_number);
"""


def amend(function: str, old: str, new: str) -> None:
    """Only this part of it changes."""
    found = op.get_bind().execute(sa.text(f"SELECT pg_get_functiondef('{function}'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError(f"{function} is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def upgrade() -> None:
    op.execute(ORDERS)
    op.execute(EARLIER)
    op.execute(TITLES)
    for function, old, new in AMENDED:
        amend(function, old, new)


def downgrade() -> None:
    for function, old, new in reversed(AMENDED):
        amend(function, new, old)
    for name in ("title_has_its_letter", "order_state_has_its_pieces"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DROP FUNCTION order_misfits")
    op.execute("DELETE FROM earlier_rows WHERE rule IN ('orders_have_their_pieces', 'titles_have_their_letter')")
