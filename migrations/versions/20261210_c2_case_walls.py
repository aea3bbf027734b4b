"""Walls for cases: who it is for, claims, rounds, votes, quantities and fingerprints change by their act only."""

from alembic import op

revision = "case_walls"
down_revision = "case_people"
branch_labels = None
depends_on = None

# Who the case is for now, and whether this person is one of them.
HELPERS = """
CREATE FUNCTION roster_of(of_case uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
    SELECT max(number) FROM case_rosters WHERE application_id = of_case
$$;
CREATE FUNCTION in_roster(of_case uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM case_members
                   WHERE application_id = of_case AND person_id = person AND number = roster_of(of_case))
$$;
CREATE FUNCTION round_has_votes(of_round approval_rounds, upto integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM generate_series(1, upto) AS s(stage)
        WHERE of_round.votes_needed[s.stage] > (
            SELECT count(*) FROM votes v WHERE v.round_id = of_round.id AND v.stage = s.stage
              AND v.decision = 'approve' AND v.snapshot_hash = of_round.snapshot_hash))
$$;
"""
# Free before the vote; while people vote it stays; after a decree it takes an approved change, used once.
ROSTERS = """
CREATE FUNCTION roster_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> coalesce(roster_of(NEW.application_id), 0) + 1 THEN
        RAISE EXCEPTION 'editions of the people are numbered in order' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM decree_lines WHERE application_id = NEW.application_id) THEN
        IF NOT EXISTS (
            SELECT FROM decree_changes c JOIN decree_change_lines n ON n.change_id = c.id
            JOIN decree_lines l ON l.id = n.line_id
            WHERE c.id = NEW.change_id AND c.kind = 'members' AND c.status = 'approved'
              AND l.application_id = NEW.application_id AND l.ended_at IS NULL) THEN
            RAISE EXCEPTION 'after the decree the people change by an amending decree'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.change_id IS NOT NULL OR EXISTS (
        SELECT FROM approval_rounds WHERE application_id = NEW.application_id AND outcome IS NULL) THEN
        RAISE EXCEPTION 'the people stay while there is a vote on them' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roster_fits BEFORE INSERT ON case_rosters FOR EACH ROW EXECUTE FUNCTION roster_fits();
CREATE FUNCTION roster_member_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_case case_rosters;
BEGIN
    SELECT * INTO of_case FROM case_rosters WHERE (application_id, number) = (NEW.application_id, NEW.number);
    IF of_case.size <= (SELECT count(*) FROM case_members
                        WHERE (application_id, number) = (NEW.application_id, NEW.number)) THEN
        RAISE EXCEPTION 'this edition of the people is complete' USING ERRCODE = 'check_violation';
    END IF;
    IF of_case.change_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM decree_change_members
        WHERE (change_id, person_id, role) = (of_case.change_id, NEW.person_id, NEW.role)) THEN
        RAISE EXCEPTION 'not among those the amending decree names' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roster_member_fits BEFORE INSERT ON case_members
    FOR EACH ROW EXECUTE FUNCTION roster_member_fits();
"""
CLAIMS = """
CREATE FUNCTION claim_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.released OR NOT in_roster(NEW.application_id, NEW.person_id) OR NOT EXISTS (
            SELECT FROM applications a JOIN programmes p ON p.id = a.programme_id
            WHERE a.id = NEW.application_id AND (p.id, p.fiscal_year) = (NEW.programme_id, NEW.fiscal_year)) THEN
            RAISE EXCEPTION 'a claim is for a person of the case' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.released AND NOT NEW.released THEN
        RAISE EXCEPTION 'a claim that ended does not come back' USING ERRCODE = 'check_violation';
    ELSIF NEW.released AND NOT OLD.released AND in_roster(NEW.application_id, NEW.person_id) AND (
        EXISTS (SELECT FROM decree_lines WHERE application_id = NEW.application_id AND ended_at IS NULL)
        OR NOT EXISTS (
            SELECT FROM applications WHERE id = NEW.application_id AND status IN (
                'discarded', 'lapsed', 'ineligible', 'withdrawn', 'not_selected', 'rejected', 'approval_cancelled',
                'decree_revoked'))) THEN
        RAISE EXCEPTION 'a claim ends with its case' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_fits AFTER INSERT OR UPDATE ON aid_claims FOR EACH ROW EXECUTE FUNCTION claim_fits();
"""
ROUNDS = """
CREATE FUNCTION round_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome IS NOT NULL OR NEW.stage <> 1 OR NEW.number <> (
        SELECT count(*) FROM approval_rounds WHERE application_id = NEW.application_id) THEN
        RAISE EXCEPTION 'rounds begin at their beginning, one after the other' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM applications WHERE id = NEW.application_id AND snapshot_hash = NEW.snapshot_hash) THEN
        RAISE EXCEPTION 'a round is about the frozen content' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.roster IS DISTINCT FROM roster_of(NEW.application_id) OR NOT EXISTS (
        SELECT FROM case_rosters r WHERE (r.application_id, r.number) = (NEW.application_id, NEW.roster)
          AND r.size > 0 AND r.size = (SELECT count(*) FROM case_members m
                                       WHERE (m.application_id, m.number) = (r.application_id, r.number))) THEN
        RAISE EXCEPTION 'a round is about the people of the case' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM case_members m WHERE (m.application_id, m.number) = (NEW.application_id, NEW.roster) AND (
            NOT EXISTS (SELECT FROM aid_claims c WHERE c.application_id = m.application_id
                        AND c.person_id = m.person_id AND NOT c.released)
            OR NOT EXISTS (SELECT FROM case_duties d WHERE d.case_id = m.application_id
                           AND d.human_id = human(m.person_id) AND d.duty_group = 'applicant'))) THEN
        RAISE EXCEPTION 'everybody of the case has a claim and the duty of an applicant before the vote'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER round_stands AFTER INSERT ON approval_rounds FOR EACH ROW EXECUTE FUNCTION round_stands();
CREATE FUNCTION round_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome IS NOT NULL THEN
        RAISE EXCEPTION 'a round that is closed stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stage NOT BETWEEN OLD.stage AND OLD.stage + 1
       OR NEW.stage > OLD.stage AND NOT round_has_votes(OLD, OLD.stage)
       OR NEW.outcome = 'passed' AND NOT round_has_votes(OLD, cardinality(OLD.votes_needed)) THEN
        RAISE EXCEPTION 'not enough approving votes on the frozen content' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_moves BEFORE UPDATE ON approval_rounds FOR EACH ROW EXECUTE FUNCTION round_moves();
CREATE FUNCTION vote_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM approval_rounds r JOIN applications a ON a.id = r.application_id
        WHERE r.id = NEW.round_id AND r.application_id = NEW.application_id AND r.outcome IS NULL
          AND r.stage = NEW.stage AND r.snapshot_hash = NEW.snapshot_hash AND a.snapshot_hash = NEW.snapshot_hash)
    THEN
        RAISE EXCEPTION 'a vote is on what its round shows, in the stage that is open'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER vote_counts AFTER INSERT ON votes FOR EACH ROW EXECUTE FUNCTION vote_counts();
"""
# G4: whoever came later is met as well, by this visit or another.
VISITS = """
CREATE OR REPLACE FUNCTION round_needs_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM applications a JOIN calls c ON c.id = a.call_id
               WHERE a.id = NEW.application_id AND c.field_visit)
       AND (NOT EXISTS (SELECT FROM field_visits WHERE application_id = NEW.application_id AND result = 'fit')
            OR EXISTS (
                SELECT FROM case_members m
                WHERE m.application_id = NEW.application_id AND m.number = roster_of(NEW.application_id)
                  AND NOT EXISTS (
                    SELECT FROM field_member_findings f JOIN field_visits v ON v.id = f.visit_id
                    WHERE v.application_id = m.application_id AND v.result = 'fit' AND f.person_id = m.person_id
                      AND f.found = 'met'))) THEN
        RAISE EXCEPTION 'a fit visit with every member comes before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
CONTENT = """
CREATE FUNCTION content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN ('in_desk_check', 'in_field_check', 'field_failed', 'ready_for_scoring', 'scored', 'reserve',
                          'sent_back')
       OR EXISTS (SELECT FROM approval_rounds WHERE application_id = OLD.id AND outcome IS NULL) THEN
        RAISE EXCEPTION 'what is voted on stays as it was frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER content_stays BEFORE UPDATE ON applications FOR EACH ROW
    WHEN (OLD.snapshot_hash IS DISTINCT FROM NEW.snapshot_hash) EXECUTE FUNCTION content_stays();
