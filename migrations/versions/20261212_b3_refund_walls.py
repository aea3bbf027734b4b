"""Capital is asked back by two, what is paid back is proved by two, and only then the sums go down.

Reports on use from before that say something was paid back have no receipt: those that were accepted are named in
`earlier_rows` (`refunds_have_receipts`) and stay accepted; all of them wait in the treasurers' inbox until a receipt
stands. A report is accepted from now on only with its receipts.
"""

from alembic import op

revision = "refund_walls"
down_revision = "refunds"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'refunds_have_receipts', id FROM funds_reports WHERE status = 'accepted' AND refunded_rupiah > 0
"""
WALLS = f"""
CREATE FUNCTION refund_demand_fits() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM tranche_payments p WHERE p.id = NEW.payment_id AND p.status = 'paid'
                   AND (p.application_id, p.district_code) = (NEW.application_id, NEW.district_code)) THEN
        RAISE EXCEPTION 'only what arrived is asked back' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.amount_rupiah > refund_room(NEW.payment_id) THEN
        RAISE EXCEPTION 'asked back above what arrived' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refund_demand_fits BEFORE INSERT ON refund_demands
    FOR EACH ROW EXECUTE FUNCTION refund_demand_fits();
CREATE FUNCTION refund_receipt_fits() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE paid tranche_payments;
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    SELECT * INTO paid FROM tranche_payments p WHERE p.id = NEW.payment_id AND p.status = 'paid'
       AND (p.application_id, p.district_code) = (NEW.application_id, NEW.district_code);
    IF paid.id IS NULL OR NOT EXISTS (SELECT FROM files WHERE id = NEW.file_id AND kind = 'refund') THEN
        RAISE EXCEPTION 'paid back is what arrived, with its paper' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.received_on NOT BETWEEN paid.paid_on AND day_in(NEW.district_code) THEN
        RAISE EXCEPTION 'money comes back after it arrived, not on a day to come' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.demand_id IS NOT NULL AND NOT EXISTS (SELECT FROM refund_demands d WHERE d.id = NEW.demand_id
                                                 AND d.payment_id = NEW.payment_id AND d.status = 'approved')
       OR NEW.amount_rupiah > (CASE WHEN NEW.demand_id IS NULL THEN refund_room(NEW.payment_id)
                               ELSE demand_room(NEW.demand_id) END) THEN
        RAISE EXCEPTION 'paid back above what is asked or arrived' USING ERRCODE = 'check_violation';
    END IF;
    NEW.reference_key := upper(regexp_replace(NEW.bank_reference, '[^A-Za-z0-9]', '', 'g'));
    IF EXISTS (SELECT FROM tranche_payments t WHERE t.district_code = NEW.district_code
               AND upper(regexp_replace(t.return_number, '[^A-Za-z0-9]', '', 'g')) = NEW.reference_key) THEN
        RAISE EXCEPTION 'this reference proves another return' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refund_receipt_fits BEFORE INSERT ON refund_receipts
    FOR EACH ROW EXECUTE FUNCTION refund_receipt_fits();
-- Neither the group's own people nor whoever applied for it say that its money came back.
CREATE FUNCTION refund_decided_outside() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF EXISTS (SELECT FROM case_duties c WHERE c.case_id = NEW.application_id AND c.duty_group = 'applicant'
               AND one_human(c.person_id, NEW.decided_by)) THEN
        RAISE EXCEPTION 'decided by who applied' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
-- At the end of the transaction: the booking comes after the decision. A closed year stands still: what comes back
-- after it is no less spent in that year, and is booked nowhere here.
CREATE FUNCTION refund_is_booked() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM decree_bookings b WHERE b.refund_id = NEW.id)
       AND NOT EXISTS (
           SELECT FROM tranche_payments p JOIN decree_lines l ON l.application_id = p.application_id
           JOIN budget_nodes n ON n.id = l.budget_line_id JOIN fiscal_years y ON y.year = n.fiscal_year
           WHERE p.id = NEW.payment_id AND y.status = 'closed') THEN
        RAISE EXCEPTION 'what is paid back is booked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refund_is_booked AFTER UPDATE ON refund_receipts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'confirmed') EXECUTE FUNCTION refund_is_booked();
CREATE FUNCTION tranche_awaits_refund() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF asked_back(NEW.application_id) THEN
        RAISE EXCEPTION 'money is asked back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER prepared_awaits_refund BEFORE INSERT ON tranche_payments
    FOR EACH ROW EXECUTE FUNCTION tranche_awaits_refund();
