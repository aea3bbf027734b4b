"""Messages to participants, the language they are written in, and one-time codes to come back."""

import sqlalchemy as sa
from alembic import op

revision = "messages"
down_revision = "complaints"
branch_labels = None
depends_on = None


def choose(name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def stamp(name: str, **column: object) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **column)


def messages() -> None:
    op.create_table(
        "messages",
        stamp("created_at", server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        choose(
            "kind", "received", "confirmed", "queued", "offered", "offer_lapsed", "accepted", "rejected", "returned",
            "lapsed", "cancelled", "completed", "postponed", "new_dates", "plan_changed", "one_time_code",
        ),
        choose("channel", "email", "person"),
        choose("status", "queued", "sending", "sent", "undelivered", "to_tell", "told"),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        stamp("claimed_at", nullable=True),
        stamp("settled_at", nullable=True),
        sa.Column("error", sa.String(60), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(status = 'told') = (told_by IS NOT NULL)", name=op.f("ck_messages_told_by")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_messages_registration_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_messages_district_code")),
        sa.ForeignKeyConstraint(["told_by"], ["identities.id"], name=op.f("fk_messages_told_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("registration_id", "event_id", name="uq_messages_occasion"),
    )  # fmt: skip
    op.create_index(op.f("ix_messages_district_code_id"), "messages", ["district_code", "id"], unique=False)
    op.create_index(
        "ix_messages_untold", "messages", ["district_code", "id"], unique=False,
        postgresql_where=sa.text("status IN ('undelivered', 'to_tell')"),
    )  # fmt: skip
    op.execute("GRANT SELECT, INSERT, UPDATE ON messages TO bimtek_app")


def upgrade() -> None:
    op.add_column("registrations", sa.Column("language", sa.String(2), server_default="id", nullable=False))
    messages()
    op.create_table(
        "receipt_codes",
        stamp("created_at", server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        stamp("used_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_receipt_codes_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_codes")),
    )
    op.create_index(
        op.f("ix_receipt_codes_registration_id_created_at"), "receipt_codes", ["registration_id", "created_at"]
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON receipt_codes TO bimtek_app")


def downgrade() -> None:
    op.drop_table("receipt_codes")
    op.drop_table("messages")
    op.drop_column("registrations", "language")
