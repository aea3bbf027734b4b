"""An upheld dispute moves pieces and money: what it takes back is a row, and quantities and sums follow the rows."""

import sqlalchemy as sa
from alembic import op

revision = "taken_back"
down_revision = "decided_stays"
branch_labels = None
depends_on = None

UNIT = "uq_handed_serials_unit_id"
SERIAL = "uq_assets_serial"
# Disputes upheld before moved nothing: they are listed, and their recipients keep what the minutes say.
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'upheld_disputes_move_pieces', id FROM handover_disputes WHERE outcome = 'upheld'
"""
# What a line's group has now. One place: pages, exports, triggers and truths ask it.
QUANTITY = """
CREATE FUNCTION handed_over(line uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT (SELECT coalesce(sum(quantity), 0) FROM handover_lines WHERE application_line_id = line)
         - (SELECT count(*) FROM dispute_pieces p JOIN handed_serials s ON s.id = p.serial_id
            JOIN handover_lines l ON l.id = s.handover_line_id WHERE l.application_line_id = line)
$$;
"""
WALLS = """
CREATE FUNCTION piece_of_its_dispute() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM handover_disputes d JOIN handover_lines l ON l.handover_id = d.handover_id
        JOIN handed_serials s ON s.handover_line_id = l.id
        WHERE d.id = NEW.dispute_id AND d.outcome = 'upheld' AND s.id = NEW.serial_id AND s.ended_at IS NULL) THEN
        RAISE EXCEPTION 'only what was handed over and disputed is taken back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER piece_of_its_dispute BEFORE INSERT ON dispute_pieces
    FOR EACH ROW EXECUTE FUNCTION piece_of_its_dispute();
-- At the end of the transaction: pieces and their booking come after the decision.
CREATE FUNCTION dispute_moves_pieces() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM dispute_pieces WHERE dispute_id = NEW.id)
       OR NOT EXISTS (SELECT FROM decree_bookings WHERE dispute_id = NEW.id)
       OR EXISTS (SELECT FROM dispute_pieces p JOIN handed_serials s ON s.id = p.serial_id
                  WHERE p.dispute_id = NEW.id AND s.ended_at IS NULL) THEN
        RAISE EXCEPTION 'an upheld dispute moves pieces and money' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER dispute_moves_pieces AFTER UPDATE ON handover_disputes DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.outcome = 'upheld') EXECUTE FUNCTION dispute_moves_pieces();
CREATE FUNCTION unit_taken_back() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM handed_serials s JOIN dispute_pieces p ON p.serial_id = s.id
        WHERE s.unit_id = NEW.id AND s.ended_at IS NULL
          AND p.follows = CASE NEW.status WHEN 'to_inspect' THEN 'returned' WHEN 'lost' THEN 'not_received' END) THEN
        RAISE EXCEPTION 'what was handed over comes back by an upheld dispute' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unit_taken_back BEFORE UPDATE OF status ON stock_units FOR EACH ROW
    WHEN (OLD.status = 'handed_over' AND NEW.status <> OLD.status) EXECUTE FUNCTION unit_taken_back();
CREATE FUNCTION asset_voided() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.title_on IS NOT NULL OR NOT EXISTS (
        SELECT FROM handed_serials s JOIN dispute_pieces p ON p.serial_id = s.id
        JOIN handover_lines l ON l.id = s.handover_line_id JOIN handovers h ON h.id = l.handover_id
        WHERE s.serial_key = NEW.serial_key AND s.ended_at IS NULL AND h.application_id = NEW.application_id) THEN
        RAISE EXCEPTION 'a handover is undone by an upheld dispute' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asset_voided BEFORE UPDATE OF status ON assets FOR EACH ROW
    WHEN (NEW.status = 'voided' AND OLD.status <> 'voided') EXECUTE FUNCTION asset_voided();
