"""Bank accounts of groups; a package may hold tranches of capital beside goods."""

import sqlalchemy as sa
from alembic import op

revision = "accounts"
down_revision = "spent"
branch_labels = None
depends_on = None


KIND = sa.Enum("goods", "capital", name="kind", native_enum=False, create_constraint=False, length=40)
TABLES = {"application_lines": "requested", "package_items": "quantity"}


def upgrade() -> None:
    for table, quantity in TABLES.items():
        op.add_column(table, sa.Column("kind", KIND, server_default=sa.text("'goods'"), nullable=False))
        op.add_column(table, sa.Column("report_days", sa.SmallInteger(), nullable=True))
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, "kind IN ('goods', 'capital')")
        op.create_check_constraint(op.f(f"ck_{table}_tranche"), table, "(kind = 'goods') = (report_days IS NULL)")
        op.create_check_constraint(op.f(f"ck_{table}_one_sum"), table, f"kind = 'goods' OR {quantity} = 1")
    op.add_column("application_lines", sa.Column("terms", sa.String(length=500), nullable=True))
    op.create_table(
        "group_accounts",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("number_last4", sa.String(length=4), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(verified_by IS NULL) = (verified_at IS NULL)", name=op.f("ck_group_accounts_verified")),
        sa.CheckConstraint("verified_by <> recorded_by", name=op.f("ck_group_accounts_two_people")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_group_accounts_district_code")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_accounts_group_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["identities.id"], name=op.f("fk_group_accounts_recorded_by")),
        sa.ForeignKeyConstraint(["verified_by"], ["identities.id"], name=op.f("fk_group_accounts_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_accounts")),
    )
    op.create_index(op.f("ix_group_accounts_number_index"), "group_accounts", ["number_index"], unique=False)
    op.create_index(
        "uq_group_accounts_live",
        "group_accounts",
        ["group_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.execute("GRANT SELECT, INSERT ON group_accounts TO bimtek_app")
    op.execute("GRANT UPDATE (verified_by, verified_at, ended_at, version) ON group_accounts TO bimtek_app")


def downgrade() -> None:
    op.drop_table("group_accounts")
    op.drop_column("application_lines", "terms")
    for table in TABLES:
        for name in ("one_sum", "tranche", "kind"):
            op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.drop_column(table, "report_days")
        op.drop_column(table, "kind")
