"""Long lists, written by the worker and kept for a day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "exports"
down_revision = "budgets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_jobs",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("request", postgresql.JSONB(), nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["identities.id"], name=op.f("fk_export_jobs_asked_by")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_export_jobs_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_jobs")),
    )
    op.create_index(
        "uq_export_jobs_running",
        "export_jobs",
        ["asked_by", "request_hash"],
        unique=True,
        postgresql_where=sa.text("file_id IS NULL AND failed_at IS NULL"),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON export_jobs TO bimtek_app")
    op.execute("GRANT DELETE ON files TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE DELETE ON files FROM bimtek_app")
    op.drop_table("export_jobs")
