"""What goods may do, in the database; who buys, inspects and pays."""

from alembic import op

revision = "goods_rules"
down_revision = "goods"
branch_labels = None
depends_on = None

# G1, G2, G7 in the database: orders follow a decree in force and what it approved, deliveries follow orders, goods
# are accepted by an inspection only, and what was ordered is handed over out of stock only.
TRIGGERS = """
CREATE FUNCTION order_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most int; others int;
BEGIN
    SELECT approved INTO most FROM application_lines
    WHERE id = NEW.application_line_id AND application_id = NEW.application_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(quantity - cancelled), 0) INTO others FROM order_lines
    WHERE application_line_id = NEW.application_line_id AND id <> NEW.id;
    IF most IS NULL OR others + NEW.quantity - NEW.cancelled > most THEN
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
    SELECT l.application_line_id, u.status INTO found_item, found_status
    FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE u.serial_key = NEW.serial_key AND u.status <> 'returned';
    IF found_item IS NULL AND NOT EXISTS (
        SELECT 1 FROM order_lines WHERE application_line_id = item AND quantity > cancelled) THEN
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
GRANT UPDATE (status, version, condition, note, accepted_at) ON stock_units TO bimtek_app;
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
    op.execute(TRIGGERS)
    op.execute(GRANTS)
    allow(ROLES + NEW_ROLES)


def downgrade() -> None:
    op.execute("DELETE FROM role_assignments WHERE role IN ('procurement_officer', 'goods_inspector', 'treasurer')")
    allow(ROLES)
    for name in ("handed_serial_from_stock", "stock_unit_fits", "order_line_fits"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
