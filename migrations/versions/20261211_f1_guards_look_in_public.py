"""Guards say themselves where they look, and whose hand somebody is counts for records and members, too.

A temporary table is found before the real one of the same name: with a `votes` or a `pg_class` of her own, whoever
has the application's connection passed triggers. Every trigger and every function with the owner's rights now has its
own search path, temporary tables last. No row changes; requests and duties of before stay.
"""

from alembic import op

revision = "guards_look_in_public"
down_revision = "held_bounded"
branch_labels = None
depends_on = None

GUARDS = """
DO $$
DECLARE guard regprocedure;
BEGIN
    FOR guard IN SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
          AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
          AND p.proname NOT LIKE 'procrastinate%' AND {which}
    LOOP
        EXECUTE format('ALTER FUNCTION %s {what}', guard);
    END LOOP;
END $$
"""
PINNED = GUARDS.format(
    which="NOT EXISTS (SELECT FROM unnest(p.proconfig) said WHERE said LIKE 'search_path=%pg_temp')",
    what="SET search_path = pg_catalog, public, pg_temp",
)
LOOSE = GUARDS.format(which="NOT p.prosecdef", what="RESET search_path")
# Whoever acts for the other one, or both for a third: one hand. Accounts of one human are one.
HANDS = """
CREATE FUNCTION is_hand_of(person uuid, officer uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(human(person) = human(officer), false) OR one_hand(person, since, officer, bimtek_now())
$$;
CREATE OR REPLACE FUNCTION acts_for(one uuid, other uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT is_hand_of(one, other, since) OR EXISTS (
        SELECT FROM deputations d
        WHERE (d.principal_id, d.deputy_id) IN ((one, other), (other, one))
          AND d.valid_from <= (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date
          AND d.valid_to >= (since AT TIME ZONE 'Asia/Jakarta')::date
          AND (d.ended_at IS NULL OR d.ended_at > since))
$$;
-- About whom a record is: herself, the members of the group, the owner of before or after.
CREATE FUNCTION is_about(officer uuid, c change_requests) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM (
            SELECT c.participant_id AS whose
            UNION SELECT m.person_id FROM group_members m WHERE m.group_id = c.group_id AND m.valid_to IS NULL
            UNION SELECT s.owner_id FROM suppliers s WHERE s.id = c.supplier_id
            UNION SELECT (c.after ->> 'owner_id')::uuid) people
        WHERE is_hand_of(people.whose, officer, coalesce(c.created_at, bimtek_now())))
$$;
CREATE FUNCTION change_not_her_own() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF is_about(NEW.decided_by, NEW) THEN
        RAISE EXCEPTION 'nobody decides about her own record' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER not_her_own BEFORE UPDATE ON change_requests FOR EACH ROW
    WHEN (NEW.status = 'applied' AND OLD.status <> 'applied') EXECUTE FUNCTION change_not_her_own();
"""
# A member whose hand has a part in the case is kept out as the hand of a member is: whichever came first.
BOUND = """
CREATE OR REPLACE FUNCTION duty_not_bound() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF {UNLESS}EXISTS (
        SELECT 1 FROM case_duties c WHERE c.case_id = NEW.case_id AND c.person_id <> NEW.person_id
          AND (c.duty_group <> NEW.duty_group OR NEW.duty_group LIKE 'approve%')
          AND one_hand(c.person_id, c.taken_at, NEW.person_id, NEW.taken_at)) THEN
        RAISE EXCEPTION 'bound by deputation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
BEFORE = """
DROP FUNCTION change_not_her_own CASCADE;
DROP FUNCTION is_about;
CREATE OR REPLACE FUNCTION acts_for(one uuid, other uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM deputations d
        WHERE (d.principal_id, d.deputy_id) IN ((one, other), (other, one))
          AND d.valid_from <= (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date
          AND d.valid_to >= (since AT TIME ZONE 'Asia/Jakarta')::date
          AND (d.ended_at IS NULL OR d.ended_at > since))
$$;
DROP FUNCTION is_hand_of;
"""


def upgrade() -> None:
    op.execute(HANDS)
    op.execute(BOUND.replace("{UNLESS}", ""))
    op.execute(PINNED)


def downgrade() -> None:
    op.execute(LOOSE)
    op.execute(BEFORE)
    op.execute(BOUND.replace("{UNLESS}", "NEW.duty_group <> 'applicant' AND "))
