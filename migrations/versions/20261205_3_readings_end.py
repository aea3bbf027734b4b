"""Readings of personal data are kept five years: older ones may go, younger ones stay append-only."""

from alembic import op

revision = "readings_end"
down_revision = "roles_by_programme"
branch_labels = None
depends_on = None

KEPT = """
CREATE FUNCTION keep_readings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND old.at < bimtek_now() - interval '5 years' THEN
        RETURN old;
    END IF;
    RAISE EXCEPTION 'personal_reads are append-only for five years';
END $$
"""
ONE_BY_ONE = "BEFORE UPDATE OR DELETE ON personal_reads FOR EACH ROW EXECUTE FUNCTION"


def upgrade() -> None:
    op.execute(KEPT)
    op.execute("DROP TRIGGER personal_reads_append_only ON personal_reads")
    op.execute(f"CREATE TRIGGER personal_reads_append_only {ONE_BY_ONE} keep_readings()")
    op.execute("GRANT DELETE ON personal_reads TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE DELETE ON personal_reads FROM bimtek_app")
    op.execute("DROP TRIGGER personal_reads_append_only ON personal_reads")
    op.execute(f"CREATE TRIGGER personal_reads_append_only {ONE_BY_ONE} events_refuse_change()")
    op.execute("DROP FUNCTION keep_readings()")
