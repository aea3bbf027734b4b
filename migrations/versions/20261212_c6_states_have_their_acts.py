"""What the most precious states rest on is there: a case is approved by its round, decreed by its line, given by its
minutes or payment; somebody is confirmed as a known person, attends by a mark, ends with her session; a session ends
decided and marked.

`workflow_steps` knows the way, these triggers the act. A case is asked at the end of the transaction, as its act is
written after the step; the rest at once. Rows of before that say otherwise are named in `earlier_rows` and stay.
"""

from alembic import op

revision = "states_have_their_acts"
down_revision = "workflow_steps"
branch_labels = None
depends_on = None

# Also the nightly question (`invariants.sql`); here as it was when the rule came.
UNFOUNDED = """
SELECT a.id FROM applications a LEFT JOIN LATERAL (
    SELECT outcome FROM approval_rounds WHERE application_id = a.id ORDER BY number DESC LIMIT 1) r ON true
WHERE a.status = 'approved' AND r.outcome IS DISTINCT FROM 'passed'
   OR a.status = 'decreed' AND NOT EXISTS (
       SELECT FROM decree_lines l WHERE l.application_id = a.id AND l.ended_at IS NULL)
   OR a.status IN ('partly_delivered', 'delivered', 'closed', 'breached') AND NOT EXISTS (
       SELECT FROM handovers h WHERE h.application_id = a.id) AND NOT EXISTS (
       SELECT FROM tranche_payments p WHERE p.application_id = a.id AND p.status IN ('paid', 'failed'))
UNION ALL SELECT r.id FROM registrations r JOIN sessions s ON s.id = r.session_id
WHERE r.status IN ('confirmed', 'attending') AND (r.person_id IS NULL OR s.status = 'completed')
   OR r.status IN ('completed', 'not_completed', 'no_show') AND s.status <> 'completed'
"""
WALLS = """
CREATE FUNCTION case_state_has_its_act() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last approval_rounds;
BEGIN
    IF NEW.status <> (SELECT status FROM applications WHERE id = NEW.id) THEN
        RETURN NULL;  -- a later step of this transaction is asked instead
    END IF;
    SELECT * INTO last FROM approval_rounds WHERE application_id = NEW.id ORDER BY number DESC LIMIT 1;
    IF NOT coalesce(CASE
        WHEN NEW.status = 'in_approval' THEN last.id IS NOT NULL AND last.outcome IS NULL
        WHEN NEW.status = 'approved' THEN last.outcome = 'passed' AND last.snapshot_hash = NEW.snapshot_hash
        WHEN NEW.status = 'rejected' THEN last.outcome = 'rejected'
        WHEN NEW.status = 'sent_back' THEN last.outcome IN ('sent_back', 'cancelled')
        WHEN NEW.status = 'decreed' THEN EXISTS (
            SELECT FROM decree_lines l WHERE l.application_id = NEW.id AND l.ended_at IS NULL)
        WHEN NEW.status = 'decree_revoked' THEN NOT EXISTS (
            SELECT FROM decree_lines l WHERE l.application_id = NEW.id AND l.ended_at IS NULL)
        WHEN NEW.status IN ('partly_delivered', 'delivered') THEN EXISTS (
            SELECT FROM handovers h WHERE h.application_id = NEW.id) OR EXISTS (
            SELECT FROM tranche_payments p WHERE p.application_id = NEW.id AND p.status IN ('paid', 'failed'))
        WHEN OLD.status IN ('rejected', 'ineligible', 'not_selected') THEN EXISTS (
            SELECT FROM case_appeals e WHERE e.application_id = NEW.id AND e.outcome = 'upheld')
        ELSE true END, false) THEN
        RAISE EXCEPTION 'a case is % by an act that is not there', NEW.status USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_state_has_its_act AFTER UPDATE ON applications DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION case_state_has_its_act();
CREATE FUNCTION registration_state_has_its_act() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE course text := (SELECT status FROM sessions WHERE id = NEW.session_id);
BEGIN
    IF NEW.status = 'confirmed' AND NEW.person_id IS NULL THEN
        RAISE EXCEPTION 'nobody is confirmed unknown' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status IN ('confirmed', 'attending') AND course IN ('draft', 'completed', 'cancelled') THEN
        RAISE EXCEPTION 'nobody takes part in a session that is %', course USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'attending' AND NOT EXISTS (
        SELECT FROM attendance WHERE registration_id = NEW.id AND mark IN ('present', 'late')) THEN
        RAISE EXCEPTION 'whoever attends was seen' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status IN ('completed', 'not_completed', 'no_show') AND course <> 'completed' THEN
        RAISE EXCEPTION 'outcomes come with the end of the session' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER zz_state_has_its_act_insert BEFORE INSERT ON registrations
    FOR EACH ROW EXECUTE FUNCTION registration_state_has_its_act();
CREATE TRIGGER zz_state_has_its_act_update BEFORE UPDATE ON registrations
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION registration_state_has_its_act();
CREATE FUNCTION session_ends_marked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM registrations r WHERE r.session_id = NEW.id
               AND r.status IN ('pending_review', 'held', 'returned')) THEN
        RAISE EXCEPTION 'a session ends with everybody decided' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM registrations r WHERE r.session_id = NEW.id
                   AND r.status IN ('confirmed', 'attending')) OR EXISTS (
        SELECT FROM registrations r JOIN meeting_days d ON d.session_id = r.session_id
        WHERE r.session_id = NEW.id AND r.status IN ('confirmed', 'attending') AND NOT EXISTS (
            SELECT FROM attendance a WHERE (a.registration_id, a.meeting_day_id) = (r.id, d.id))) THEN
        RAISE EXCEPTION 'a session ends with everybody marked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER zz_session_ends_marked BEFORE UPDATE ON sessions FOR EACH ROW
    WHEN (NEW.status = 'completed' AND OLD.status <> 'completed') EXECUTE FUNCTION session_ends_marked();
"""


def upgrade() -> None:
    listed = f"SELECT DISTINCT 'states_have_their_acts', id FROM ({UNFOUNDED}) t"
    op.execute(f"INSERT INTO earlier_rows (rule, subject_id) {listed}")
    op.execute(WALLS)


def downgrade() -> None:
    for name in ("case_state_has_its_act", "registration_state_has_its_act", "session_ends_marked"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'states_have_their_acts'")
