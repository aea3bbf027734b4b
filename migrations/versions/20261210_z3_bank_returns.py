"""Money comes back only by the bank's own paper, recorded by another person than the one who prepared the payment.

What was marked as failed before has no paper: it is marked `unproved`, counts as gone until somebody proves it or
another payment has taken its place already, and stands so on its page.
"""

import sqlalchemy as sa
from alembic import op

revision = "bank_returns"
down_revision = "power_by_request"
branch_labels = None
depends_on = None

TABLES = ("supplier_payments", "tranche_payments")
PROVED = (
    "returned_on IS NOT NULL AND return_number IS NOT NULL AND return_file_id IS NOT NULL AND returned_by IS NOT NULL"
)
HOLD = """
CREATE FUNCTION hold_returns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.unproved AND (TG_OP = 'INSERT' OR NOT OLD.unproved) THEN
        RAISE EXCEPTION 'money comes back by the bank''s paper' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status = 'failed' AND NOT OLD.unproved
       AND (OLD.status, OLD.returned_on, OLD.return_number, OLD.return_file_id, OLD.returned_by)
           IS DISTINCT FROM (NEW.status, NEW.returned_on, NEW.return_number, NEW.return_file_id, NEW.returned_by) THEN
        RAISE EXCEPTION 'what the bank sent back stays so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
FITS = """
CREATE OR REPLACE FUNCTION supplier_payment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE accepted bigint; others bigint;
BEGIN
    PERFORM 1 FROM orders WHERE id = NEW.order_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(u.cost_rupiah), 0) INTO accepted
    FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.order_id = NEW.order_id AND u.accepted_at IS NOT NULL;
    SELECT coalesce(sum(amount_rupiah), 0) INTO others FROM supplier_payments p
    WHERE order_id = NEW.order_id AND id <> NEW.id AND (status IN ('prepared', 'paid'){more});
    IF NEW.status IN ('prepared', 'paid') AND others + NEW.amount_rupiah > accepted THEN
        RAISE EXCEPTION 'paid above what was accepted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
GONE = """
        OR unproved AND NOT EXISTS (SELECT FROM supplier_payments r WHERE r.replaces_id = p.id)"""


def upgrade() -> None:
    op.execute(HOLD)
    for table in TABLES:
        op.add_column(table, sa.Column("returned_on", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("return_number", sa.String(length=80), nullable=True))
        op.add_column(table, sa.Column("return_file_id", sa.Uuid(), nullable=True))
        op.add_column(table, sa.Column("returned_by", sa.Uuid(), nullable=True))
        op.add_column(table, sa.Column("unproved", sa.Boolean(), server_default=sa.false(), nullable=False))
        op.create_foreign_key(f"fk_{table}_return_file_id", table, "files", ["return_file_id"], ["id"])
        op.create_foreign_key(f"fk_{table}_returned_by", table, "identities", ["returned_by"], ["id"])
        op.execute(f"UPDATE {table} SET unproved = true WHERE status = 'failed'")
        op.create_check_constraint("returned", table, f"(status = 'failed') = (unproved OR ({PROVED}))")
        op.create_check_constraint("unproved", table, f"NOT (unproved AND {PROVED})")
        op.create_check_constraint("returned_by_another", table, "returned_by <> prepared_by")
        op.create_unique_constraint(
            f"uq_{table}_district_code_return_number", table, ["district_code", "return_number"]
        )
        op.execute(
            f"CREATE TRIGGER hold_returns BEFORE INSERT OR UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION hold_returns()"
        )
        op.execute(
            "GRANT UPDATE (returned_on, return_number, return_file_id, returned_by, unproved)"
            f" ON {table} TO bimtek_app"
        )
    op.execute(FITS.format(more=GONE))


def downgrade() -> None:
    op.execute(FITS.format(more=""))
    op.execute("DROP FUNCTION hold_returns CASCADE")
    for table in TABLES:
        op.drop_constraint(f"uq_{table}_district_code_return_number", table)
        for name in ("returned", "unproved", "returned_by_another"):
            op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        for name in ("returned_on", "return_number", "return_file_id", "returned_by", "unproved"):
            op.drop_column(table, name)
