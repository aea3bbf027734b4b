"""Only accepted pieces are handed over: opening stock, pieces inspected again, times in their order."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "accepted_pieces"
down_revision = "visits_in_time"
branch_labels = None
depends_on = None

STATUS = (
    "received", "in_stock", "rejected", "returned", "dispatched", "arrived", "damaged", "lost", "handed_over",
)  # fmt: skip
HERE = """(SELECT current_setting('bimtek.areas', true)) = '*' OR district_code LIKE ANY (
    (SELECT string_to_array((SELECT current_setting('bimtek.areas', true)), ','))::text[])"""
# Pieces handed over before: those from stock are found by their number, the others are listed and stay.
EARLIER = """
UPDATE handed_serials s SET unit_id = u.id FROM stock_units u
WHERE u.serial_key = s.serial_key AND u.status = 'handed_over';
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'handed_over_accepted', handover_line_id FROM handed_serials WHERE unit_id IS NULL;
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'handed_over_in_time', h.id FROM handovers h
JOIN handover_lines l ON l.handover_id = h.id JOIN handed_serials s ON s.handover_line_id = l.id
JOIN stock_units u ON u.id = s.unit_id WHERE date_trunc('minute', h.handed_at) < date_trunc('minute', u.accepted_at);
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'handed_over_in_time', h.id FROM handovers h
JOIN decree_lines l ON l.id = h.decree_line_id JOIN decrees d ON d.id = l.decree_id
JOIN regions r ON r.code = h.district_code
WHERE day_in(h.handed_at, r.zone) = d.dated AND day_in(d.created_at, r.zone) = d.dated
  AND date_trunc('minute', h.handed_at) < date_trunc('minute', d.created_at)
