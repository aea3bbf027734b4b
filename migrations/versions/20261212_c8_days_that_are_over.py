"""A mark of a day that is over is what a correction says that two made; a day to come bears none; days stay.

The service asked so, the wall took any mark of any day from the application's connection, and a day could be moved to
today, marked and moved back. Marks of before stay as they are: a mark is judged when it is written. In a database for
training (it has the demo's officers, and nobody real was there first) every day counts as today, as in the service.
"""

from alembic import op

revision = "days_that_are_over"
down_revision = "complainants_known"
branch_labels = None
depends_on = None

WALLS = """
CREATE FUNCTION is_for_training() RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM officers WHERE email LIKE '%@demo.bimtek.id')
$$;
CREATE FUNCTION demo_stays_apart() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM officers) AND NOT is_for_training() THEN
        RAISE EXCEPTION 'the demo does not go into an office''s database' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER demo_stays_apart BEFORE INSERT ON officers FOR EACH ROW
    WHEN (NEW.email LIKE '%@demo.bimtek.id') EXECUTE FUNCTION demo_stays_apart();
CREATE TRIGGER demo_stays_apart_later BEFORE UPDATE OF email ON officers FOR EACH ROW
    WHEN (NEW.email LIKE '%@demo.bimtek.id' AND NEW.email <> OLD.email) EXECUTE FUNCTION demo_stays_apart();
CREATE FUNCTION mark_is_of_today() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE met date; here date; over boolean; said text;
BEGIN
    IF TG_OP = 'UPDATE' AND only_forgotten(to_jsonb(OLD), to_jsonb(NEW), '{reason}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.registration_id, NEW.meeting_day_id) <> (OLD.registration_id, OLD.meeting_day_id) THEN
        RAISE EXCEPTION 'a mark stays in its cell' USING ERRCODE = 'check_violation';
    END IF;
    NEW.marked_at := bimtek_now();
    SELECT d.date, day_there(bimtek_now(), s.zone), s.status = 'completed' INTO STRICT met, here, over
    FROM meeting_days d JOIN sessions s ON s.id = d.session_id JOIN registrations r ON r.session_id = s.id
    WHERE d.id = NEW.meeting_day_id AND r.id = NEW.registration_id;
    IF met = here AND NOT over OR NOT over AND is_for_training() THEN
        RETURN NEW;
    END IF;
    SELECT c.after INTO said FROM attendance_corrections c
    WHERE (c.registration_id, c.meeting_day_id) = (NEW.registration_id, NEW.meeting_day_id)
      AND c.status = 'approved' ORDER BY c.decided_at DESC, c.id DESC LIMIT 1;
    IF met > here AND NOT over OR said IS DISTINCT FROM NEW.mark THEN
        RAISE EXCEPTION 'a day is marked on that day, afterwards by two' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mark_is_of_today_insert BEFORE INSERT ON attendance FOR EACH ROW EXECUTE FUNCTION mark_is_of_today();
CREATE TRIGGER mark_is_of_today_update BEFORE UPDATE ON attendance FOR EACH ROW
    WHEN (NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION mark_is_of_today();
CREATE FUNCTION correction_keeps_its_words() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT only_forgotten(to_jsonb(OLD) - 'version', to_jsonb(NEW) - 'version', '{reason,note,decision_note}') THEN
        RAISE EXCEPTION 'what was proposed stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_keeps_its_words BEFORE UPDATE ON attendance_corrections FOR EACH ROW
    WHEN ((NEW.reason, NEW.note) IS DISTINCT FROM (OLD.reason, OLD.note))
    EXECUTE FUNCTION correction_keeps_its_words();
CREATE FUNCTION marked_day_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM attendance WHERE meeting_day_id = OLD.id) OR EXISTS (
        SELECT FROM sessions
        WHERE id IN (OLD.session_id, NEW.session_id) AND status IN ('in_progress', 'completed')) THEN
        RAISE EXCEPTION 'a day that was marked stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER marked_day_stays BEFORE UPDATE ON meeting_days FOR EACH ROW
    WHEN ((NEW.id, NEW.date, NEW.session_id) IS DISTINCT FROM (OLD.id, OLD.date, OLD.session_id))
    EXECUTE FUNCTION marked_day_stays();
INSERT INTO earlier_rows (rule, subject_id) SELECT DISTINCT 'marked_on_its_day', a.registration_id FROM attendance a
JOIN meeting_days d ON d.id = a.meeting_day_id JOIN sessions s ON s.id = d.session_id
WHERE day_there(a.marked_at, s.zone) <> d.date;
-- The acts of a year's end stand in the nightly question as the others do; it knows rows by a uuid.
INSERT INTO earlier_rows (rule, subject_id) SELECT 'acts_of_two_humans', md5(year::text)::uuid FROM fiscal_years
WHERE locked_by <> closed_by AND one_human(locked_by, closed_by) ON CONFLICT DO NOTHING;
"""
# An erasure also empties the words.
DECISION = "status, version, decided_by, decided_at, decision_note, reason, note"


def upgrade() -> None:
    op.execute(WALLS)
    op.execute("REVOKE UPDATE ON attendance_corrections FROM bimtek_app")
    op.execute(f"GRANT UPDATE ({DECISION}) ON attendance_corrections TO bimtek_app")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE ({DECISION}) ON attendance_corrections FROM bimtek_app")
    op.execute("GRANT UPDATE ON attendance_corrections TO bimtek_app")
    for name in ("marked_day_stays", "correction_keeps_its_words", "mark_is_of_today", "demo_stays_apart"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DROP FUNCTION is_for_training()")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'marked_on_its_day'")
    op.execute(
        "DELETE FROM earlier_rows WHERE rule = 'acts_of_two_humans'"
        " AND subject_id IN (SELECT md5(year::text)::uuid FROM fiscal_years)"
    )
