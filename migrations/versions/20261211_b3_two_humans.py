"""Where an act takes two people they are two humans: the rows that stand for them are compared, not the accounts.

One rule, `two_hands`, for every pair of columns; where the two stand in different rows, `is_hand_of`: one human by
whichever row, a principal and her deputies. Whoever begins or decides such an act has her national id on file: two
accounts of one human cannot both have it. Also what somebody decides about herself is compared by the human.

Old rows stay. Those in which two rows of one human stand on both sides are named in `earlier_rows`; what an account
without a national id began before is still decided, by somebody who has hers on file.
"""

from alembic import op

revision = "two_humans"
down_revision = "marks_that_stay"
branch_labels = None
depends_on = None

# Acts of two: table, who came first, who came second. The first fifteen have their trigger already.
EARLIER = (
    ("monitoring_visits", "visited_by", "decided_by"), ("accountability_reports", "submitted_by", "decided_by"),
    ("handover_disputes", "opened_by", "decided_by"), ("tranche_payments", "prepared_by", "released_by"),
    ("funds_reports", "submitted_by", "decided_by"), ("decree_changes", "proposed_by", "decided_by"),
    ("supplier_payments", "prepared_by", "released_by"), ("goods_receipts", "received_by", "inspected_by"),
    ("case_holds", "placed_by", "released_by"), ("group_accounts", "recorded_by", "verified_by"),
    ("access_requests", "requested_by", "decided_by"), ("attendance_corrections", "proposed_by", "decided_by"),
    ("fiscal_years", "locked_by", "closed_by"), ("budget_moves", "proposed_by", "decided_by"),
    ("erasures", "requested_by", "decided_by"),
)  # fmt: skip
HANDS = (
    ("supplier_payments", "prepared_by", "returned_by"), ("tranche_payments", "prepared_by", "returned_by"),
    ("group_accounts", "recorded_by", "holder_cleared_by"), ("group_accounts", "verified_by", "holder_cleared_by"),
    ("group_accounts", "holder_cleared_by", "verified_by"), ("look_alikes", "asked_by", "decided_by"),
    ("change_requests", "made_by", "decided_by"),
)  # fmt: skip
# Whom it is about, and who acts: one human is never both.
ABOUT = (
    ("access_requests", "officer_id", "requested_by"), ("access_requests", "officer_id", "decided_by"),
    ("enrolments", "officer_id", "agreed_by"), ("deputations", "principal_id", "deputy_id"),
    ("look_alikes", "one_id", "decided_by"), ("look_alikes", "other_id", "decided_by"),
    ("erasures", "person_id", "requested_by"), ("erasures", "person_id", "decided_by"),
)  # fmt: skip
RULE = """
CREATE FUNCTION one_human(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(human(one), one) = coalesce(human(other), other)
$$;
CREATE FUNCTION unknown_officer(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM officers WHERE person_id = person)
       AND NOT EXISTS (SELECT FROM identities WHERE id = human(person) AND nik_index IS NOT NULL)
$$;
CREATE OR REPLACE FUNCTION two_hands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
    first uuid := (row ->> TG_ARGV[0])::uuid;
    later uuid := (row ->> TG_ARGV[1])::uuid;
    about boolean := TG_ARGV[2] = 'about';
BEGIN
    IF about IS NOT TRUE AND before ->> TG_ARGV[0] IS DISTINCT FROM first::text AND unknown_officer(first) THEN
        RAISE EXCEPTION 'identity not confirmed' USING ERRCODE = 'check_violation';
    END IF;
    IF before ->> TG_ARGV[1] IS NOT DISTINCT FROM later::text THEN
        RETURN NEW;
    END IF;
    IF about IS NOT TRUE AND unknown_officer(later) THEN
        RAISE EXCEPTION 'identity not confirmed' USING ERRCODE = 'check_violation';
    END IF;
    IF first <> later AND one_human(first, later) THEN
        RAISE EXCEPTION 'one human' USING ERRCODE = 'check_violation';
    END IF;
    IF about IS NOT TRUE AND first <> later
        AND one_hand(first, coalesce((row ->> 'created_at')::timestamptz, bimtek_now()), later, bimtek_now()) THEN
        RAISE EXCEPTION 'one hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# Acts whose two people stand in different rows.
APART = """
CREATE OR REPLACE FUNCTION expect_another(maker uuid, decider uuid, since timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF decider IS NULL OR decider = maker OR acts_for(maker, decider, since) THEN
        RAISE EXCEPTION 'a change request is decided by another person';
    END IF;
    IF unknown_officer(decider) THEN
        RAISE EXCEPTION 'identity not confirmed' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION sample_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM handovers h WHERE h.id = NEW.handover_id
               AND is_hand_of(h.person_id, NEW.checked_by, h.created_at)) THEN
        RAISE EXCEPTION 'checked by whoever handed over' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION tranche_prepared_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tranche_conditions c WHERE c.application_line_id = NEW.application_line_id
               AND is_hand_of(c.confirmed_by, NEW.prepared_by, c.created_at)) THEN
        RAISE EXCEPTION 'condition not confirmed by another person' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_prepared_by_another BEFORE INSERT ON tranche_payments
    FOR EACH ROW EXECUTE FUNCTION tranche_prepared_by_another();
