"""What binds begins undecided and is decided once; quantities, years and decrees do not go back with a status.

Seen with the application's connection: a change of a decree born approved, a closed year opened again, an approved
erasure that changed a phone to another one, quantities raised after the vote by setting the status back, a decree
revoked over its recipients, earlier aid ended. The triggers judge new statements; rows of before stay.
"""

from alembic import op

revision = "decided_once"
down_revision = "two_humans"
branch_labels = None
depends_on = None

PATH = "SET search_path = pg_catalog, public, pg_temp"
OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
# table, who decides
DECIDED = (
    ("decree_changes", "decided_by"), ("erasures", "decided_by"), ("budget_moves", "decided_by"),
    ("attendance_corrections", "decided_by"), ("look_alikes", "decided_by"), ("case_holds", "released_by"),
)  # fmt: skip
ONCE = f"""
CREATE FUNCTION decided_once() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF to_jsonb(NEW) ->> TG_ARGV[0] IS NOT NULL THEN
            RAISE EXCEPTION 'it begins undecided' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL
        AND to_jsonb(NEW) - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'version' THEN
        RAISE EXCEPTION 'decided once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = f"""
CREATE FUNCTION year_goes_forward() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT ({OWNER}) AND (
        NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('open', 'locked'), ('locked', 'closed'))
        OR OLD.locked_by IS NOT NULL
           AND (NEW.locked_by, NEW.locked_at) IS DISTINCT FROM (OLD.locked_by, OLD.locked_at)
        OR OLD.closed_by IS NOT NULL
           AND (NEW.closed_by, NEW.closed_at) IS DISTINCT FROM (OLD.closed_by, OLD.closed_at)
    ) THEN
        RAISE EXCEPTION 'a year is not opened again' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER year_goes_forward BEFORE UPDATE ON fiscal_years FOR EACH ROW EXECUTE FUNCTION year_goes_forward();

CREATE FUNCTION decree_ends_with_its_last() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT ({OWNER}) AND (OLD.revoked_at IS NOT NULL OR EXISTS (
        SELECT FROM decree_lines WHERE decree_id = NEW.id AND ended_at IS NULL)) THEN
        RAISE EXCEPTION 'a decree ends with its last recipient' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_ends_with_its_last BEFORE UPDATE ON decrees FOR EACH ROW
    WHEN (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) EXECUTE FUNCTION decree_ends_with_its_last();

CREATE FUNCTION aid_stays_given() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT ({OWNER}) AND (OLD.ended_at IS NOT NULL OR OLD.case_id IS NULL OR EXISTS (
        SELECT FROM decree_lines WHERE application_id = OLD.case_id AND ended_at IS NULL)) THEN
        RAISE EXCEPTION 'aid counts until its decree is taken back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aid_stays_given BEFORE UPDATE ON aid_records FOR EACH ROW
    WHEN (NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION aid_stays_given();

CREATE FUNCTION identity_begins_alone() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT ({OWNER}) THEN
        RAISE EXCEPTION 'a row stands for another one by its number only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_begins_alone BEFORE INSERT ON identities FOR EACH ROW
    WHEN (NEW.same_as IS NOT NULL) EXECUTE FUNCTION identity_begins_alone();
"""
# Whatever the status says: not while a round is open, nor after it passed, nor while somebody is in the decree.
QUANTITY = f"""
CREATE OR REPLACE FUNCTION quantity_stays() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM applications WHERE id = NEW.application_id AND CASE TG_OP
            WHEN 'INSERT' THEN status = 'draft' ELSE status IN ('in_desk_check', 'sent_back') END){{ROUNDS}} THEN
        RAISE EXCEPTION 'quantities are approved at the desk, before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
ROUNDS = """ OR EXISTS (
        SELECT FROM decree_lines l WHERE l.application_id = NEW.application_id AND l.ended_at IS NULL) OR EXISTS (
        SELECT FROM approval_rounds r
        WHERE r.application_id = NEW.application_id AND coalesce(r.outcome, 'passed') = 'passed'
          AND r.number = (SELECT max(number) FROM approval_rounds WHERE application_id = NEW.application_id))"""
# An approved erasure makes rows empty; it writes nothing else into them.
BLANK = """AND (
            becomes -> field IN ('null', '""', '"(dihapus)"') OR field = 'birth_date'
            AND becomes ->> field = date_trunc('year', (was ->> 'birth_date')::date)::date::text)
            AND"""
EXPECT = f"""
CREATE OR REPLACE FUNCTION expect_change_request() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE
    was jsonb := to_jsonb(old);
    becomes jsonb := to_jsonb(new);
    whose uuid := (to_jsonb(old) ->> tg_argv[0])::uuid;
    field text;
BEGIN
    IF pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = tg_relid)) = current_user THEN
        RETURN new;
    END IF;
    FOR field IN SELECT each FROM jsonb_object_keys(was) each
        WHERE was -> each IS DISTINCT FROM becomes -> each AND each <> ALL (string_to_array(tg_argv[2], ','))
    LOOP
        CONTINUE WHEN tg_argv[3] = 'fill' AND was -> field = 'null';
        CONTINUE WHEN tg_argv[1] = 'participant_id' {{BLANK}} EXISTS (
            SELECT FROM erasures e WHERE e.person_id = whose AND e.approved);
        IF NOT EXISTS (
            SELECT FROM change_requests c
            WHERE c.applied_tx = pg_current_xact_id()::text::bigint AND c.status = 'applied'
              AND (to_jsonb(c) ->> tg_argv[1])::uuid = whose
              AND CASE WHEN field LIKE '%\\_index' THEN to_jsonb(c) -> 'secret_index' = becomes -> field
                       WHEN field LIKE '%\\_sealed' THEN to_jsonb(c) -> 'secret_sealed' = becomes -> field
                       ELSE c.after -> field = becomes -> field END) THEN
            RAISE EXCEPTION '% of % changes by a change request only', field, tg_table_name;
        END IF;
    END LOOP;
    RETURN new;
END $$
"""
FUNCTIONS = (
    "decided_once",
    "year_goes_forward",
    "decree_ends_with_its_last",
    "aid_stays_given",
    "identity_begins_alone",
)


def upgrade() -> None:
    for part in (ONCE, FORWARD, QUANTITY.replace("{ROUNDS}", ROUNDS), EXPECT.replace("{BLANK}", BLANK)):
        op.execute(part)
    for table, decider in DECIDED:
        op.execute(
            f"CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION decided_once('{decider}')"
        )


def downgrade() -> None:
    op.execute(EXPECT.replace("{BLANK}", "AND"))
    op.execute(QUANTITY.replace("{ROUNDS}", ""))
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function} CASCADE")
