"""Goods: suppliers, orders, deliveries, inspection, stock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "goods"
down_revision = "appeals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suppliers",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("nib", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.UniqueConstraint("nib", name=op.f("uq_suppliers_nib")),
    )
    op.create_table(
        "orders",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("number_key", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("tax_percent", sa.SmallInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "placed",
                "completed",
                "closed_short",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("due_on >= dated", name=op.f("ck_orders_dates")),
        sa.CheckConstraint("tax_percent BETWEEN 0 AND 20", name=op.f("ck_orders_tax")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_orders_district_code")),
        sa.ForeignKeyConstraint(["placed_by"], ["identities.id"], name=op.f("fk_orders_placed_by")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_orders_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "district_code", "year", "number_key", name=op.f("uq_orders_district_code_year_number_key")
        ),
    )
    op.create_index(op.f("ix_orders_district_code_id"), "orders", ["district_code", "id"], unique=False)
    op.create_index(op.f("ix_orders_supplier_id"), "orders", ["supplier_id"], unique=False)
    op.create_table(
        "goods_receipts",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column(
            "status",
            sa.Enum("received", "inspected", name="status", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("delivery_note", sa.String(length=80), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("handed_by", sa.String(length=120), nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=False),
        sa.Column("inspected_by", sa.Uuid(), nullable=True),
        sa.Column("inspected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column(
            "snapshot", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("snapshot_hash", sa.String(length=64), nullable=True),
        sa.Column("minutes_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'inspected') = (inspected_by IS NOT NULL AND number IS NOT NULL)",
            name=op.f("ck_goods_receipts_inspected"),
        ),
        sa.CheckConstraint("inspected_by <> received_by", name=op.f("ck_goods_receipts_two_people")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_goods_receipts_district_code")),
        sa.ForeignKeyConstraint(["inspected_by"], ["identities.id"], name=op.f("fk_goods_receipts_inspected_by")),
        sa.ForeignKeyConstraint(["minutes_id"], ["files.id"], name=op.f("fk_goods_receipts_minutes_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_goods_receipts_order_id")),
        sa.ForeignKeyConstraint(["received_by"], ["identities.id"], name=op.f("fk_goods_receipts_received_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipts")),
        sa.UniqueConstraint("code", name=op.f("uq_goods_receipts_code")),
        sa.UniqueConstraint("number", name=op.f("uq_goods_receipts_number")),
    )
    op.create_index(
        op.f("ix_goods_receipts_district_code_id"), "goods_receipts", ["district_code", "id"], unique=False
    )
    op.create_index(op.f("ix_goods_receipts_order_id"), "goods_receipts", ["order_id"], unique=False)
    op.create_table(
        "goods_inspections",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("duty_group = 'inspect'", name=op.f("ck_goods_inspections_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_goods_inspections_duty",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_goods_inspections_application_id")
        ),
        sa.ForeignKeyConstraint(["receipt_id"], ["goods_receipts.id"], name=op.f("fk_goods_inspections_receipt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_inspections")),
        sa.UniqueConstraint(
            "receipt_id", "application_id", name=op.f("uq_goods_inspections_receipt_id_application_id")
        ),
    )
    op.create_table(
        "order_lines",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("application_line_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), server_default="0", nullable=False),
        sa.Column("price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("tax_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("deviation_reason", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("duty_group = 'buy'", name=op.f("ck_order_lines_duty")),
        sa.CheckConstraint("price_rupiah > 0 AND tax_rupiah >= 0", name=op.f("ck_order_lines_price")),
        sa.CheckConstraint("quantity > 0 AND cancelled BETWEEN 0 AND quantity", name=op.f("ck_order_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_order_lines_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_order_lines_application_id")),
        sa.ForeignKeyConstraint(
            ["application_line_id"], ["application_lines.id"], name=op.f("fk_order_lines_application_line_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.UniqueConstraint(
            "order_id", "application_line_id", name=op.f("uq_order_lines_order_id_application_line_id")
        ),
    )
    op.create_index(op.f("ix_order_lines_application_line_id"), "order_lines", ["application_line_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_order_lines_application_line_id"), table_name="order_lines")
    op.drop_table("order_lines")
    op.drop_table("goods_inspections")
    op.drop_index(op.f("ix_goods_receipts_order_id"), table_name="goods_receipts")
    op.drop_index(op.f("ix_goods_receipts_district_code_id"), table_name="goods_receipts")
    op.drop_table("goods_receipts")
    op.drop_index(op.f("ix_orders_supplier_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_district_code_id"), table_name="orders")
    op.drop_table("orders")
    op.drop_table("suppliers")
