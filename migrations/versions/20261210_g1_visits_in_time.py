"""A visit is reported in its time; what a programme asks of a handover and of its visits; rows older than a rule."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "visits_in_time"
down_revision = "repeats"
branch_labels = None
depends_on = None

# Reports that came before their time stay what they are: they are listed, and their time begins on their own day.
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'visits_in_their_time', id FROM monitoring_visits
WHERE visited_on < due_on - CASE months WHEN 0 THEN 44 ELSE 30 END;
UPDATE monitoring_visits
SET opens_on = LEAST(due_on - CASE months WHEN 0 THEN 44 ELSE 30 END, coalesce(visited_on, due_on));
"""
NEEDS = "'{goods_photo,receiver_photo,signature}'"
WRITTEN = "status, version, visited_on, workers, turnover_rupiah, output, note, visited_by, decided_by, decided_at"


def upgrade() -> None:
    op.create_table(
        "earlier_rows",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject_id", name=op.f("pk_earlier_rows")),
    )
    op.execute("GRANT SELECT ON earlier_rows TO bimtek_app")
    needs = postgresql.ARRAY(sa.Text())
    op.add_column("programmes", sa.Column("handover_needs", needs, server_default=sa.text(NEEDS), nullable=False))
    op.add_column(
        "programmes", sa.Column("visit_window_days", sa.SmallInteger(), server_default=sa.text("30"), nullable=False)
    )
    op.add_column("programmes", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.create_check_constraint("visit_window", "programmes", "visit_window_days BETWEEN 1 AND 60")
    op.create_check_constraint("handover_needs", "programmes", f"handover_needs <@ {NEEDS}::text[]")
    op.execute("GRANT UPDATE (handover_needs, visit_window_days, version) ON programmes TO bimtek_app")
    op.add_column("monitoring_visits", sa.Column("opens_on", sa.Date(), nullable=True))
    op.execute(EARLIER)
    op.alter_column("monitoring_visits", "opens_on", nullable=False)
    op.create_check_constraint("in_time", "monitoring_visits", "visited_on >= opens_on")
    op.create_check_constraint("opens", "monitoring_visits", "opens_on <= due_on")
    op.execute("REVOKE UPDATE ON monitoring_visits FROM bimtek_app")
    op.execute(f"GRANT UPDATE ({WRITTEN}, decision_note) ON monitoring_visits TO bimtek_app")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE ({WRITTEN}, decision_note) ON monitoring_visits FROM bimtek_app")
    op.execute("GRANT UPDATE ON monitoring_visits TO bimtek_app")
    op.drop_column("monitoring_visits", "opens_on")
    op.execute("REVOKE UPDATE (handover_needs, visit_window_days, version) ON programmes FROM bimtek_app")
    for column in ("handover_needs", "visit_window_days", "version"):
        op.drop_column("programmes", column)
    op.drop_table("earlier_rows")
