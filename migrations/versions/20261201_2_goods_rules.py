"""What goods may do, in the database; who buys, inspects and pays."""

import sqlalchemy as sa
from alembic import op

revision = "goods_rules"
down_revision = "goods"
branch_labels = None
depends_on = None

# G1, G2, G7 in the database: orders follow a decree in force and what it approved, deliveries follow orders, goods
# are accepted by an inspection only, and what was ordered is handed over out of stock only.
TRIGGERS = """
CREATE FUNCTION order_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most int; others int; gone int; brought int;
BEGIN
    SELECT approved INTO most FROM application_lines
    WHERE id = NEW.application_line_id AND application_id = NEW.application_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(quantity - cancelled), 0) INTO others FROM order_lines
    WHERE application_line_id = NEW.application_line_id AND id <> NEW.id;
    -- Pieces that are kept for another group or were lost may be ordered again, pieces brought from elsewhere not.
    SELECT count(*) FILTER (WHERE l.application_line_id = NEW.application_line_id
                            AND (u.status = 'lost' OR u.for_line_id <> l.application_line_id)),
           count(*) FILTER (WHERE u.for_line_id = NEW.application_line_id AND u.for_line_id <> l.application_line_id
                            AND u.status NOT IN ('rejected', 'returned', 'lost'))
    INTO gone, brought FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.application_line_id = NEW.application_line_id OR u.for_line_id = NEW.application_line_id;
    IF most IS NULL OR others + brought - gone + NEW.quantity - NEW.cancelled > most THEN
        RAISE EXCEPTION 'ordered above what was approved' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id JOIN orders o ON o.id = NEW.order_id
        WHERE l.application_id = NEW.application_id AND l.ended_at IS NULL AND d.revoked_at IS NULL
          AND o.dated >= d.dated AND o.district_code = d.district_code) THEN
        RAISE EXCEPTION 'ordered without a decree in force' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER order_line_fits BEFORE INSERT OR UPDATE ON order_lines
    FOR EACH ROW EXECUTE FUNCTION order_line_fits();

CREATE FUNCTION stock_unit_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most int; others int; of_case uuid;
BEGIN
    SELECT quantity - cancelled, application_id INTO most, of_case FROM order_lines
    WHERE id = NEW.order_line_id FOR NO KEY UPDATE;
    SELECT count(*) INTO others FROM stock_units
    WHERE order_line_id = NEW.order_line_id AND id <> NEW.id AND status NOT IN ('rejected', 'returned');
    IF NEW.status NOT IN ('rejected', 'returned') AND others >= most THEN
        RAISE EXCEPTION 'received above what was ordered' USING ERRCODE = 'check_violation';
    END IF;
    SELECT approved INTO most FROM application_lines WHERE id = NEW.for_line_id FOR NO KEY UPDATE;
    SELECT count(*) INTO others FROM stock_units
    WHERE for_line_id = NEW.for_line_id AND id <> NEW.id AND status NOT IN ('rejected', 'returned', 'lost');
    IF NEW.status NOT IN ('rejected', 'returned', 'lost') AND others >= most THEN
        RAISE EXCEPTION 'kept above what was approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.accepted_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM goods_inspections WHERE receipt_id = NEW.receipt_id AND application_id = of_case) THEN
        RAISE EXCEPTION 'accepted without an inspection' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stock_unit_fits BEFORE INSERT OR UPDATE ON stock_units
    FOR EACH ROW EXECUTE FUNCTION stock_unit_fits();

CREATE FUNCTION handed_serial_from_stock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE item uuid; found_item uuid; found_status text;
BEGIN
    SELECT application_line_id INTO item FROM handover_lines WHERE id = NEW.handover_line_id;
    SELECT for_line_id, status INTO found_item, found_status
    FROM stock_units WHERE serial_key = NEW.serial_key AND status <> 'returned';
    IF found_item IS NULL AND NOT EXISTS (
        SELECT 1 FROM order_lines WHERE application_line_id = item AND quantity > cancelled
        UNION ALL SELECT 1 FROM stock_units WHERE for_line_id = item) THEN
        RETURN NEW;
    END IF;
    IF found_item IS DISTINCT FROM item OR found_status <> 'handed_over' THEN
        RAISE EXCEPTION 'handed over without having been accepted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handed_serial_from_stock BEFORE INSERT ON handed_serials
    FOR EACH ROW EXECUTE FUNCTION handed_serial_from_stock();
"""
GRANTS = """
GRANT SELECT, INSERT, UPDATE ON suppliers TO bimtek_app;
GRANT SELECT, INSERT ON orders, order_lines, goods_receipts, goods_inspections, stock_units TO bimtek_app;
GRANT UPDATE (status, version) ON orders TO bimtek_app;
GRANT UPDATE (cancelled) ON order_lines TO bimtek_app;
GRANT UPDATE (status, version, inspected_by, inspected_at, number, code, snapshot, snapshot_hash, minutes_id)
    ON goods_receipts TO bimtek_app;
GRANT UPDATE (status, version, condition, note, accepted_at, for_line_id) ON stock_units TO bimtek_app;
"""
ROLES = (
    "district_officer", "programme_officer", "desk_verifier", "approver", "decree_officer", "handover_officer",
    "complaint_officer", "auditor", "administrator",
)  # fmt: skip
NEW_ROLES = ("procurement_officer", "goods_inspector", "treasurer")


