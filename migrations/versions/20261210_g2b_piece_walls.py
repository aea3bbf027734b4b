"""The walls around pieces: their steps, what is handed over, and the order of times."""

from alembic import op

revision = "piece_walls"
down_revision = "accepted_pieces"
branch_labels = None
depends_on = None

# Steps a piece may take; `handed_over` is an end. Pieces kept for a case count within what was approved.
UNIT = """
CREATE FUNCTION stock_piece_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most int; others int; of_case uuid; opened opening_stocks; back stock_returns;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status <> 'received' THEN
        RAISE EXCEPTION 'a piece begins as received' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status THEN
        IF NOT (OLD.status || ' ' || NEW.status = ANY (('{received in_stock,received rejected,rejected returned,'
            || 'in_stock dispatched,dispatched arrived,dispatched damaged,'
            || 'dispatched lost,arrived to_inspect,damaged to_inspect,to_inspect in_stock,to_inspect damaged,'
            || 'in_stock handed_over,arrived handed_over}')::text[])) THEN
            RAISE EXCEPTION 'no such step of a piece' USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO back FROM stock_returns WHERE unit_id = NEW.id ORDER BY id DESC LIMIT 1;
        IF NEW.status = 'to_inspect' AND (back.id IS NULL OR back.inspected_by IS NOT NULL)
            OR OLD.status = 'to_inspect' AND back.inspected_by IS NULL
            OR OLD.status = 'to_inspect' AND NEW.status = 'in_stock' AND back.condition <> 'good' THEN
            RAISE EXCEPTION 'back in stock without an inspection' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.order_line_id IS NOT NULL THEN
        SELECT quantity - cancelled, application_id INTO most, of_case FROM order_lines
        WHERE id = NEW.order_line_id FOR NO KEY UPDATE;
        SELECT count(*) INTO others FROM stock_units
        WHERE order_line_id = NEW.order_line_id AND id <> NEW.id AND status NOT IN ('rejected', 'returned');
        IF NEW.status NOT IN ('rejected', 'returned') AND others >= most THEN
            RAISE EXCEPTION 'received above what was ordered' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.accepted_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM goods_inspections i JOIN goods_receipts r ON r.id = i.receipt_id
            WHERE r.id = NEW.receipt_id AND i.application_id = of_case
              AND (r.received_at IS NULL OR NEW.accepted_at >= r.received_at)) THEN
            RAISE EXCEPTION 'accepted without an inspection' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        SELECT * INTO opened FROM opening_stocks WHERE id = NEW.opening_id;
        IF NEW.accepted_at IS NOT NULL AND opened.status IS DISTINCT FROM 'decided' THEN
            RAISE EXCEPTION 'accepted without an inspection' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.accepted_at IS NOT NULL AND NEW.for_line_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM case_duties d JOIN application_lines l ON l.application_id = d.case_id
            WHERE l.id = NEW.for_line_id AND d.person_id = opened.decided_by AND d.duty_group = 'inspect') THEN
            RAISE EXCEPTION 'kept for a case whose inspector did not accept it' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.for_line_id IS NOT NULL THEN
        SELECT approved INTO most FROM application_lines WHERE id = NEW.for_line_id FOR NO KEY UPDATE;
        SELECT count(*) INTO others FROM stock_units
        WHERE for_line_id = NEW.for_line_id AND id <> NEW.id AND status NOT IN ('rejected', 'returned', 'lost');
        IF NEW.status NOT IN ('rejected', 'returned', 'lost') AND others >= most THEN
            RAISE EXCEPTION 'kept above what was approved' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""
# What nobody accepted is never handed over, and nothing before it was there: to the minute.
HANDED = """
CREATE FUNCTION handed_serial_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE item uuid; handed timestamptz; piece stock_units; ready timestamptz;
BEGIN
    SELECT l.application_line_id, date_trunc('minute', h.handed_at) INTO item, handed
    FROM handover_lines l JOIN handovers h ON h.id = l.handover_id WHERE l.id = NEW.handover_line_id;
    SELECT * INTO piece FROM stock_units WHERE id = NEW.unit_id;
    IF piece.id IS NULL OR piece.for_line_id IS DISTINCT FROM item OR piece.serial_key <> NEW.serial_key
        OR piece.status <> 'handed_over' OR piece.accepted_at IS NULL THEN
        RAISE EXCEPTION 'handed over without having been accepted' USING ERRCODE = 'check_violation';
    END IF;
    -- Accepted, found good after it came back, and arrived where it was sent: whichever was last.
    SELECT greatest(piece.accepted_at, (SELECT max(inspected_at) FROM stock_returns WHERE unit_id = piece.id),
                    (SELECT max(d.arrived_at) FROM dispatch_units t JOIN dispatches d ON d.id = t.dispatch_id
                     WHERE t.unit_id = piece.id)) INTO ready;
    IF handed < date_trunc('minute', ready) THEN
        RAISE EXCEPTION 'handed over before it was accepted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION handover_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
               JOIN regions r ON r.code = NEW.district_code
               WHERE l.id = NEW.decree_line_id AND day_there(NEW.handed_at, r.zone) = d.dated
                 AND day_there(d.created_at, r.zone) = d.dated
                 AND date_trunc('minute', NEW.handed_at) < date_trunc('minute', d.created_at)) THEN
        RAISE EXCEPTION 'handed over before the decree of that day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handover_in_time BEFORE INSERT ON handovers FOR EACH ROW EXECUTE FUNCTION handover_in_time();
