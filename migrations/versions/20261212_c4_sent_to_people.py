"""Money leaves for the people of the case: asked again when it is sent, not only when it is prepared.

Between the two the group or the decree may be another one. What was sent before stays as it is; what is prepared now
is judged when it is sent.
"""

from alembic import op

revision = "sent_to_people"
down_revision = "times_in_order"
branch_labels = None
depends_on = None

WALL = """
CREATE FUNCTION tranche_sent_to_people() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT group_is_the_roster(NEW.application_id) THEN
        RAISE EXCEPTION 'the group is not the people of the case' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
                   WHERE l.id = NEW.decree_line_id AND l.ended_at IS NULL AND d.revoked_at IS NULL) THEN
        RAISE EXCEPTION 'no decree in force' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_sent_to_people BEFORE UPDATE ON tranche_payments FOR EACH ROW
    WHEN (NEW.status = 'sent' AND OLD.status <> 'sent') EXECUTE FUNCTION tranche_sent_to_people();
"""


def upgrade() -> None:
    op.execute(WALL)


def downgrade() -> None:
    op.execute("DROP FUNCTION tranche_sent_to_people CASCADE")
