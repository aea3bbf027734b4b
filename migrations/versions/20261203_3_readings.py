"""Who read whose personal data."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "personal_reads"
down_revision = "officers_administered"
branch_labels = None
depends_on = None

RIGHTS = """
CREATE TRIGGER personal_reads_append_only BEFORE UPDATE OR DELETE ON personal_reads
    FOR EACH ROW EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER personal_reads_no_truncate BEFORE TRUNCATE ON personal_reads
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
GRANT SELECT, INSERT ON personal_reads TO bimtek_app;
"""


def upgrade() -> None:
    now, new = sa.text("bimtek_now()"), sa.text("uuidv7()")
    op.create_table(
        "personal_reads",
        sa.Column("id", sa.Uuid(), server_default=new, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["identities.id"], name=op.f("fk_personal_reads_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_reads")),
    )
    for who in ("person_id", "actor_id"):
        op.create_index(op.f(f"ix_personal_reads_{who}_id"), "personal_reads", [who, "id"])
    op.execute(RIGHTS)


def downgrade() -> None:
    op.drop_table("personal_reads")
