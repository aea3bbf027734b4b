"""A group objects to the end of its case."""

import sqlalchemy as sa
from alembic import op

revision = "appeals"
down_revision = "handover_troubles"
branch_labels = None
depends_on = None

DUTIES = (
    "applicant", "desk", "waive", "visit", "score", "send", "approve_1", "approve_2", "approve_3", "decree", "buy",
    "inspect", "hand_over", "finance_1", "finance_2",
)  # fmt: skip


def allow(*duties: str) -> None:
    listed = ", ".join(f"'{duty}'" for duty in duties)
    op.drop_constraint(op.f("ck_case_duties_duty_group"), "case_duties")
    op.create_check_constraint(op.f("ck_case_duties_duty_group"), "case_duties", f"duty_group IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "case_appeals",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("upheld", "dismissed", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("duty_group", sa.String(12), server_default=sa.text("'appeal'"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("duty_group = 'appeal'", name=op.f("ck_case_appeals_duty")),
        sa.CheckConstraint("(outcome IS NULL) = (person_id IS NULL)", name=op.f("ck_case_appeals_decided")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_case_appeals_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_case_appeals_application_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_case_appeals_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_appeals")),
    )
    op.create_index(op.f("ix_case_appeals_application_id"), "case_appeals", ["application_id"], unique=False)
    op.create_index(
        "uq_case_appeals_open",
        "case_appeals",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )

    allow(*DUTIES, "appeal")
    op.execute("GRANT SELECT, INSERT ON case_appeals TO bimtek_app")
    op.execute("GRANT UPDATE (outcome, note, person_id, decided_at, version) ON case_appeals TO bimtek_app")


def downgrade() -> None:
    allow(*DUTIES)
    op.drop_index("uq_case_appeals_open", table_name="case_appeals", postgresql_where=sa.text("outcome IS NULL"))
    op.drop_index(op.f("ix_case_appeals_application_id"), table_name="case_appeals")
    op.drop_table("case_appeals")
