"""Nobody gives herself power with the application's role: a role needs its approved request, a key the owner.

What was taken stays taken: an ended role, a log-in that ended, a code that was used, an officer shut out (unless two
let her in again since). Whoever owns the schema, and so runs the commands, is not bound.

Old rows: roles get the approved request they came from, found by officer, role, area, programme and last day; those
without one (the first administrators, demo data) are listed in `earlier_rows` as `role_without_request` and stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "power_by_request"
down_revision = "look_alikes"
branch_labels = None
depends_on = None

OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
FROM_BEFORE = """
UPDATE role_assignments a SET request_id = found.request FROM (
    SELECT DISTINCT ON (r.id) r.id AS request, (
        SELECT a.id FROM role_assignments a
        WHERE a.officer_id = r.officer_id AND a.role = r.role AND a.valid_from >= r.valid_from
          AND (a.region_code, a.programme_id, a.valid_to)
              IS NOT DISTINCT FROM (r.region_code, r.programme_id, r.valid_to)
          AND a.created_at BETWEEN r.decided_at - interval '1 minute' AND r.decided_at + interval '1 minute'
        ORDER BY a.created_at, a.id LIMIT 1) AS assignment
    FROM access_requests r WHERE r.approved AND r.kind = 'role') found
WHERE found.assignment = a.id;
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'role_without_request', id FROM role_assignments WHERE request_id IS NULL ON CONFLICT DO NOTHING;
"""
WALLS = f"""
-- An administrator today, herself or by a deputation in force, whose area holds this one, or somewhere.
CREATE FUNCTION administers(person uuid, region text, somewhere boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM role_assignments r JOIN officers o ON o.person_id = r.officer_id
        WHERE r.role = 'administrator' AND r.ended_at IS NULL AND o.disabled_at IS NULL
          AND r.valid_from <= day_in(r.region_code) AND coalesce(r.valid_to, 'infinity') >= day_in(r.region_code)
          AND (somewhere OR r.region_code IS NULL OR starts_with(coalesce(region, '') || '.', r.region_code || '.'))
          AND (r.officer_id = person OR EXISTS (
              SELECT FROM deputations d WHERE d.principal_id = r.officer_id AND d.deputy_id = person
                AND d.role = 'administrator' AND d.accepted_at IS NOT NULL AND acts_at(d, bimtek_now()))))
$$;
CREATE FUNCTION access_is_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF num_nonnulls(NEW.decided_by, NEW.decided_at, NEW.approved) > 0
           OR NOT administers(NEW.requested_by, NEW.region_code, NEW.kind <> 'role') THEN
            RAISE EXCEPTION 'an administrator asks, another one decides' USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := bimtek_now();
    ELSIF OLD.decided_at IS NOT NULL OR NOT administers(NEW.decided_by, NEW.region_code, NEW.kind <> 'role') THEN
        RAISE EXCEPTION 'decided once, by an administrator' USING ERRCODE = 'check_violation';
    ELSE
        NEW.decided_at := bimtek_now();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_is_asked BEFORE INSERT OR UPDATE ON access_requests
    FOR EACH ROW EXECUTE FUNCTION access_is_asked();

CREATE FUNCTION role_is_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NOT NULL THEN
            RAISE EXCEPTION 'a role that ended stays ended' USING ERRCODE = 'check_violation';
        END IF;
        NEW.ended_at := bimtek_now();
        RETURN NEW;
    END IF;
    IF NEW.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT FROM access_requests r WHERE r.id = NEW.request_id AND r.kind = 'role' AND r.approved
          AND r.officer_id = NEW.officer_id AND r.role = NEW.role AND r.valid_from <= NEW.valid_from
          AND (r.region_code, r.programme_id, r.valid_to)
              IS NOT DISTINCT FROM (NEW.region_code, NEW.programme_id, NEW.valid_to)) THEN
        RAISE EXCEPTION 'a role needs its approved request' USING ERRCODE = 'check_violation';
    END IF;
    NEW.created_at := bimtek_now();
    RETURN NEW;
END $$;
CREATE TRIGGER role_is_granted BEFORE INSERT OR UPDATE ON role_assignments
    FOR EACH ROW EXECUTE FUNCTION role_is_granted();

CREATE FUNCTION shut_out_until_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    IF OLD.disabled_at IS NULL THEN
        NEW.disabled_at := bimtek_now();
    ELSIF NEW.disabled_at IS NOT NULL OR NOT EXISTS (
        SELECT FROM access_requests r WHERE r.officer_id = NEW.person_id AND r.kind = 'enable' AND r.approved
          AND r.decided_at >= OLD.disabled_at) THEN
        RAISE EXCEPTION 'two let an officer in again' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shut_out_until_two BEFORE UPDATE OF disabled_at ON officers FOR EACH ROW
    WHEN (NEW.disabled_at IS DISTINCT FROM OLD.disabled_at) EXECUTE FUNCTION shut_out_until_two();

CREATE FUNCTION stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what ended stays ended' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER login_stays_ended BEFORE UPDATE ON logins FOR EACH ROW
    WHEN (NEW.token_hash <> OLD.token_hash OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL)
    EXECUTE FUNCTION stays_ended();
CREATE TRIGGER code_stays_used BEFORE UPDATE ON recovery_codes FOR EACH ROW
    WHEN (OLD.used_at IS NOT NULL AND NEW.used_at IS NULL) EXECUTE FUNCTION stays_ended();
CREATE TRIGGER link_stays_closed BEFORE UPDATE ON enrolments FOR EACH ROW
    WHEN (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL) EXECUTE FUNCTION stays_ended();

REVOKE UPDATE ON role_assignments, officers FROM bimtek_app;
GRANT UPDATE (ended_at) ON role_assignments TO bimtek_app;
GRANT UPDATE (password_hash, totp_sealed, totp_last_step, disabled_at, notices_seen_at, phone)
    ON officers TO bimtek_app;
REVOKE INSERT, UPDATE ON api_keys FROM bimtek_app;
"""
BACK = """
REVOKE UPDATE (ended_at) ON role_assignments FROM bimtek_app;
REVOKE UPDATE (password_hash, totp_sealed, totp_last_step, disabled_at, notices_seen_at, phone)
    ON officers FROM bimtek_app;
GRANT UPDATE ON role_assignments, officers TO bimtek_app;
GRANT INSERT, UPDATE ON api_keys TO bimtek_app;
DELETE FROM earlier_rows WHERE rule = 'role_without_request';
"""
FUNCTIONS = ("stays_ended", "shut_out_until_two", "role_is_granted", "access_is_asked", "administers")


def upgrade() -> None:
    op.add_column("role_assignments", sa.Column("request_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_role_assignments_request_id"), "role_assignments", "access_requests", ["request_id"], ["id"]
    )
    op.create_unique_constraint(op.f("uq_role_assignments_request_id"), "role_assignments", ["request_id"])
    op.execute(FROM_BEFORE)
    op.execute(WALLS)


def downgrade() -> None:
    op.execute(BACK)
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.drop_column("role_assignments", "request_id")
