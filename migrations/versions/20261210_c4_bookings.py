"""What is reserved, spent and given back comes from rows: decree lines and the bookings of handovers and payments.

The sums are kept by triggers of the owner; the application has no right to write them.
"""

import sqlalchemy as sa
from alembic import op

revision = "bookings"
down_revision = "decree_people"
branch_labels = None
depends_on = None

# What was spent before there were bookings is carried over, a row for each recipient.
CARRIED = """
INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah)
SELECT id, 'carried', spent_rupiah FROM decree_lines WHERE spent_rupiah > 0
"""
SUMS = """
CREATE FUNCTION budget_book(line uuid, held bigint, paid bigint) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE up AS (
        SELECT id, parent_id FROM budget_nodes WHERE id = line
        UNION ALL SELECT n.id, n.parent_id FROM budget_nodes n JOIN up ON n.id = up.parent_id)
    UPDATE budget_nodes SET reserved = reserved + held, spent = spent + paid WHERE id IN (SELECT id FROM up)
$$;
REVOKE EXECUTE ON FUNCTION budget_book FROM PUBLIC;

CREATE FUNCTION decree_line_reserves() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.spent_rupiah <> 0 OR NEW.released_rupiah <> 0 OR NEW.ended_at IS NOT NULL THEN
            RAISE EXCEPTION 'a recipient begins with the whole amount' USING ERRCODE = 'check_violation';
        END IF;
        PERFORM budget_book(NEW.budget_line_id, NEW.amount_rupiah, 0);
        RETURN NEW;
    END IF;
    -- Whoever leaves keeps what she was given; the rest is free again.
    PERFORM budget_book(NEW.budget_line_id, -(NEW.amount_rupiah - NEW.spent_rupiah - NEW.released_rupiah), 0);
    NEW.released_rupiah := NEW.amount_rupiah - NEW.spent_rupiah;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_line_reserves AFTER INSERT ON decree_lines
    FOR EACH ROW EXECUTE FUNCTION decree_line_reserves();
CREATE TRIGGER decree_line_ends BEFORE UPDATE OF ended_at ON decree_lines FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION decree_line_reserves();

CREATE FUNCTION booking_counts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE line decree_lines; worth bigint; owed bigint;
BEGIN
    SELECT * INTO line FROM decree_lines WHERE id = NEW.decree_line_id FOR NO KEY UPDATE;
    IF line.ended_at IS NOT NULL OR NEW.kind = 'carried' THEN
        RAISE EXCEPTION 'nothing is booked on this recipient any more' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.handover_id IS NOT NULL THEN
        SELECT sum(m.price_rupiah) INTO worth FROM handovers h
        JOIN handover_lines n ON n.handover_id = h.id JOIN handed_serials s ON s.handover_line_id = n.id
        JOIN assets m ON m.serial_key = s.serial_key
        WHERE h.id = NEW.handover_id AND h.decree_line_id = line.id;
    ELSE
        SELECT amount_rupiah INTO worth FROM tranche_payments
        WHERE id = NEW.payment_id AND application_id = line.application_id AND status = 'paid';
    END IF;
    IF worth IS NULL OR NEW.kind = 'spent' AND NEW.amount_rupiah <> worth THEN
        RAISE EXCEPTION 'booked is what was handed over or paid' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'spent' THEN
        UPDATE decree_lines SET spent_rupiah = spent_rupiah + NEW.amount_rupiah WHERE id = line.id;
        PERFORM budget_book(line.budget_line_id, -NEW.amount_rupiah, NEW.amount_rupiah);
        RETURN NULL;
    END IF;
    SELECT sum(l.approved)
         - (SELECT coalesce(sum(n.quantity), 0) FROM handover_lines n JOIN application_lines a
            ON a.id = n.application_line_id WHERE a.application_id = line.application_id)
         - (SELECT count(*) FROM tranche_payments WHERE application_id = line.application_id AND status = 'paid')
    INTO owed FROM application_lines l WHERE l.application_id = line.application_id;
    IF owed <> 0 OR NEW.amount_rupiah <> line.amount_rupiah - line.spent_rupiah - line.released_rupiah THEN
        RAISE EXCEPTION 'money goes back once everything came' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE decree_lines SET released_rupiah = released_rupiah + NEW.amount_rupiah WHERE id = line.id;
    PERFORM budget_book(line.budget_line_id, -NEW.amount_rupiah, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER booking_counts AFTER INSERT ON decree_bookings FOR EACH ROW EXECUTE FUNCTION booking_counts();

CREATE FUNCTION budget_node_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a budget node begins empty' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER budget_node_empty BEFORE INSERT ON budget_nodes FOR EACH ROW
    WHEN (NEW.reserved <> 0 OR NEW.spent <> 0 OR NEW.allocated <> 0) EXECUTE FUNCTION budget_node_empty();
ALTER FUNCTION budget_node_allocates() SECURITY DEFINER SET search_path = public, pg_temp;
"""
GRANTS = """
GRANT SELECT, INSERT ON decree_bookings TO bimtek_app;
REVOKE UPDATE (spent_rupiah, released_rupiah) ON decree_lines FROM bimtek_app;
REVOKE UPDATE ON budget_nodes FROM bimtek_app;
GRANT UPDATE (ceiling) ON budget_nodes TO bimtek_app;
"""
BACK = """
ALTER FUNCTION budget_node_allocates() SECURITY INVOKER;
ALTER FUNCTION budget_node_allocates() RESET search_path;
DROP FUNCTION budget_node_empty CASCADE;
DROP FUNCTION booking_counts CASCADE;
DROP FUNCTION decree_line_reserves CASCADE;
DROP FUNCTION budget_book;
REVOKE UPDATE (ceiling) ON budget_nodes FROM bimtek_app;
GRANT UPDATE ON budget_nodes TO bimtek_app;
GRANT UPDATE (spent_rupiah, released_rupiah) ON decree_lines TO bimtek_app;
"""


def upgrade() -> None:
    op.create_table(
        "decree_bookings",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("decree_line_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(
            "spent", "released", "carried", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_decree_bookings_amount")),
        sa.CheckConstraint(
            "num_nonnulls(handover_id, payment_id) = CASE kind WHEN 'carried' THEN 0 ELSE 1 END",
            name=op.f("ck_decree_bookings_act")),
        sa.ForeignKeyConstraint(
            ["decree_line_id"], ["decree_lines.id"], name=op.f("fk_decree_bookings_decree_line_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_decree_bookings_handover_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["tranche_payments.id"], name=op.f("fk_decree_bookings_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree_bookings")),
        sa.UniqueConstraint("handover_id", "kind", name=op.f("uq_decree_bookings_handover_id_kind")),
        sa.UniqueConstraint("payment_id", "kind", name=op.f("uq_decree_bookings_payment_id_kind")),
    )  # fmt: skip
    op.create_index(op.f("ix_decree_bookings_decree_line_id"), "decree_bookings", ["decree_line_id"])
    for part in (CARRIED, SUMS, GRANTS):
        op.execute(part)


def downgrade() -> None:
    op.execute(BACK)
    op.drop_table("decree_bookings")