ON CONFLICT DO NOTHING;
"""
DAY = """
CREATE FUNCTION day_in(instant timestamptz, zone text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (instant AT TIME ZONE CASE zone WHEN 'WIB' THEN 'Asia/Jakarta' WHEN 'WITA' THEN 'Asia/Makassar'
            ELSE 'Asia/Jayapura' END)::date
$$;
"""
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
    SELECT greatest(piece.accepted_at, max(inspected_at)) INTO ready FROM stock_returns WHERE unit_id = piece.id;
    IF handed < date_trunc('minute', ready) THEN
        RAISE EXCEPTION 'handed over before it was accepted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION handover_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
               JOIN regions r ON r.code = NEW.district_code
               WHERE l.id = NEW.decree_line_id AND day_in(NEW.handed_at, r.zone) = d.dated
                 AND day_in(d.created_at, r.zone) = d.dated
                 AND date_trunc('minute', NEW.handed_at) < date_trunc('minute', d.created_at)) THEN
        RAISE EXCEPTION 'handed over before the decree of that day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handover_in_time BEFORE INSERT ON handovers FOR EACH ROW EXECUTE FUNCTION handover_in_time();
CREATE FUNCTION receipt_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM orders o JOIN regions r ON r.code = o.district_code
                   WHERE o.id = NEW.order_id AND NEW.received_on = day_in(NEW.received_at, r.zone)
                     AND NEW.received_on >= o.dated
                     AND (NEW.received_on > o.dated OR day_in(o.created_at, r.zone) <> o.dated
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
GRANTS = """
GRANT SELECT, INSERT ON opening_stocks, stock_returns TO bimtek_app;
GRANT UPDATE (status, version, paper_id, decided_by, decided_at) ON opening_stocks TO bimtek_app;
GRANT UPDATE (inspected_by, inspected_at, condition, note) ON stock_returns TO bimtek_app;
"""


def use(trigger: str, table: str, when: str, function: str) -> None:
    op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute(f"CREATE TRIGGER {trigger} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")


def statuses(names: Iterable[str]) -> None:
    op.drop_constraint("ck_stock_units_status", "stock_units")
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_stock_units_status"), "stock_units", f"status IN ({listed})")


def add_tables() -> None:
    op.create_table(
        "opening_stocks",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('entered', 'decided')", name=op.f("ck_opening_stocks_status")),
        sa.CheckConstraint("decided_by <> entered_by", name=op.f("ck_opening_stocks_two_people")),
        sa.CheckConstraint(
            "(status = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND paper_id IS NOT NULL)",
            name=op.f("ck_opening_stocks_decided"),
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_opening_stocks_district_code")),
        sa.ForeignKeyConstraint(["entered_by"], ["identities.id"], name=op.f("fk_opening_stocks_entered_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_opening_stocks_decided_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["files.id"], name=op.f("fk_opening_stocks_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_stocks")),
    )
    op.create_index(op.f("ix_opening_stocks_district_code_id"), "opening_stocks", ["district_code", "id"])
    op.create_table(
        "stock_returns",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("brought_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("duty_group", sa.String(12), server_default=sa.text("'inspect'"), nullable=False),
        sa.Column("inspected_by", sa.Uuid(), nullable=True),
        sa.Column("inspected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("condition", sa.String(40), nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.CheckConstraint("inspected_by <> brought_by", name=op.f("ck_stock_returns_two_people")),
        sa.CheckConstraint("duty_group = 'inspect'", name=op.f("ck_stock_returns_duty")),
        sa.CheckConstraint(
            "condition IN ('good', 'broken', 'incomplete', 'wrong')", name=op.f("ck_stock_returns_condition")
        ),
        sa.CheckConstraint(
            "(inspected_by IS NULL) = (condition IS NULL) AND (inspected_by IS NULL) = (inspected_at IS NULL)",
            name=op.f("ck_stock_returns_inspected"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["stock_units.id"], name=op.f("fk_stock_returns_unit_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_stock_returns_application_id")
        ),
        sa.ForeignKeyConstraint(["brought_by"], ["identities.id"], name=op.f("fk_stock_returns_brought_by")),
        sa.ForeignKeyConstraint(
            ["application_id", "inspected_by", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name=op.f("fk_stock_returns_duty"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_returns")),
    )
    op.create_index(
        "uq_stock_returns_open", "stock_returns", ["unit_id"], unique=True,
        postgresql_where=sa.text("inspected_by IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_stock_returns_unit_id"), "stock_returns", ["unit_id"])


def upgrade() -> None:
    add_tables()
    op.execute("ALTER TABLE opening_stocks ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON opening_stocks USING ({HERE}) WITH CHECK ({HERE})")
    for column in ("receipt_id", "order_line_id", "for_line_id"):
        op.alter_column("stock_units", column, nullable=True)
    op.add_column("stock_units", sa.Column("opening_id", sa.Uuid(), nullable=True))
    op.add_column("stock_units", sa.Column("name", sa.String(120), nullable=True))
    op.create_foreign_key(op.f("fk_stock_units_opening_id"), "stock_units", "opening_stocks", ["opening_id"], ["id"])
    op.create_index(op.f("ix_stock_units_opening_id"), "stock_units", ["opening_id"])
    op.create_check_constraint(
        op.f("ck_stock_units_came_from"), "stock_units",
        "CASE WHEN opening_id IS NULL THEN receipt_id IS NOT NULL AND order_line_id IS NOT NULL"
        " AND for_line_id IS NOT NULL ELSE receipt_id IS NULL AND order_line_id IS NULL AND name IS NOT NULL END",
    )  # fmt: skip
    statuses((*STATUS, "to_inspect"))
    op.add_column("goods_receipts", sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_goods_receipts_in_time"), "goods_receipts", "inspected_at >= received_at")
    op.add_column("handed_serials", sa.Column("unit_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_handed_serials_unit_id"), "handed_serials", "stock_units", ["unit_id"], ["id"])
    op.create_unique_constraint(op.f("uq_handed_serials_unit_id"), "handed_serials", ["unit_id"])
    op.execute(DAY)
    op.execute(EARLIER)
    for functions in (UNIT, HANDED, ORDERED):
        op.execute(functions)
    for trigger, table, when, _, now in TRIGGERS:
        use(trigger, table, when, now)
    op.execute(GRANTS)


def downgrade() -> None:
    """Opening pieces have no order and cannot stay: their rows go, what was handed over keeps its number."""
    for trigger, table, when, earlier, _ in TRIGGERS:
        use(trigger, table, when, earlier)
    functions = ("stock_piece_fits", "handed_serial_accepted", "order_line_wanted")
    for name in ("handover_in_time", "receipt_in_time", *functions):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DROP FUNCTION day_in CASCADE")
    op.execute("DELETE FROM earlier_rows WHERE rule IN ('handed_over_accepted', 'handed_over_in_time')")
    op.drop_column("handed_serials", "unit_id")
    op.drop_column("goods_receipts", "received_at")
    op.execute(
        "DELETE FROM dispatch_units WHERE unit_id IN (SELECT id FROM stock_units WHERE opening_id IS NOT NULL)"
    )
    op.execute("DELETE FROM stock_photos WHERE unit_id IN (SELECT id FROM stock_units WHERE opening_id IS NOT NULL)")
    op.drop_table("stock_returns")
    op.execute("DELETE FROM stock_units WHERE opening_id IS NOT NULL")
    op.execute("ALTER TABLE stock_units DISABLE TRIGGER USER")
    op.execute("UPDATE stock_units SET status = 'damaged' WHERE status = 'to_inspect'")
    op.execute("ALTER TABLE stock_units ENABLE TRIGGER USER")
    statuses(STATUS)
    op.drop_column("stock_units", "opening_id")
    op.drop_column("stock_units", "name")
    for column in ("receipt_id", "order_line_id", "for_line_id"):
        op.alter_column("stock_units", column, nullable=False)
    op.drop_table("opening_stocks")
