"""Papers of groups, findings of desk checks, returns for correction, drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "papers"
down_revision = "rounds"
branch_labels = None
depends_on = None


BEFORE = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
    "sent_back", "approval_cancelled",
)  # fmt: skip


def allow(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint(op.f("ck_applications_status"), "applications")
    op.create_check_constraint(op.f("ck_applications_status"), "applications", f"status IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "group_papers",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "deed",
                "member_list",
                "domicile",
                "business_licence",
                "tax_number",
                "bank_account",
                "proposal",
                "statement",
                "integrity_pact",
                "site_photo",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(80), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on", name=op.f("ck_group_papers_dates")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_group_papers_file_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_papers_group_id")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_group_papers_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_papers")),
    )
    op.create_index(
        op.f("ix_group_papers_group_id_kind_id"), "group_papers", ["group_id", "kind", "id"], unique=False
    )
    op.create_table(
        "case_returns",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("cardinality(fields) > 0", name=op.f("ck_case_returns_fields")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_case_returns_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_returns")),
    )
    op.create_index(op.f("ix_case_returns_application_id"), "case_returns", ["application_id"], unique=False)
    op.create_table(
        "paper_findings",
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "deed",
                "member_list",
                "domicile",
                "business_licence",
                "tax_number",
                "bank_account",
                "proposal",
                "statement",
                "integrity_pact",
                "site_photo",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "ok",
                "illegible",
                "expired",
                "mismatch",
                "missing",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.CheckConstraint("(result = 'missing') = (paper_id IS NULL)", name=op.f("ck_paper_findings_missing")),
        sa.ForeignKeyConstraint(["check_id"], ["desk_checks.id"], name=op.f("fk_paper_findings_check_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["group_papers.id"], name=op.f("fk_paper_findings_paper_id")),
        sa.PrimaryKeyConstraint("check_id", "kind", name=op.f("pk_paper_findings")),
    )
    op.add_column(
        "calls",
        sa.Column("required_papers", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column(
        "desk_checks",
        sa.Column(
            "action",
            sa.Enum(
                "verify",
                "return",
                "find_ineligible",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.execute("UPDATE desk_checks SET action = CASE WHEN complete THEN 'verify' ELSE 'find_ineligible' END")
    op.alter_column("desk_checks", "action", nullable=False)
    allow(*BEFORE, "draft", "discarded", "returned", "lapsed", "withdrawn")
    op.drop_constraint(op.f("uq_desk_checks_application_id"), "desk_checks", type_="unique")
    op.create_index(op.f("ix_desk_checks_application_id"), "desk_checks", ["application_id"], unique=False)
    op.drop_column("desk_checks", "complete")

    op.execute("GRANT SELECT, INSERT ON group_papers, case_returns, paper_findings TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE ALL ON group_papers, case_returns, paper_findings FROM bimtek_app")
    allow(*BEFORE)
    op.add_column("desk_checks", sa.Column("complete", sa.Boolean(), nullable=True))
    op.execute("UPDATE desk_checks SET complete = action = 'verify'")
    op.alter_column("desk_checks", "complete", nullable=False)
    op.drop_index(op.f("ix_desk_checks_application_id"), table_name="desk_checks")
    op.create_unique_constraint(op.f("uq_desk_checks_application_id"), "desk_checks", ["application_id"])
    op.drop_column("desk_checks", "action")
    op.drop_column("calls", "required_papers")
    op.drop_table("paper_findings")
    op.drop_index(op.f("ix_case_returns_application_id"), table_name="case_returns")
    op.drop_table("case_returns")
    op.drop_index(op.f("ix_group_papers_group_id_kind_id"), table_name="group_papers")
    op.drop_table("group_papers")