def allow(roles: tuple[str, ...]) -> None:
    named = ", ".join(f"'{role}'" for role in roles)
    op.drop_constraint("ck_role_assignments_role", "role_assignments")
    op.create_check_constraint("role", "role_assignments", f"role IN ({named})")


def upgrade() -> None:
    op.create_table(
        "stock_units",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("for_line_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("serial_key", sa.String(length=60), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("cost_rupiah", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "in_stock",
                "rejected",
                "returned",
                "handed_over",
                "dispatched",
                "arrived",
                "damaged",
                "lost",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "condition",
            sa.Enum(
                "good",
                "broken",
                "incomplete",
                "wrong",
                name="condition",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(accepted_at IS NOT NULL) = (condition IS NOT DISTINCT FROM 'good')",
            name=op.f("ck_stock_units_accepted"),
        ),
        sa.CheckConstraint(
            "status IN ('received', 'rejected', 'returned') OR accepted_at IS NOT NULL",
            name=op.f("ck_stock_units_status_fits"),
        ),
        sa.ForeignKeyConstraint(["for_line_id"], ["application_lines.id"], name=op.f("fk_stock_units_for_line_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_stock_units_district_code")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_stock_units_order_line_id")),
        sa.ForeignKeyConstraint(["receipt_id"], ["goods_receipts.id"], name=op.f("fk_stock_units_receipt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_units")),
    )
    op.create_index(op.f("ix_stock_units_district_code_id"), "stock_units", ["district_code", "id"], unique=False)
    op.create_index(op.f("ix_stock_units_order_line_id"), "stock_units", ["order_line_id"], unique=False)
    op.create_index(op.f("ix_stock_units_receipt_id"), "stock_units", ["receipt_id"], unique=False)
    op.create_index(
        "uq_stock_units_serial",
        "stock_units",
        ["serial_key"],
        unique=True,
        postgresql_where=sa.text("status <> 'returned'"),
    )
    op.create_index(op.f("ix_stock_units_for_line_id"), "stock_units", ["for_line_id"], unique=False)
    op.execute(TRIGGERS)
    op.execute(GRANTS)
    allow(ROLES + NEW_ROLES)


def downgrade() -> None:
    op.execute("DELETE FROM role_assignments WHERE role IN ('procurement_officer', 'goods_inspector', 'treasurer')")
    allow(ROLES)
    for name in ("handed_serial_from_stock", "stock_unit_fits", "order_line_fits"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_index(op.f("ix_stock_units_for_line_id"), table_name="stock_units")
    op.drop_index("uq_stock_units_serial", table_name="stock_units", postgresql_where=sa.text("status <> 'returned'"))
    op.drop_index(op.f("ix_stock_units_receipt_id"), table_name="stock_units")
    op.drop_index(op.f("ix_stock_units_order_line_id"), table_name="stock_units")
    op.drop_index(op.f("ix_stock_units_district_code_id"), table_name="stock_units")
    op.drop_table("stock_units")
