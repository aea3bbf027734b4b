"""A session's own questions, the answers, and the files they ask for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "forms"
down_revision = "scans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    none = sa.text("0")
    op.add_column("sessions", sa.Column("form_version", sa.Integer(), server_default=none, nullable=False))
    op.add_column("registrations", sa.Column("form_version", sa.Integer(), server_default=none, nullable=False))
    op.add_column(
        "registrations", sa.Column("answers", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    )
    due = postgresql.ARRAY(sa.Text())
    op.add_column("registrations", sa.Column("files_due", due, server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "session_forms",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("questions", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_session_forms_version")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_session_forms_session_id")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_session_forms_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_forms")),
        sa.UniqueConstraint("session_id", "version", name=op.f("uq_session_forms_session_id_version")),
    )
    op.create_table(
        "registration_files",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_registration_files_registration_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_registration_files_file_id")),
        sa.PrimaryKeyConstraint("registration_id", "key", name=op.f("pk_registration_files")),
    )
    op.execute("GRANT SELECT, INSERT ON session_forms TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON registration_files TO bimtek_app")


def downgrade() -> None:
    op.drop_table("registration_files")
    op.drop_table("session_forms")
    for name in ("files_due", "answers", "form_version"):
        op.drop_column("registrations", name)
    op.drop_column("sessions", "form_version")
