"""A wrong national id can be put right: by an approved request with its evidence, never for an officer's row.

Everything else about who an identity is stays as it was. Rows of before keep what they have.
"""

from alembic import op

revision = "numbers_by_request"
down_revision = "supplier_versions"
branch_labels = None
depends_on = None

BY_REQUEST = """
       AND NOT (NEW.nik_index IS NOT NULL AND NOT EXISTS (
               SELECT FROM officers o JOIN identities i ON i.id = o.person_id WHERE OLD.id IN (i.id, i.same_as))
           AND NOT EXISTS (
               SELECT FROM case_duties d WHERE d.human_id = OLD.id AND d.duty_group <> 'applicant')
           AND EXISTS (
               SELECT FROM change_requests r WHERE r.kind = 'nik' AND r.status = 'applied'
               AND r.participant_id = OLD.id AND r.secret_index = NEW.nik_index
               AND r.applied_tx = pg_current_xact_id()::text::bigint))"""
STAYS = """
CREATE OR REPLACE FUNCTION identity_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.nik_index IS NOT NULL AND NEW.nik_index IS DISTINCT FROM OLD.nik_index
       AND (NEW.nik_index IS NOT NULL OR EXISTS (
           SELECT FROM case_duties c LEFT JOIN applications a ON a.id = c.case_id WHERE c.human_id = OLD.id
           AND (c.duty_group <> 'applicant' OR a.status NOT IN ('draft', 'discarded', 'withdrawn')))){unless} THEN
        RAISE EXCEPTION 'an identity keeps its number' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.same_as IS NOT NULL AND NEW.same_as IS DISTINCT FROM OLD.same_as THEN
        RAISE EXCEPTION 'an identity keeps its human' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.same_as IS NOT NULL AND OLD.same_as IS NULL THEN
        IF NOT EXISTS (SELECT FROM identities WHERE id = NEW.same_as AND nik_index IS NOT NULL)
           OR EXISTS (SELECT FROM identities WHERE same_as = NEW.id)
           OR EXISTS (SELECT FROM officers WHERE person_id = NEW.same_as) THEN
            RAISE EXCEPTION 'not the same human' USING ERRCODE = 'check_violation';
        END IF;
        -- Two who hold duties of one case cannot become one: the unique key of case and human refuses.
        UPDATE case_duties SET human_id = NEW.same_as, identity_known = true WHERE person_id = NEW.id;
    ELSIF NEW.nik_index IS NOT NULL AND OLD.nik_index IS NULL THEN
        UPDATE case_duties SET identity_known = true WHERE human_id = NEW.id AND NOT identity_known;
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.execute(STAYS.format(unless=BY_REQUEST))


def downgrade() -> None:
    op.execute(STAYS.format(unless=""))