"""
# Its worth goes back to what is reserved while the recipient is in force, else to the budget line.
BOOK = """
CREATE FUNCTION booking_gives_back() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE line decree_lines; worth bigint;
BEGIN
    SELECT * INTO line FROM decree_lines WHERE id = NEW.decree_line_id FOR NO KEY UPDATE;
    SELECT sum(coalesce(u.cost_rupiah, (SELECT m.price_rupiah FROM assets m WHERE m.serial_key = s.serial_key
                                        AND m.application_id = h.application_id ORDER BY m.id DESC LIMIT 1)))
    INTO worth FROM dispute_pieces p JOIN handed_serials s ON s.id = p.serial_id
    LEFT JOIN stock_units u ON u.id = s.unit_id JOIN handover_lines l ON l.id = s.handover_line_id
    JOIN handovers h ON h.id = l.handover_id
    WHERE p.dispute_id = NEW.dispute_id AND h.decree_line_id = line.id;
    IF worth IS NULL OR NEW.amount_rupiah <> worth THEN
        RAISE EXCEPTION 'given back is what the pieces cost' USING ERRCODE = 'check_violation';
    END IF;
    IF line.ended_at IS NULL THEN
        UPDATE decree_lines SET spent_rupiah = spent_rupiah - worth WHERE id = line.id;
        PERFORM budget_book(line.budget_line_id, worth, -worth);
    ELSE
        UPDATE decree_lines SET spent_rupiah = spent_rupiah - worth, released_rupiah = released_rupiah + worth
        WHERE id = line.id;
        PERFORM budget_book(line.budget_line_id, 0, -worth);
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER booking_counts ON decree_bookings;
CREATE TRIGGER booking_counts AFTER INSERT ON decree_bookings FOR EACH ROW
    WHEN (NEW.kind IN ('spent', 'released', 'carried')) EXECUTE FUNCTION booking_counts();
CREATE TRIGGER booking_gives_back AFTER INSERT ON decree_bookings FOR EACH ROW
    WHEN (NEW.kind = 'taken_back') EXECUTE FUNCTION booking_gives_back();
"""
BACK = """
DROP TRIGGER booking_counts ON decree_bookings;
CREATE TRIGGER booking_counts AFTER INSERT ON decree_bookings FOR EACH ROW EXECUTE FUNCTION booking_counts();
"""
TABLES = ("decree_bookings", "handed_serials", "handover_lines", "assets")
UNDONE = (
    "".join(f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in TABLES)
    + """
CREATE TEMPORARY TABLE less ON COMMIT DROP AS
SELECT d.handover_id, b.decree_line_id, sum(b.amount_rupiah) AS rupiah FROM decree_bookings b
JOIN handover_disputes d ON d.id = b.dispute_id GROUP BY 1, 2;
CREATE TEMPORARY TABLE booked ON COMMIT DROP AS
SELECT DISTINCT ON (l.handover_id) b.id, l.rupiah FROM less l JOIN decree_bookings b
ON b.kind = 'spent' AND b.handover_id = l.handover_id OR b.kind = 'carried' AND b.decree_line_id = l.decree_line_id
ORDER BY l.handover_id, b.kind = 'spent' DESC;
DELETE FROM decree_bookings b USING booked w WHERE b.id = w.id AND b.amount_rupiah = w.rupiah;
UPDATE decree_bookings b SET amount_rupiah = amount_rupiah - w.rupiah
FROM (SELECT id, sum(rupiah) AS rupiah FROM booked GROUP BY id) w WHERE b.id = w.id;
DELETE FROM decree_bookings WHERE kind = 'taken_back';
CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
SELECT s.id, s.handover_line_id FROM dispute_pieces p JOIN handed_serials s ON s.id = p.serial_id;
DROP TABLE dispute_pieces CASCADE;
DELETE FROM handed_serials WHERE id IN (SELECT id FROM gone);
DELETE FROM handover_lines l WHERE quantity = (SELECT count(*) FROM gone g WHERE g.handover_line_id = l.id);
UPDATE handover_lines l SET quantity = quantity - (SELECT count(*) FROM gone g WHERE g.handover_line_id = l.id);
UPDATE assets SET status = 'restocked' WHERE status = 'voided';
"""
    + "".join(f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in TABLES)
)
# What quantities were: the minutes', whatever was taken back since.
SUMMED = """(SELECT coalesce(sum(n.quantity), 0) FROM handover_lines n JOIN application_lines a
            ON a.id = n.application_line_id WHERE a.application_id = line.application_id)"""
ASKED = """(SELECT coalesce(sum(handed_over(a.id)), 0) FROM application_lines a
            WHERE a.application_id = line.application_id)"""
# Function, a line of it before and now.
AMENDED = (
    ("booking_counts", SUMMED, ASKED),
    ("booking_counts", "m.status <> 'restocked'", "m.status NOT IN ('restocked', 'voided')"),
    ("handover_within_approved", """    SELECT coalesce(sum(quantity), 0) INTO total FROM handover_lines
    WHERE application_line_id = NEW.application_line_id AND id <> NEW.id;
