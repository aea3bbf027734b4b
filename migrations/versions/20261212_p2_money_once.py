"""Money is paid under its duties, stays as it was written down, and comes back once for each number of the bank.

A payment could be released by the application's role in anybody's name who held another duty in the case, or none;
what was paid, verified or accepted could be rewritten; `RTR-7` and `rtr 7` proved two returns. New acts are judged.
Payments without their duties and numbers that serve twice are named in `earlier_rows` and stay.
"""

from alembic import op

revision = "money_once"
down_revision = "decided_outside"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
# Asked at the end of the transaction, as the duty is written after the step.
DUTIES = f"""
CREATE FUNCTION lacks_duties(paying text, payment uuid) RETURNS boolean LANGUAGE sql STABLE {PATH} AS $$
    SELECT EXISTS (
        SELECT FROM (
            SELECT p.id, l.application_id, p.prepared_by, p.released_by, p.returned_by FROM supplier_payments p
            JOIN order_lines l ON l.order_id = p.order_id WHERE paying = 'supplier_payments' AND p.id = payment
            UNION ALL SELECT id, application_id, prepared_by, released_by, returned_by FROM tranche_payments
            WHERE paying = 'tranche_payments' AND id = payment) p
        CROSS JOIN LATERAL (VALUES (p.prepared_by, 'finance_1'), (p.released_by, 'finance_2')) w (person_id, duty)
        WHERE w.person_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM payment_duties d
            WHERE (d.payment_id, d.application_id, d.person_id, d.duty_group)
                = (p.id, p.application_id, w.person_id, w.duty)
            UNION ALL SELECT FROM tranche_duties d
            WHERE (d.payment_id, d.application_id, d.person_id, d.duty_group)
                = (p.id, p.application_id, w.person_id, w.duty)))
$$;
CREATE FUNCTION returned_under_duty(paying text, payment uuid) RETURNS boolean LANGUAGE sql STABLE {PATH} AS $$
    SELECT NOT EXISTS (
        SELECT FROM (
            SELECT l.application_id, p.returned_by FROM supplier_payments p
            JOIN order_lines l ON l.order_id = p.order_id WHERE paying = 'supplier_payments' AND p.id = payment
            UNION ALL SELECT application_id, returned_by FROM tranche_payments
            WHERE paying = 'tranche_payments' AND id = payment) p
        WHERE p.returned_by IS NOT NULL AND NOT EXISTS (
            SELECT FROM case_duties d WHERE d.case_id = p.application_id AND d.duty_group = 'finance_2'
              AND one_human(d.person_id, p.returned_by)))
$$;
CREATE FUNCTION paid_under_duties() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF lacks_duties(TG_TABLE_NAME::text, NEW.id) OR NOT returned_under_duty(TG_TABLE_NAME::text, NEW.id) THEN
        RAISE EXCEPTION 'money moves under the duties of its cases' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
STAYS = """
CREATE FUNCTION stays_once_set() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was jsonb := to_jsonb(OLD); becomes jsonb := to_jsonb(NEW); name text;
BEGIN
    FOREACH name IN ARRAY TG_ARGV LOOP
        IF was ->> name IS NOT NULL AND was ->> name IS DISTINCT FROM becomes ->> name THEN
            RAISE EXCEPTION 'what was written down stays: %', name USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""