CREATE FUNCTION receipt_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM orders o JOIN regions r ON r.code = o.district_code
                   WHERE o.id = NEW.order_id AND NEW.received_on = day_there(NEW.received_at, r.zone)
                     AND NEW.received_on >= o.dated
                     AND (NEW.received_on > o.dated OR day_there(o.created_at, r.zone) <> o.dated
                          OR date_trunc('minute', NEW.received_at) >= date_trunc('minute', o.created_at))) THEN
        RAISE EXCEPTION 'received before it was ordered' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receipt_in_time BEFORE INSERT ON goods_receipts FOR EACH ROW EXECUTE FUNCTION receipt_in_time();
"""
# Opening pieces count like those brought from another case: what is there is not ordered.
ORDERED = """
CREATE FUNCTION order_line_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most int; others int; gone int; brought int;
BEGIN
    SELECT approved INTO most FROM application_lines
    WHERE id = NEW.application_line_id AND application_id = NEW.application_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(quantity - cancelled), 0) INTO others FROM order_lines
    WHERE application_line_id = NEW.application_line_id AND id <> NEW.id;
    -- Pieces that are kept for another group or were lost may be ordered again, pieces brought from elsewhere not.
    SELECT count(*) FILTER (WHERE l.application_line_id = NEW.application_line_id
                            AND (u.status = 'lost' OR u.for_line_id <> l.application_line_id)),
           count(*) FILTER (WHERE u.for_line_id = NEW.application_line_id
                            AND u.for_line_id IS DISTINCT FROM l.application_line_id
                            AND u.status NOT IN ('rejected', 'returned', 'lost'))
    INTO gone, brought FROM stock_units u LEFT JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.application_line_id = NEW.application_line_id OR u.for_line_id = NEW.application_line_id;
    IF most IS NULL OR others + brought - gone + NEW.quantity - NEW.cancelled > most THEN
        RAISE EXCEPTION 'ordered above what was approved' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id JOIN orders o ON o.id = NEW.order_id
        WHERE l.application_id = NEW.application_id AND l.ended_at IS NULL AND d.revoked_at IS NULL
          AND o.dated >= d.dated AND o.district_code = d.district_code) THEN
        RAISE EXCEPTION 'ordered without a decree in force' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# Trigger, its table, when it fires, the function before and now. The earlier functions stay for the way back.
TRIGGERS = (
    ("stock_unit_fits", "stock_units", "INSERT OR UPDATE", "stock_unit_fits", "stock_piece_fits"),
    ("handed_serial_from_stock", "handed_serials", "INSERT", "handed_serial_from_stock", "handed_serial_accepted"),
    ("order_line_fits", "order_lines", "INSERT OR UPDATE", "order_line_fits", "order_line_wanted"),
)


def use(trigger: str, table: str, when: str, function: str) -> None:
    op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute(f"CREATE TRIGGER {trigger} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")


def upgrade() -> None:
    for functions in (UNIT, HANDED, ORDERED):
        op.execute(functions)
    for trigger, table, when, _, now in TRIGGERS:
        use(trigger, table, when, now)


def downgrade() -> None:
    for trigger, table, when, earlier, _ in TRIGGERS:
        use(trigger, table, when, earlier)
    functions = ("stock_piece_fits", "handed_serial_accepted", "order_line_wanted")
    for name in ("handover_in_time", "receipt_in_time", *functions):
        op.execute(f"DROP FUNCTION {name} CASCADE")