""", """    total := handed_over(NEW.application_line_id)
        - CASE WHEN TG_OP = 'UPDATE' THEN OLD.quantity ELSE 0 END;
"""),
    ("stock_piece_fits", "arrived handed_over}", "arrived handed_over,handed_over to_inspect,handed_over lost}"),
    ("serial_ends_with_recall", "status = 'restocked'", "status IN ('restocked', 'voided')"),
)  # fmt: skip
ASSETS = (
    "installed", "in_use", "idle", "under_repair", "broken", "lost", "recalled", "restocked", "written_off",
)  # fmt: skip
STATED = ("assets", "visit_findings")
KINDS = ("spent", "released", "carried")
ACT = "num_nonnulls({acts}) = CASE kind WHEN 'carried' THEN 0 ELSE 1 END"


def amend(function: str, old: str, new: str) -> None:
    """Only this line of it changes."""
    found = op.get_bind().execute(sa.text(f"SELECT pg_get_functiondef('{function}'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError(f"{function} is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def choose(table: str, column: str, names: tuple[str, ...]) -> None:
    op.drop_constraint(f"ck_{table}_{column}", table)
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({listed})")


def index_assets(done: str) -> None:
    op.drop_index(SERIAL, "assets")
    op.create_index(SERIAL, "assets", ["serial_key"], unique=True, postgresql_where=sa.text(done))


def add_pieces() -> None:
    op.create_table(
        "dispute_pieces",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("serial_id", sa.Uuid(), nullable=False),
        sa.Column("follows", sa.String(40), nullable=False),
        sa.CheckConstraint("follows IN ('returned', 'not_received')", name=op.f("ck_dispute_pieces_follows")),
        sa.ForeignKeyConstraint(["dispute_id"], ["handover_disputes.id"], name=op.f("fk_dispute_pieces_dispute_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["handed_serials.id"], name=op.f("fk_dispute_pieces_serial_id")),
        sa.UniqueConstraint("serial_id", name=op.f("uq_dispute_pieces_serial_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_pieces")),
    )
    op.create_index(op.f("ix_dispute_pieces_dispute_id"), "dispute_pieces", ["dispute_id"])
    op.execute("GRANT SELECT, INSERT ON dispute_pieces TO bimtek_app")


def upgrade() -> None:
    add_pieces()
    op.add_column("decree_bookings", sa.Column("dispute_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_decree_bookings_dispute_id"), "decree_bookings", "handover_disputes", ["dispute_id"], ["id"]
    )
    op.create_unique_constraint(op.f("uq_decree_bookings_dispute_id_kind"), "decree_bookings", ["dispute_id", "kind"])
    choose("decree_bookings", "kind", (*KINDS, "taken_back"))
    op.drop_constraint("ck_decree_bookings_act", "decree_bookings")
    acts = ACT.format(acts="handover_id, payment_id, dispute_id")
    op.create_check_constraint(op.f("ck_decree_bookings_act"), "decree_bookings", acts)
    for table in STATED:
        choose(table, "status", (*ASSETS, "voided"))
    index_assets("status NOT IN ('restocked', 'voided')")
    op.drop_constraint(UNIT, "handed_serials")
    op.create_index(UNIT, "handed_serials", ["unit_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL"))
    op.execute(QUANTITY)
    for function, old, new in AMENDED:
        amend(function, old, new)
    for part in (WALLS, BOOK, EARLIER):
        op.execute(part)


def downgrade() -> None:
    """Minutes without what was taken back: quantities and bookings are less by it, as if it had never been given."""
    op.execute(UNDONE)
    for name in ("dispute_moves_pieces", "unit_taken_back", "asset_voided", "booking_gives_back"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    for function, old, new in AMENDED:
        amend(function, new, old)
    for name in ("piece_of_its_dispute", "handed_over"):
        op.execute(f"DROP FUNCTION {name}")
    op.drop_index(UNIT, "handed_serials")
    op.create_unique_constraint(UNIT, "handed_serials", ["unit_id"])
    index_assets("status <> 'restocked'")
    for table in STATED:
        choose(table, "status", ASSETS)
    op.drop_constraint("ck_decree_bookings_act", "decree_bookings")
    op.drop_column("decree_bookings", "dispute_id")
    op.create_check_constraint(
        op.f("ck_decree_bookings_act"), "decree_bookings", ACT.format(acts="handover_id, payment_id")
    )
    choose("decree_bookings", "kind", KINDS)
    op.execute(BACK)
    op.execute("DELETE FROM earlier_rows WHERE rule = 'upheld_disputes_move_pieces'")
