"""Payments to suppliers, never above what was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "supplier_payments"
down_revision = "goods_rules"
branch_labels = None
depends_on = None

# G11: the order is locked, so that two payments cannot each see the other's money as free.
TRIGGER = """
CREATE FUNCTION supplier_payment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE accepted bigint; others bigint;
BEGIN
    PERFORM 1 FROM orders WHERE id = NEW.order_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(u.cost_rupiah), 0) INTO accepted
    FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.order_id = NEW.order_id AND u.accepted_at IS NOT NULL;
    SELECT coalesce(sum(amount_rupiah), 0) INTO others FROM supplier_payments
    WHERE order_id = NEW.order_id AND id <> NEW.id AND status IN ('prepared', 'paid');
    IF NEW.status IN ('prepared', 'paid') AND others + NEW.amount_rupiah > accepted THEN
        RAISE EXCEPTION 'paid above what was accepted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supplier_payment_fits BEFORE INSERT OR UPDATE ON supplier_payments
    FOR EACH ROW EXECUTE FUNCTION supplier_payment_fits();
GRANT SELECT, INSERT ON supplier_payments, payment_duties TO bimtek_app;
GRANT UPDATE (status, version, payment_order_number, disbursement_number, paid_on, released_by)
    ON supplier_payments TO bimtek_app;
"""


def upgrade() -> None:
    op.create_table(
        "supplier_payments",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "prepared",
                "paid",
                "failed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("request_number", sa.String(length=80), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("payment_order_number", sa.String(length=80), nullable=True),
        sa.Column("disbursement_number", sa.String(length=80), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status IN ('paid', 'failed')) = (released_by IS NOT NULL AND paid_on IS NOT NULL"
            " AND payment_order_number IS NOT NULL AND disbursement_number IS NOT NULL)",
            name=op.f("ck_supplier_payments_released"),
        ),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_supplier_payments_amount")),
        sa.CheckConstraint("released_by <> prepared_by", name=op.f("ck_supplier_payments_two_people")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_supplier_payments_district_code")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_supplier_payments_order_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["identities.id"], name=op.f("fk_supplier_payments_prepared_by")),
        sa.ForeignKeyConstraint(["released_by"], ["identities.id"], name=op.f("fk_supplier_payments_released_by")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["supplier_payments.id"], name=op.f("fk_supplier_payments_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_payments")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_supplier_payments_replaces_id")),
    )
    op.create_index(op.f("ix_supplier_payments_order_id"), "supplier_payments", ["order_id"], unique=False)
    op.create_table(
        "payment_duties",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("duty_group IN ('finance_1', 'finance_2')", name=op.f("ck_payment_duties_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_payment_duties_duty",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_payment_duties_application_id")
        ),
        sa.ForeignKeyConstraint(["payment_id"], ["supplier_payments.id"], name=op.f("fk_payment_duties_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_duties")),
        sa.UniqueConstraint(
            "payment_id",
            "application_id",
            "duty_group",
            name=op.f("uq_payment_duties_payment_id_application_id_duty_group"),
        ),
    )
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP FUNCTION supplier_payment_fits CASCADE")
    op.drop_table("payment_duties")
    op.drop_index(op.f("ix_supplier_payments_order_id"), table_name="supplier_payments")
    op.drop_table("supplier_payments")
