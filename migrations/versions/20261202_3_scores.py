"""Rubrics and scores; who scores is a role of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "scores"
down_revision = "capital"
branch_labels = None
depends_on = None

STATES = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
    "sent_back", "approval_cancelled", "draft", "discarded", "returned", "lapsed", "withdrawn", "decree_revoked",
    "in_field_check", "field_failed",
)  # fmt: skip
NEW_STATES = ("ready_for_scoring", "scored", "reserve", "not_selected")
ROLES = (
    "district_officer", "programme_officer", "desk_verifier", "approver", "decree_officer", "handover_officer",
    "complaint_officer", "auditor", "administrator", "procurement_officer", "goods_inspector", "treasurer",
)  # fmt: skip


def allow(table: str, column: str, *values: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({listed})")


def upgrade() -> None:
    allow("applications", "status", *STATES, *NEW_STATES)
    allow("role_assignments", "role", *ROLES, "scorer")
    op.create_table(
        "rubrics",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("criteria", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("scorers", sa.SmallInteger(), nullable=False),
        sa.Column("most_spread", sa.SmallInteger(), nullable=False),
        sa.Column("lowest", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_rubrics_edition")),
        sa.CheckConstraint(
            "most_spread BETWEEN 0 AND 80 AND lowest BETWEEN 0 AND 100", name=op.f("ck_rubrics_limits")
        ),
        sa.CheckConstraint("scorers BETWEEN 1 AND 5", name=op.f("ck_rubrics_scorers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubrics")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_rubrics_code_edition")),
    )
    op.create_table(
        "scores",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("rubric_id", sa.Uuid(), nullable=False),
        sa.Column("points", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("total", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("duty_group = 'score'", name=op.f("ck_scores_duty")),
        sa.CheckConstraint("1 <= ALL (points) AND 5 >= ALL (points)", name=op.f("ck_scores_points")),
        sa.CheckConstraint("total BETWEEN 20 AND 100", name=op.f("ck_scores_total")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_scores_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_scores_application_id")),
        sa.ForeignKeyConstraint(["rubric_id"], ["rubrics.id"], name=op.f("fk_scores_rubric_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
        sa.UniqueConstraint("application_id", "person_id", name=op.f("uq_scores_application_id_person_id")),
    )
    op.add_column("calls", sa.Column("rubric_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_calls_rubric_id"), "calls", "rubrics", ["rubric_id"], ["id"])
    op.execute("GRANT SELECT, INSERT ON rubrics, scores TO bimtek_app")


def downgrade() -> None:
    op.drop_constraint(op.f("fk_calls_rubric_id"), "calls", type_="foreignkey")
    op.drop_column("calls", "rubric_id")
    op.drop_table("scores")
    op.drop_table("rubrics")
    op.execute("DELETE FROM role_assignments WHERE role = 'scorer'")
    allow("role_assignments", "role", *ROLES)
    allow("applications", "status", *STATES)
