"""An erasure reaches every column the register says it reaches: opinions, reasons of marks, subdistrict and village.

Seen with a person filled in everywhere: her words to the trainers, the reasons of her attendance and her village were
left. Who was erased before is done again by `bimtek tombstones replay`, which is harmless for what is gone already.
"""

from alembic import op

revision = "erased_columns"
down_revision = "ceilings_by_two"
branch_labels = None
depends_on = None

PATH = "SET search_path = pg_catalog, public, pg_temp"
OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
# What an approved erasure may write: nothing, its mark, the first of January, the district.
BLANK = """(
            becomes -> field IN ('null', '""', '"(dihapus)"') OR field = 'birth_date'
            AND becomes ->> field = date_trunc('year', (was ->> 'birth_date')::date)::date::text{NEARER})"""
NEARER = """
            OR field IN ('subdistrict_code', 'village_code') AND becomes -> field = was -> 'district_code'"""
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
        CONTINUE WHEN tg_argv[1] = 'participant_id' AND {BLANK} AND EXISTS (
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
END $$;
"""
# Rows that hang on a registration: the words named change only to nothing or the mark, of somebody who is erased.
FORGOTTEN = f"""
CREATE FUNCTION only_forgotten(was jsonb, becomes jsonb, fields text[]) RETURNS boolean
LANGUAGE sql STABLE {PATH} AS $$
    SELECT was - fields = becomes - fields
       AND NOT EXISTS (SELECT FROM unnest(fields) field WHERE was -> field IS DISTINCT FROM becomes -> field
                       AND becomes -> field NOT IN ('null', '""', '"(dihapus)"'))
       AND EXISTS (SELECT FROM erasures e JOIN registrations r ON r.person_id = e.person_id
                   WHERE r.id = (was ->> 'registration_id')::uuid AND e.approved)
$$;
CREATE FUNCTION opinion_stays() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF {OWNER} OR only_forgotten(to_jsonb(OLD), to_jsonb(NEW), '{{{{comment}}}}') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'an opinion stays as it was given' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER opinion_stays BEFORE UPDATE ON evaluations FOR EACH ROW EXECUTE FUNCTION opinion_stays();
GRANT UPDATE (comment) ON evaluations TO bimtek_app;
""".replace("{{", "{").replace("}}", "}")
ONCE = f"""
CREATE OR REPLACE FUNCTION decided_once() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF to_jsonb(NEW) ->> TG_ARGV[0] IS NOT NULL THEN
            RAISE EXCEPTION 'it begins undecided' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL
        AND to_jsonb(NEW) - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'version'{{EXCEPT}} THEN
        RAISE EXCEPTION 'decided once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
EXCEPT = """
        AND NOT (TG_TABLE_NAME = 'attendance_corrections' AND
            only_forgotten(to_jsonb(OLD) - 'version', to_jsonb(NEW) - 'version', '{reason,note,decision_note}'))"""


def upgrade() -> None:
    op.execute(EXPECT.replace("{NEARER}", NEARER))
    op.execute(FORGOTTEN)
    op.execute(ONCE.replace("{EXCEPT}", EXCEPT))


def downgrade() -> None:
    op.execute(EXPECT.replace("{NEARER}", ""))
    op.execute(ONCE.replace("{EXCEPT}", ""))
    op.execute("REVOKE UPDATE (comment) ON evaluations FROM bimtek_app")
    op.execute("DROP TRIGGER opinion_stays ON evaluations")
    op.execute("DROP FUNCTION opinion_stays, only_forgotten")