BANK = f"""
CREATE FUNCTION bank_key(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g'))
$$;
CREATE FUNCTION bank_return_known(district text, number text) RETURNS boolean LANGUAGE sql STABLE {PATH} AS $$
    SELECT EXISTS (
        SELECT FROM (SELECT district_code, return_number FROM supplier_payments
                     UNION ALL SELECT district_code, return_number FROM tranche_payments) p
        WHERE p.district_code = district AND bank_key(p.return_number) = bank_key(number))
$$;
CREATE FUNCTION bank_number_known(district text, number text) RETURNS boolean LANGUAGE sql STABLE {PATH} AS $$
    SELECT bank_return_known(district, number) OR EXISTS (
        SELECT FROM refund_receipts
        WHERE district_code = district AND reference_key = bank_key(number) AND status <> 'refused')
$$;
CREATE FUNCTION bank_number_once() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE said text := coalesce(to_jsonb(NEW) ->> 'return_number', to_jsonb(NEW) ->> 'bank_reference');
BEGIN
    -- Two tables and one number: whoever comes second waits for the first.
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.district_code || ' ' || bank_key(said), 0));
    IF bank_key(said) = '' AND TG_TABLE_NAME <> 'refund_receipts' THEN
        RAISE EXCEPTION 'a number of the bank has letters or digits' USING ERRCODE = 'check_violation';
    END IF;
    IF bank_return_known(NEW.district_code, said)
       OR TG_TABLE_NAME <> 'refund_receipts' AND bank_number_known(NEW.district_code, said) THEN
        RAISE EXCEPTION 'this number proves another return' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bank_number_once BEFORE INSERT ON refund_receipts FOR EACH ROW EXECUTE FUNCTION bank_number_once();
"""
PAID = ("payment_order_number", "disbursement_number", "released_by", "paid_on")
KEPT = {
    "supplier_payments": PAID,
    "tranche_payments": (*PAID, "sent_on"),
    "group_accounts": (
        "verified_by", "verified_at", "holder_cleared_by", "holder_cleared_at", "holder_reason", "holder_file_id",
    ),
}  # fmt: skip
ACCEPTED = ("monitoring_visits", "accountability_reports", "funds_reports")
PAYMENTS = ("supplier_payments", "tranche_payments")
# Also the nightly questions; here as they were when the rules came.
WITHOUT = " UNION ALL ".join(f"SELECT id FROM {table} WHERE lacks_duties('{table}', id)" for table in PAYMENTS)
TWICE = """
SELECT t.id FROM (
    SELECT id, row_number() OVER (PARTITION BY district_code, bank_key(number) ORDER BY id) AS nth FROM (
        SELECT id, district_code, return_number AS number FROM supplier_payments
        UNION ALL SELECT id, district_code, return_number FROM tranche_payments
        UNION ALL SELECT id, district_code, bank_reference FROM refund_receipts WHERE status <> 'refused') n
    WHERE number IS NOT NULL) t
WHERE t.nth > 1
"""


def upgrade() -> None:
    for part in (DUTIES, STAYS, BANK):
        op.execute(part)
    for rule, listed in (("paid_under_duties", WITHOUT), ("bank_numbers_serve_once", TWICE)):
        op.execute(f"INSERT INTO earlier_rows (rule, subject_id) SELECT '{rule}', id FROM ({listed}) t")
    for table in PAYMENTS:
        for name, when in (("prepared", "INSERT"), ("moved", "UPDATE")):
            changed = " WHEN (NEW.status IS DISTINCT FROM OLD.status)" if when == "UPDATE" else ""
            op.execute(
                f"CREATE CONSTRAINT TRIGGER {name}_under_duties AFTER {when} ON {table} DEFERRABLE INITIALLY DEFERRED"
                f" FOR EACH ROW{changed} EXECUTE FUNCTION paid_under_duties()"
            )
        op.execute(
            f"CREATE TRIGGER bank_number_once BEFORE UPDATE OF return_number ON {table} FOR EACH ROW"
            " WHEN (NEW.return_number IS DISTINCT FROM OLD.return_number AND NEW.return_number IS NOT NULL)"
            " EXECUTE FUNCTION bank_number_once()"
        )
    for table, columns in KEPT.items():
        listed = ", ".join(f"'{name}'" for name in columns)
        op.execute(
            f"CREATE TRIGGER stays_once_set AFTER UPDATE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION stays_once_set({listed})"
        )
    for table in ACCEPTED:
        op.execute(
            f"CREATE TRIGGER accepted_stays BEFORE UPDATE ON {table} FOR EACH ROW"
            " WHEN (OLD.status = 'accepted') EXECUTE FUNCTION decided_stays()"
        )


def downgrade() -> None:
    for table in ACCEPTED:
        op.execute(f"DROP TRIGGER accepted_stays ON {table}")
    for name in ("stays_once_set", "bank_number_once", "paid_under_duties"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    for name in ("bank_number_known", "bank_return_known", "bank_key", "returned_under_duty", "lacks_duties"):
        op.execute(f"DROP FUNCTION {name}")
    op.execute("DELETE FROM earlier_rows WHERE rule IN ('paid_under_duties', 'bank_numbers_serve_once')")
