"""Complaints, their messages, and the role that answers them."""

import sqlalchemy as sa
from alembic import op

revision = "complaints"
down_revision = "seats"
branch_labels = None
depends_on = None

ROLES = (
    "'district_officer', 'programme_officer', 'desk_verifier', 'approver', 'decree_officer', 'handover_officer',"
    " 'auditor', 'administrator'"
)
# Once sensitive, always sensitive.
UPWARDS = """
CREATE FUNCTION complaints_stay_sensitive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sensitive AND NOT NEW.sensitive THEN
        RAISE EXCEPTION 'a sensitive complaint stays sensitive'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaints_stay_sensitive';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER complaints_stay_sensitive BEFORE UPDATE ON complaints
    FOR EACH ROW EXECUTE FUNCTION complaints_stay_sensitive();
"""


def choose(name: str, *values: str, **column: object) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, **{"nullable": False} | column)


def roles(values: str) -> None:
    op.drop_constraint(op.f("ck_role_assignments_role"), "role_assignments")
    op.create_check_constraint(op.f("ck_role_assignments_role"), "role_assignments", f"role IN ({values})")


def upgrade() -> None:
    roles(ROLES + ", 'complaint_officer'")
    op.create_table(
        "complaints",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        choose(
            "category", "asked_for_money", "officer_conduct", "personal_data", "unfair_selection",
            "equipment_problem", "other",
        ),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        choose("status", "received", "in_progress", "on_hold", "resolved", "closed", server_default="received"),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        choose("outcome", "upheld", "partly", "rejected", "redirected", nullable=True),
        sa.Column("answer", sa.String(4000), nullable=True),
        sa.Column("appeal_of", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status IN ('resolved', 'closed')) = (answer IS NOT NULL)", name=op.f("ck_complaints_answered")
        ),
        sa.CheckConstraint("(answer IS NULL) = (outcome IS NULL)", name=op.f("ck_complaints_outcome_with_answer")),
        sa.ForeignKeyConstraint(["appeal_of"], ["complaints.id"], name=op.f("fk_complaints_appeal_of")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_complaints_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )  # fmt: skip
    op.create_index(op.f("ix_complaints_district_code_id"), "complaints", ["district_code", "id"], unique=False)
    op.execute(UPWARDS)
    op.create_table(
        "complaint_messages",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_messages_complaint_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["identities.id"], name=op.f("fk_complaint_messages_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_messages")),
    )
    op.create_index(
        op.f("ix_complaint_messages_complaint_id_id"), "complaint_messages", ["complaint_id", "id"], unique=False
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON complaints TO bimtek_app")
    op.execute("GRANT SELECT, INSERT ON complaint_messages TO bimtek_app")


def downgrade() -> None:
    op.drop_table("complaint_messages")
    op.drop_table("complaints")
    op.execute("DROP FUNCTION complaints_stay_sensitive()")
    op.execute("DELETE FROM role_assignments WHERE role = 'complaint_officer'")
    roles(ROLES)
