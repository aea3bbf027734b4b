"""Delegations: people who get seats together or wait together; who may join; a reminder the day before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "delegations"
down_revision = "trainers"
branch_labels = None
depends_on = None


KINDS = (
    "'received', 'confirmed', 'queued', 'offered', 'offer_lapsed', 'accepted', 'rejected', 'returned', 'lapsed',"
    " 'cancelled', 'completed', 'postponed', 'new_dates', 'plan_changed', 'one_time_code', 'invited'"
)


def allow(kinds: str) -> None:
    op.drop_constraint(op.f("ck_messages_kind"), "messages")
    op.create_check_constraint(op.f("ck_messages_kind"), "messages", f"kind IN ({kinds})")


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("contact_name", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_delegations_session_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_delegations_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("number", name=op.f("uq_delegations_number")),
    )
    op.create_index(op.f("ix_delegations_session_id_id"), "delegations", ["session_id", "id"])
    op.create_table(
        "delegation_members",
        sa.Column("delegation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegation_members_delegation_id")
        ),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_delegation_members_receipt_id")),
        sa.PrimaryKeyConstraint("delegation_id", "position", name=op.f("pk_delegation_members")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_delegation_members_receipt_id")),
    )
    op.add_column("registrations", sa.Column("delegation_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_registrations_delegation_id"), "registrations", "delegations", ["delegation_id"], ["id"]
    )
    op.create_index(
        op.f("ix_registrations_delegation_id"), "registrations", ["delegation_id"],
        postgresql_where=sa.text("delegation_id IS NOT NULL"),
    )  # fmt: skip
    rules = sa.Column("eligibility", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    op.add_column("sessions", rules)
    op.add_column("sessions", sa.Column("reminded_for", sa.Date(), nullable=True))
    allow(f"{KINDS}, 'reminder'")
    op.execute("GRANT SELECT, INSERT ON delegations, delegation_members TO bimtek_app")


def downgrade() -> None:
    op.execute("DELETE FROM messages WHERE kind = 'reminder'")
    allow(KINDS)
    op.drop_column("sessions", "reminded_for")
    op.drop_column("sessions", "eligibility")
    op.drop_column("registrations", "delegation_id")
    op.drop_table("delegation_members")
    op.drop_table("delegations")