CREATE FUNCTION quantity_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM applications WHERE id = NEW.application_id AND CASE TG_OP
            WHEN 'INSERT' THEN status = 'draft' ELSE status IN ('in_desk_check', 'sent_back') END) THEN
        RAISE EXCEPTION 'quantities are approved at the desk, before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER quantity_stays AFTER INSERT OR UPDATE ON application_lines FOR EACH ROW
    EXECUTE FUNCTION quantity_stays();
"""
GRANTS = """
REVOKE UPDATE ON case_duties, applications, application_lines, aid_claims FROM bimtek_app;
GRANT UPDATE (status, version, snapshot_hash) ON applications TO bimtek_app;
GRANT UPDATE (approved) ON application_lines TO bimtek_app;
GRANT UPDATE (released) ON aid_claims TO bimtek_app;
"""
BACK = """
DROP FUNCTION quantity_stays CASCADE;
DROP FUNCTION content_stays CASCADE;
DROP FUNCTION vote_counts CASCADE;
DROP FUNCTION round_moves CASCADE;
DROP FUNCTION round_stands CASCADE;
DROP FUNCTION claim_fits CASCADE;
DROP FUNCTION roster_member_fits CASCADE;
DROP FUNCTION roster_fits CASCADE;
DROP FUNCTION round_has_votes;
DROP FUNCTION in_roster;
DROP FUNCTION roster_of;
REVOKE UPDATE (status, version, snapshot_hash) ON applications FROM bimtek_app;
REVOKE UPDATE (approved) ON application_lines FROM bimtek_app;
REVOKE UPDATE (released) ON aid_claims FROM bimtek_app;
GRANT UPDATE ON applications, application_lines, aid_claims TO bimtek_app;
GRANT UPDATE (duty_group) ON case_duties TO bimtek_app;
"""
EARLIER_VISITS = """
CREATE OR REPLACE FUNCTION round_needs_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM applications a JOIN calls c ON c.id = a.call_id
               WHERE a.id = NEW.application_id AND c.field_visit)
       AND NOT EXISTS (
           SELECT 1 FROM field_visits v WHERE v.application_id = NEW.application_id AND v.result = 'fit'
              AND EXISTS (SELECT 1 FROM field_member_findings f WHERE f.visit_id = v.id)
              AND NOT EXISTS (
                  SELECT 1 FROM field_member_findings f WHERE f.visit_id = v.id AND f.found <> 'met')) THEN
        RAISE EXCEPTION 'a fit visit with every member comes before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    for part in (HELPERS, ROSTERS, CLAIMS, ROUNDS, VISITS, CONTENT, GRANTS):
        op.execute(part)


def downgrade() -> None:
    op.execute(EARLIER_VISITS)
    op.execute(BACK)
