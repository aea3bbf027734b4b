"""Duties, programmes and budgets, packages and calls, groups and files."""

import sqlalchemy as sa
from alembic import op

revision = "money"
down_revision = "registrations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_district_code"), "files", ["district_code"], unique=False)
    op.create_table(
        "packages",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column(
            "trade",
            sa.Enum(
                "garment",
                "weaving",
                "food",
                "phone_repair",
                "welding",
                "bamboo",
                "motorcycle",
                "air_conditioning",
                "barber",
                name="trade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
        sa.UniqueConstraint("code", name=op.f("uq_packages_code")),
    )
    op.create_table(
        "programmes",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column(
            "funding_source",
            sa.Enum("APBN", "APBD", name="funding_source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
    )
    op.create_table(
        "budget_nodes",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=True),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("spent", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("(depth = 1) = (parent_id IS NULL)", name=op.f("ck_budget_nodes_root")),
        sa.CheckConstraint(
            "ceiling >= 0 AND reserved >= 0 AND spent >= 0", name=op.f("ck_budget_nodes_no_negatives")
        ),
        sa.CheckConstraint("depth BETWEEN 1 AND 5", name=op.f("ck_budget_nodes_depth")),
        sa.CheckConstraint("reserved + spent <= ceiling", name=op.f("ck_budget_nodes_ceiling")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_budget_nodes_district_code")),
        sa.ForeignKeyConstraint(["parent_id"], ["budget_nodes.id"], name=op.f("fk_budget_nodes_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_nodes")),
    )
    op.create_index(op.f("ix_budget_nodes_parent_id"), "budget_nodes", ["parent_id"], unique=False)
    op.create_table(
        "case_duties",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("declared_free", sa.Boolean(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.CheckConstraint(
            "duty_group IN ('applicant', 'desk', 'visit', 'score', 'send', 'approve_1', 'approve_2', 'approve_3', 'decree', 'buy', 'inspect', 'hand_over', 'finance_1', 'finance_2')",  # noqa: E501
            name=op.f("ck_case_duties_duty_group"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["identities.id"], name=op.f("fk_case_duties_person_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_case_duties")),
        sa.UniqueConstraint(
            "case_id", "person_id", "duty_group", name=op.f("uq_case_duties_case_id_person_id_duty_group")
        ),
    )
    op.create_table(
        "groups",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column(
            "trade",
            sa.Enum(
                "garment",
                "weaving",
                "food",
                "phone_repair",
                "welding",
                "bamboo",
                "motorcycle",
                "air_conditioning",
                "barber",
                name="trade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_groups_district_code")),
        sa.ForeignKeyConstraint(["recorded_by"], ["identities.id"], name=op.f("fk_groups_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_index(op.f("ix_groups_district_code_name_id"), "groups", ["district_code", "name", "id"], unique=False)
    op.create_table(
        "package_items",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("price_source", sa.String(120), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0 AND price_rupiah > 0", name=op.f("ck_package_items_amounts")),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_package_items_package_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_items")),
        sa.UniqueConstraint("package_id", "position", name=op.f("uq_package_items_package_id_position")),
    )
    op.create_table(
        "calls",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_calls_window")),
        sa.ForeignKeyConstraint(["budget_line_id"], ["budget_nodes.id"], name=op.f("fk_calls_budget_line_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_calls_district_code")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_calls_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("number", name=op.f("uq_calls_number")),
    )
    op.create_index(op.f("ix_calls_district_code_id"), "calls", ["district_code", "id"], unique=False)
    op.create_table(
        "group_members",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("chair", "member", name="role", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_group_members_dates")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["participants.person_id"], name=op.f("fk_group_members_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_person_id"), "group_members", ["person_id"], unique=False)
    op.create_index(
        "uq_group_members_chair",
        "group_members",
        ["group_id"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL AND role = 'chair'"),
    )
    op.create_index(
        "uq_group_members_live",
        "group_members",
        ["group_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "call_packages",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_packages_call_id")),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_call_packages_package_id")),
        sa.PrimaryKeyConstraint("call_id", "package_id", name=op.f("pk_call_packages")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE (duty_group) ON case_duties TO bimtek_app")
    op.execute(
        "GRANT SELECT, INSERT ON files, programmes, packages, package_items, calls, call_packages TO bimtek_app"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON budget_nodes, groups, group_members TO bimtek_app")


def downgrade() -> None:
    op.drop_table("call_packages")
    op.drop_table("group_members")
    op.drop_table("calls")
    op.drop_table("package_items")
    op.drop_table("groups")
    op.drop_table("case_duties")
    op.drop_table("budget_nodes")
    op.drop_table("programmes")
    op.drop_table("packages")
    op.drop_table("files")
