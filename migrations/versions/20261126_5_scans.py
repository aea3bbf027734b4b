"""Codes read at the door."""

import sqlalchemy as sa
from alembic import op

revision = "scans"
down_revision = "messages"
branch_labels = None
depends_on = None


def choose(name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.add_column(
        "registrations", sa.Column("pass_generation", sa.SmallInteger(), server_default=sa.text("1"), nullable=False)
    )
    op.create_table(
        "scans",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_day_id", sa.Uuid(), nullable=True),
        choose("direction", "in", "out"),
        choose("outcome", "accepted", "repeated", "refused"),
        sa.Column("code", sa.String(40), nullable=True),
        sa.Column("typed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("scanned_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("outcome <> 'refused' OR code IS NOT NULL", name=op.f("ck_scans_refusal_has_code")),
        sa.CheckConstraint(
            "outcome = 'refused' OR (registration_id IS NOT NULL AND meeting_day_id IS NOT NULL)",
            name=op.f("ck_scans_accepted_whom"),
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_scans_session_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_scans_registration_id")),
        sa.ForeignKeyConstraint(["meeting_day_id"], ["meeting_days.id"], name=op.f("fk_scans_meeting_day_id")),
        sa.ForeignKeyConstraint(["scanned_by"], ["identities.id"], name=op.f("fk_scans_scanned_by")),
        sa.PrimaryKeyConstraint("session_id", "nonce", name=op.f("pk_scans")),
    )
    op.create_index(op.f("ix_scans_registration_id_meeting_day_id"), "scans", ["registration_id", "meeting_day_id"])
    op.create_index(op.f("ix_scans_session_id_received_at"), "scans", ["session_id", "received_at"])
    op.execute("GRANT SELECT, INSERT ON scans TO bimtek_app")


def downgrade() -> None:
    op.drop_table("scans")
    op.drop_column("registrations", "pass_generation")
