"""Sessions of a programme, and what a programme adds to its messages; chat."""

import sqlalchemy as sa
from alembic import op

revision = "programme_texts"
down_revision = "templates"
branch_labels = None
depends_on = None


def allow_channels(kinds: str) -> None:
    op.drop_constraint(op.f("ck_messages_channel"), "messages")
    op.create_check_constraint(op.f("ck_messages_channel"), "messages", f"channel IN ({kinds})")


def upgrade() -> None:
    op.add_column("sessions", sa.Column("programme_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_sessions_programme_id"), "sessions", "programmes", ["programme_id"], ["id"])
    op.create_table(
        "programme_texts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.String(600), nullable=False),
        sa.Column("english", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_texts_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_texts")),
        sa.UniqueConstraint("programme_id", "kind", name=op.f("uq_programme_texts_programme_id_kind")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON programme_texts TO bimtek_app")
    allow_channels("'email', 'chat', 'person'")


def downgrade() -> None:
    op.execute("UPDATE messages SET channel = 'person' WHERE channel = 'chat'")
    allow_channels("'email', 'person'")
    op.drop_table("programme_texts")
    op.drop_constraint(op.f("fk_sessions_programme_id"), "sessions", type_="foreignkey")
    op.drop_column("sessions", "programme_id")
