"""Consents by purpose, with the notice's version, the channel, and their withdrawal."""

import sqlalchemy as sa
from alembic import op

revision = "consents"
down_revision = "audits_end"
branch_labels = None
depends_on = None

CHANNELS = ("self", "officer", "integrator", "walk_in", "invited")
NOW = sa.text("bimtek_now()")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def upgrade() -> None:
    listed = ", ".join(f"'{each}'" for each in CHANNELS)
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", choice("purpose", "invitations", "publication"), nullable=False),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("channel", choice("channel", *CHANNELS), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_channel", choice("withdrawn_channel", *CHANNELS), nullable=True),
        sa.CheckConstraint("purpose IN ('invitations', 'publication')", name=op.f("ck_consents_purpose")),
        sa.CheckConstraint(f"channel IN ({listed})", name=op.f("ck_consents_channel")),
        sa.CheckConstraint(f"withdrawn_channel IN ({listed})", name=op.f("ck_consents_withdrawn_channel")),
        sa.CheckConstraint(
            "num_nulls(withdrawn_at, withdrawn_channel) IN (0, 2)", name=op.f("ck_consents_withdrawn")
        ),
        sa.CheckConstraint("withdrawn_at >= given_at", name=op.f("ck_consents_order")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_consents_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_registration_id"), "consents", ["registration_id"])
    op.create_index(
        "uq_consents_registration_id_purpose", "consents", ["registration_id", "purpose"], unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )  # fmt: skip
    op.execute("GRANT SELECT, INSERT, UPDATE ON consents TO bimtek_app")


def downgrade() -> None:
    op.drop_table("consents")