CREATE FUNCTION nobody_amends_herself_in() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM decree_change_members m WHERE m.change_id = NEW.id
               AND (one_human(m.person_id, NEW.proposed_by) OR one_human(m.person_id, NEW.decided_by))) THEN
        RAISE EXCEPTION 'one human' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_amends_herself_in BEFORE UPDATE ON decree_changes
    FOR EACH ROW WHEN (NEW.status = 'approved' AND OLD.status <> 'approved')
    EXECUTE FUNCTION nobody_amends_herself_in();
"""
LISTED = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'acts_of_two_humans', {key} FROM {table} WHERE {first} <> {later} AND one_human({first}, {later})
ON CONFLICT DO NOTHING
"""
BACK = """
CREATE OR REPLACE FUNCTION two_hands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    first uuid := (row ->> TG_ARGV[0])::uuid;
    later uuid := (row ->> TG_ARGV[1])::uuid;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> TG_ARGV[1] IS NOT DISTINCT FROM row ->> TG_ARGV[1] THEN
        RETURN NEW;
    END IF;
    IF first <> later
        AND one_hand(first, coalesce((row ->> 'created_at')::timestamptz, bimtek_now()), later, bimtek_now()) THEN
        RAISE EXCEPTION 'one hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION expect_another(maker uuid, decider uuid, since timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF decider IS NULL OR decider = maker OR acts_for(maker, decider, since) THEN
        RAISE EXCEPTION 'a change request is decided by another person';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION sample_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM handovers WHERE id = NEW.handover_id AND person_id = NEW.checked_by) THEN
        RAISE EXCEPTION 'checked by whoever handed over' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION nobody_amends_herself_in CASCADE;
DROP FUNCTION tranche_prepared_by_another CASCADE;
DROP FUNCTION unknown_officer;
DROP FUNCTION one_human;
"""


def name_of(first: str, later: str) -> str:
    return f"two_hands_{first}_{later}"


def upgrade() -> None:
    op.execute(RULE)
    for table, first, later in (*HANDS, *ABOUT):
        more = ", 'about'" if (table, first, later) in ABOUT else ""
        op.execute(
            f"CREATE TRIGGER {name_of(first, later)} BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION two_hands('{first}', '{later}'{more})"
        )
    for table, first, later in (*EARLIER, *HANDS, *ABOUT):
        if table != "fiscal_years":  # known by its number
            op.execute(LISTED.format(table=table, first=first, later=later, key="id"))
    op.execute(APART)


def downgrade() -> None:
    for table, first, later in (*HANDS, *ABOUT):
        op.execute(f"DROP TRIGGER {name_of(first, later)} ON {table}")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'acts_of_two_humans'")
    op.execute(BACK)