CREATE TRIGGER sent_awaits_refund BEFORE UPDATE ON tranche_payments FOR EACH ROW
    WHEN (NEW.status = 'sent' AND OLD.status <> 'sent') EXECUTE FUNCTION tranche_awaits_refund();
CREATE FUNCTION funds_report_proved() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF NEW.refunded_rupiah <> paid_back(NEW.application_line_id) THEN
        RAISE EXCEPTION 'what a report says was paid back has its receipts' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_report_proved BEFORE INSERT OR UPDATE ON funds_reports FOR EACH ROW
    WHEN (NEW.status = 'accepted') EXECUTE FUNCTION funds_report_proved();
"""
BOOK = f"""
CREATE FUNCTION booking_pays_back() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE line decree_lines; told refund_receipts; paid tranche_payments;
BEGIN
    SELECT * INTO line FROM decree_lines WHERE id = NEW.decree_line_id FOR NO KEY UPDATE;
    SELECT * INTO told FROM refund_receipts WHERE id = NEW.refund_id AND status = 'confirmed';
    SELECT * INTO paid FROM tranche_payments WHERE id = told.payment_id AND application_id = line.application_id;
    IF paid.id IS NULL OR NEW.amount_rupiah <> told.amount_rupiah OR line.id <> coalesce(
        (SELECT b.decree_line_id FROM decree_bookings b WHERE b.payment_id = paid.id AND b.kind = 'spent'),
        paid.decree_line_id, line.id) THEN
        RAISE EXCEPTION 'booked is what a confirmed receipt says was paid back' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE decree_lines SET spent_rupiah = spent_rupiah - NEW.amount_rupiah,
        released_rupiah = released_rupiah + NEW.amount_rupiah WHERE id = line.id;
    PERFORM budget_book(line.budget_line_id, 0, -NEW.amount_rupiah);
    RETURN NULL;
END $$;
CREATE TRIGGER booking_pays_back AFTER INSERT ON decree_bookings FOR EACH ROW
    WHEN (NEW.kind = 'paid_back') EXECUTE FUNCTION booking_pays_back();
"""
FUNCTIONS = (
    "refund_demand_fits", "refund_receipt_fits", "refund_decided_outside", "refund_is_booked",
    "tranche_awaits_refund", "funds_report_proved", "booking_pays_back",
)  # fmt: skip
HANDS = (("refund_demands", "asked_by"), ("refund_receipts", "recorded_by"))


STEPS = """
INSERT INTO workflow_steps (table_name, column_name, before, after) VALUES
    ('refund_demands', 'status', '*', 'proposed'), ('refund_demands', 'status', 'proposed', 'approved'),
    ('refund_demands', 'status', 'proposed', 'refused'), ('refund_receipts', 'status', '*', 'recorded'),
    ('refund_receipts', 'status', 'recorded', 'confirmed'), ('refund_receipts', 'status', 'recorded', 'refused')
"""
WHENS = (("INSERT", ""), ("UPDATE", " WHEN (NEW.status IS DISTINCT FROM OLD.status)"))


def upgrade() -> None:
    for part in (WALLS, BOOK, EARLIER, STEPS):
        op.execute(part)
    for table, maker in HANDS:
        for name, when, call in (
            ("decided_once", "INSERT OR UPDATE", "decided_once('decided_by')"),
            (f"two_hands_{maker}_decided_by", "INSERT OR UPDATE", f"two_hands('{maker}', 'decided_by')"),
            ("refund_decided_outside", "UPDATE OF decided_by", "refund_decided_outside()"),
        ):
            op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {call}")
        for moment, more in WHENS:
            op.execute(
                f"CREATE TRIGGER zz_status_follows_its_steps_{moment.lower()} BEFORE {moment} ON {table}"
                f" FOR EACH ROW{more} EXECUTE FUNCTION follows_its_steps('status')"
            )


def downgrade() -> None:
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name} CASCADE")
    for table, maker in HANDS:
        op.execute(f"DELETE FROM workflow_steps WHERE table_name = '{table}'")
        steps = (f"zz_status_follows_its_steps_{moment.lower()}" for moment, _ in WHENS)
        for name in ("decided_once", f"two_hands_{maker}_decided_by", *steps):
            op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'refunds_have_receipts'")
