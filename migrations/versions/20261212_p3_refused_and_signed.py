"""A visit at which nothing was taken bears its own time, is signed by its people, and names its pieces at once.

The service asked for signatures and members; the wall knew a receiver and any visit of the case, of whatever day. A
signature of a refusal served for minutes as well. Visits from before are named in `earlier_rows` and stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "refused_and_signed"
down_revision = "money_once"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
WALLS = f"""
-- What has a date only: on that very day it is not before it was recorded there.
CREATE FUNCTION not_before(instant timestamptz, day date, recorded timestamptz, zone text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT day_there(instant, zone) > day OR day_there(instant, zone) = day AND (
        day_there(recorded, zone) <> day OR date_trunc('minute', instant) >= date_trunc('minute', recorded))
$$;
-- Since when a piece may go out: accepted, found good after it came back, arrived where it was sent.
CREATE FUNCTION ready_since(unit uuid) RETURNS timestamptz LANGUAGE sql STABLE {PATH} AS $$
    SELECT greatest(u.accepted_at, (SELECT max(inspected_at) FROM stock_returns WHERE unit_id = u.id),
                    (SELECT max(d.arrived_at) FROM dispatch_units t JOIN dispatches d ON d.id = t.dispatch_id
                     WHERE t.unit_id = u.id)) FROM stock_units u WHERE u.id = unit
$$;
CREATE FUNCTION attempt_fits() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    NEW.created_at := bimtek_now();
    IF NEW.attempted_at > bimtek_now() OR NOT EXISTS (
        SELECT FROM applications a JOIN regions z ON z.code = a.district_code
        JOIN decree_lines l ON l.application_id = a.id AND l.ended_at IS NULL JOIN decrees d ON d.id = l.decree_id
        WHERE a.id = NEW.application_id AND not_before(NEW.attempted_at, d.dated, d.created_at, z.zone)) THEN
        RAISE EXCEPTION 'a visit is neither before the decree nor to come' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'refused' AND NOT EXISTS (
        SELECT FROM applications a JOIN group_members m ON m.group_id = a.group_id AND m.valid_to IS NULL
        WHERE a.id = NEW.application_id AND m.person_id = NEW.receiver_id) THEN
        RAISE EXCEPTION 'a refusal says who refused which pieces' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'refused' AND num_nulls(NEW.giver_signature_id, NEW.receiver_signature_id) > 0 AND EXISTS (
        SELECT FROM applications a JOIN programmes p ON p.id = a.programme_id
        WHERE a.id = NEW.application_id AND 'signature' = ANY (p.handover_needs)) THEN
        RAISE EXCEPTION 'a refusal is signed by both' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attempt_fits BEFORE INSERT ON handover_attempts FOR EACH ROW EXECUTE FUNCTION attempt_fits();
CREATE TRIGGER handover_signed_by_its_people BEFORE INSERT ON handover_attempts
    FOR EACH ROW EXECUTE FUNCTION handover_signed_by_its_people();
"""
SERVES = """    IF EXISTS (SELECT FROM handovers h WHERE h.id <> NEW.id AND ("""
SERVED = """    IF EXISTS (SELECT FROM (
            SELECT id, giver_signature_id, receiver_signature_id FROM handovers
            UNION ALL SELECT id, giver_signature_id, receiver_signature_id FROM handover_attempts) h
        WHERE h.id <> NEW.id AND ("""
DOOR = """    IF NEW.handover_id IS NOT NULL AND NOT EXISTS ("""
AT_ONCE = """    IF NOT EXISTS (
        SELECT FROM (SELECT person_id, handed_at AS at FROM handovers WHERE id = NEW.handover_id
                     UNION ALL SELECT person_id, attempted_at FROM handover_attempts
                     WHERE id = NEW.attempt_id AND created_at > bimtek_now() - interval '5 minutes') d
        WHERE d.person_id = back.brought_by
          AND date_trunc('minute', d.at) >= date_trunc('minute', ready_since(piece.id))) THEN
        RAISE EXCEPTION 'refused where it was brought to, when it was' USING ERRCODE = 'check_violation';
    END IF;
"""
# Function, a part of it before and now.
AMENDED = (
    ("handover_signed_by_its_people", SERVES, SERVED),
    ("refused_piece_fits", DOOR, AT_ONCE + DOOR),
)
# Also the nightly question; here as it was when the rule came.
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'refusals_fit', a.id FROM handover_attempts a WHERE NOT EXISTS (
    SELECT FROM decree_lines l JOIN decrees d ON d.id = l.decree_id JOIN regions z ON z.code = d.district_code
    WHERE l.application_id = a.application_id AND day_there(a.attempted_at, z.zone) >= d.dated)
  OR a.attempted_at > a.created_at + interval '1 minute'
  OR EXISTS (SELECT FROM handovers h WHERE h.giver_signature_id = a.giver_signature_id
             OR h.receiver_signature_id = a.receiver_signature_id)
"""


def amend(function: str, old: str, new: str) -> None:
    """Only this part of it changes."""
    found = op.get_bind().execute(sa.text(f"SELECT pg_get_functiondef('{function}'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError(f"{function} is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def upgrade() -> None:
    op.execute(EARLIER)
    op.execute(WALLS)
    for function, old, new in AMENDED:
        amend(function, old, new)


def downgrade() -> None:
    for function, old, new in reversed(AMENDED):
        amend(function, new, old)
    op.execute("DROP TRIGGER handover_signed_by_its_people ON handover_attempts")
    op.execute("DROP FUNCTION attempt_fits CASCADE")
    for name in ("ready_since", "not_before"):
        op.execute(f"DROP FUNCTION {name}")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'refusals_fit'")
