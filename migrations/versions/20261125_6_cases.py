"""Applications, claims, desk checks and votes."""

import sqlalchemy as sa
from alembic import op

revision = "cases"
down_revision = "money"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_desk_check",
                "ineligible",
                "in_approval",
                "rejected",
                "approved",
                "decreed",
                "partly_delivered",
                "delivered",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("snapshot_hash", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_applications_call_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_applications_district_code")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_applications_group_id")),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_applications_package_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_applications_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("number", name=op.f("uq_applications_number")),
    )
    op.create_index(op.f("ix_applications_call_id"), "applications", ["call_id"], unique=False)
    op.create_index(op.f("ix_applications_district_code_id"), "applications", ["district_code", "id"], unique=False)
    op.create_index(op.f("ix_applications_group_id"), "applications", ["group_id"], unique=False)
    op.create_table(
        "aid_claims",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("released", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_aid_claims_application_id")),
        sa.ForeignKeyConstraint(["person_id"], ["participants.person_id"], name=op.f("fk_aid_claims_person_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_aid_claims_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_claims")),
    )
    op.create_index(op.f("ix_aid_claims_application_id"), "aid_claims", ["application_id"], unique=False)
    op.create_index(
        "uq_aid_claims_person",
        "aid_claims",
        ["person_id", "programme_id", "fiscal_year"],
        unique=True,
        postgresql_where=sa.text("NOT released"),
    )
    op.create_table(
        "application_lines",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("requested", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("price_source", sa.String(120), nullable=False),
        sa.CheckConstraint("price_rupiah > 0", name=op.f("ck_application_lines_price")),
        sa.CheckConstraint(
            "requested > 0 AND approved >= 0 AND approved <= requested", name=op.f("ck_application_lines_quantities")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_lines_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_lines")),
        sa.UniqueConstraint("application_id", "position", name=op.f("uq_application_lines_application_id_position")),
    )
    op.create_table(
        "desk_checks",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.CheckConstraint("duty_group = 'desk'", name=op.f("ck_desk_checks_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_desk_checks_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_desk_checks_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_checks")),
        sa.UniqueConstraint("application_id", name=op.f("uq_desk_checks_application_id")),
    )
    op.create_table(
        "votes",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("approve", "reject", name="decision", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("snapshot_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.CheckConstraint("duty_group IN ('approve_1', 'approve_2', 'approve_3')", name=op.f("ck_votes_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_votes_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_votes_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.UniqueConstraint(
            "application_id", "duty_group", "person_id", name=op.f("uq_votes_application_id_duty_group_person_id")
        ),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON applications, application_lines, aid_claims TO bimtek_app")
    op.execute("GRANT SELECT, INSERT ON desk_checks, votes TO bimtek_app")


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_table("desk_checks")
    op.drop_table("application_lines")
    op.drop_table("aid_claims")
    op.drop_table("applications")
