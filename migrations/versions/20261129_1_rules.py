"""Sets of rules, what they found, waivers, and the register of aid given before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "rules"
down_revision = "package_editions"
branch_labels = None
depends_on = None


BEFORE = ("applicant", "desk", "visit", "score", "send", "approve_1", "approve_2", "approve_3", "decree", "buy",
          "inspect", "hand_over", "finance_1", "finance_2")  # fmt: skip


def allow_duties(*duties: str) -> None:
    listed = ", ".join(f"'{duty}'" for duty in duties)
    op.drop_constraint(op.f("ck_case_duties_duty_group"), "case_duties")
    op.create_check_constraint(op.f("ck_case_duties_duty_group"), "case_duties", f"duty_group IN ({listed})")


def upgrade() -> None:
    allow_duties("applicant", "desk", "waive", *BEFORE[2:])
    op.create_table(
        "rule_sets",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("rules", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_rule_sets_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_sets")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_rule_sets_code_edition")),
    )
    op.create_table(
        "aid_records",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "source",
            sa.Enum("decree", "import", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("programme_name", sa.String(200), nullable=False),
        sa.Column("package_name", sa.String(200), nullable=False),
        sa.Column("recipient", sa.String(120), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(source = 'decree') = (case_id IS NOT NULL)", name=op.f("ck_aid_records_origin")),
        sa.CheckConstraint("amount_rupiah >= 0", name=op.f("ck_aid_records_amount")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_aid_records_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_records")),
    )
    op.create_index(op.f("ix_aid_records_case_id"), "aid_records", ["case_id"], unique=False)
    op.create_table(
        "aid_record_keys",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "nik",
                "group",
                "phone",
                "address",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["aid_records.id"], name=op.f("fk_aid_record_keys_record_id")),
        sa.PrimaryKeyConstraint("record_id", "kind", "value", name=op.f("pk_aid_record_keys")),
    )
    op.create_index(op.f("ix_aid_record_keys_kind_value"), "aid_record_keys", ["kind", "value"], unique=False)
    op.create_table(
        "rule_runs",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("rule_set_id", sa.Uuid(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum(
                "submit",
                "verify",
                "approve",
                "decree",
                "hand_over",
                name="occasion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("verdicts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_rule_runs_application_id")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_sets.id"], name=op.f("fk_rule_runs_rule_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_runs")),
    )
    op.create_index(op.f("ix_rule_runs_application_id"), "rule_runs", ["application_id"], unique=False)
    op.create_table(
        "rule_waivers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.CheckConstraint("duty_group = 'waive'", name=op.f("ck_rule_waivers_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_rule_waivers_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_rule_waivers_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_waivers")),
        sa.UniqueConstraint("application_id", "rule", name=op.f("uq_rule_waivers_application_id_rule")),
    )
    op.add_column("calls", sa.Column("rule_set_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_calls_rule_set_id"), "calls", "rule_sets", ["rule_set_id"], ["id"])

    op.execute("GRANT SELECT, INSERT ON rule_sets, rule_runs, rule_waivers, aid_record_keys TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE (ended_at) ON aid_records TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE ALL ON rule_sets, rule_runs, rule_waivers, aid_record_keys, aid_records FROM bimtek_app")
    op.drop_constraint(op.f("fk_calls_rule_set_id"), "calls", type_="foreignkey")
    op.drop_column("calls", "rule_set_id")
    op.drop_table("rule_waivers")
    op.drop_index(op.f("ix_rule_runs_application_id"), table_name="rule_runs")
    op.drop_table("rule_runs")
    op.drop_index(op.f("ix_aid_record_keys_kind_value"), table_name="aid_record_keys")
    op.drop_table("aid_record_keys")
    op.drop_index(op.f("ix_aid_records_case_id"), table_name="aid_records")
    op.drop_table("aid_records")
    op.drop_table("rule_sets")
    allow_duties(*BEFORE)
