"""Only accepted pieces are handed over: opening stock, pieces inspected again, times in their order."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "accepted_pieces"
down_revision = "marks_before"
branch_labels = None
depends_on = None

STATUS = (
    "received", "in_stock", "rejected", "returned", "dispatched", "arrived", "damaged", "lost", "handed_over",
)  # fmt: skip
HERE = """(SELECT current_setting('bimtek.areas', true)) = '*' OR district_code LIKE ANY (
    (SELECT string_to_array((SELECT current_setting('bimtek.areas', true)), ','))::text[])"""
# What belongs to no programme is not covered by a role for one.
COMMON = """(SELECT strpos(current_setting('bimtek.areas', true), '=') = 0) OR '=' || district_code || '|' LIKE ANY (
    (SELECT string_to_array((SELECT current_setting('bimtek.areas', true)), ','))::text[])"""
# Pieces handed over before: those from stock are found by their number, the others are listed and stay.
EARLIER = """
UPDATE handed_serials s SET unit_id = u.id FROM stock_units u
WHERE u.serial_key = s.serial_key AND u.status = 'handed_over';
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'handed_over_accepted', handover_line_id FROM handed_serials WHERE unit_id IS NULL;
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'handed_over_in_time', h.id FROM handovers h
JOIN handover_lines l ON l.handover_id = h.id JOIN handed_serials s ON s.handover_line_id = l.id
JOIN stock_units u ON u.id = s.unit_id LEFT JOIN dispatch_units t ON t.unit_id = u.id AND t.outcome = 'arrived'
LEFT JOIN dispatches d ON d.id = t.dispatch_id
WHERE date_trunc('minute', h.handed_at) < date_trunc('minute', greatest(u.accepted_at, d.arrived_at));
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'handed_over_in_time', h.id FROM handovers h
JOIN decree_lines l ON l.id = h.decree_line_id JOIN decrees d ON d.id = l.decree_id
JOIN regions r ON r.code = h.district_code
WHERE day_there(h.handed_at, r.zone) = d.dated AND day_there(d.created_at, r.zone) = d.dated
  AND date_trunc('minute', h.handed_at) < date_trunc('minute', d.created_at)
ON CONFLICT DO NOTHING;
"""
DAY = """
CREATE FUNCTION day_there(instant timestamptz, zone text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (instant AT TIME ZONE CASE zone WHEN 'WIB' THEN 'Asia/Jakarta' WHEN 'WITA' THEN 'Asia/Makassar'
            ELSE 'Asia/Jayapura' END)::date
$$;
"""
GRANTS = """
GRANT SELECT, INSERT ON opening_stocks, stock_returns TO bimtek_app;
GRANT UPDATE (status, version, paper_id, decided_by, decided_at) ON opening_stocks TO bimtek_app;
GRANT UPDATE (inspected_by, inspected_at, condition, note) ON stock_returns TO bimtek_app;
"""


def statuses(names: Iterable[str]) -> None:
    op.drop_constraint("ck_stock_units_status", "stock_units")
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_stock_units_status"), "stock_units", f"status IN ({listed})")


def add_tables() -> None:
    op.create_table(
        "opening_stocks",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('entered', 'decided')", name=op.f("ck_opening_stocks_status")),
        sa.CheckConstraint("decided_by <> entered_by", name=op.f("ck_opening_stocks_two_people")),
        sa.CheckConstraint(
            "(status = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND paper_id IS NOT NULL)",
            name=op.f("ck_opening_stocks_decided"),
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_opening_stocks_district_code")),
        sa.ForeignKeyConstraint(["entered_by"], ["identities.id"], name=op.f("fk_opening_stocks_entered_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_opening_stocks_decided_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["files.id"], name=op.f("fk_opening_stocks_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_stocks")),
    )
    op.create_index(op.f("ix_opening_stocks_district_code_id"), "opening_stocks", ["district_code", "id"])
    op.create_table(
        "stock_returns",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("brought_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("duty_group", sa.String(12), server_default=sa.text("'inspect'"), nullable=False),
        sa.Column("inspected_by", sa.Uuid(), nullable=True),
        sa.Column("inspected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("condition", sa.String(40), nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.CheckConstraint("inspected_by <> brought_by", name=op.f("ck_stock_returns_two_people")),
        sa.CheckConstraint("duty_group = 'inspect'", name=op.f("ck_stock_returns_duty")),
        sa.CheckConstraint(
            "condition IN ('good', 'broken', 'incomplete', 'wrong')", name=op.f("ck_stock_returns_condition")
        ),
        sa.CheckConstraint(
            "(inspected_by IS NULL) = (condition IS NULL) AND (inspected_by IS NULL) = (inspected_at IS NULL)",
            name=op.f("ck_stock_returns_inspected"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["stock_units.id"], name=op.f("fk_stock_returns_unit_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_stock_returns_application_id")
        ),
        sa.ForeignKeyConstraint(["brought_by"], ["identities.id"], name=op.f("fk_stock_returns_brought_by")),
        sa.ForeignKeyConstraint(
            ["application_id", "inspected_by", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name=op.f("fk_stock_returns_duty"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_returns")),
    )
    op.create_index(
        "uq_stock_returns_open", "stock_returns", ["unit_id"], unique=True,
        postgresql_where=sa.text("inspected_by IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_stock_returns_unit_id"), "stock_returns", ["unit_id"])


def upgrade() -> None:
    add_tables()
    op.execute("ALTER TABLE opening_stocks ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON opening_stocks USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(f"CREATE POLICY by_programme ON opening_stocks AS RESTRICTIVE USING ({COMMON})")
    for column in ("receipt_id", "order_line_id", "for_line_id"):
        op.alter_column("stock_units", column, nullable=True)
    op.add_column("stock_units", sa.Column("opening_id", sa.Uuid(), nullable=True))
    op.add_column("stock_units", sa.Column("name", sa.String(120), nullable=True))
    op.create_foreign_key(op.f("fk_stock_units_opening_id"), "stock_units", "opening_stocks", ["opening_id"], ["id"])
    op.create_index(op.f("ix_stock_units_opening_id"), "stock_units", ["opening_id"])
    op.create_check_constraint(
        op.f("ck_stock_units_came_from"), "stock_units",
        "CASE WHEN opening_id IS NULL THEN receipt_id IS NOT NULL AND order_line_id IS NOT NULL"
        " AND for_line_id IS NOT NULL ELSE receipt_id IS NULL AND order_line_id IS NULL AND name IS NOT NULL END",
    )  # fmt: skip
    statuses((*STATUS, "to_inspect"))
    op.add_column("goods_receipts", sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_goods_receipts_in_time"), "goods_receipts", "inspected_at >= received_at")
    op.add_column("handed_serials", sa.Column("unit_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_handed_serials_unit_id"), "handed_serials", "stock_units", ["unit_id"], ["id"])
    op.create_unique_constraint(op.f("uq_handed_serials_unit_id"), "handed_serials", ["unit_id"])
    op.execute(DAY)
    op.execute(EARLIER)
    op.execute(GRANTS)


def downgrade() -> None:
    """Opening pieces have no order and cannot stay: their rows go, what was handed over keeps its number."""
    op.execute("DROP FUNCTION day_there CASCADE")
    op.execute("DELETE FROM earlier_rows WHERE rule IN ('handed_over_accepted', 'handed_over_in_time')")
    op.drop_column("handed_serials", "unit_id")
    op.drop_column("goods_receipts", "received_at")
    op.execute(
        "DELETE FROM dispatch_units WHERE unit_id IN (SELECT id FROM stock_units WHERE opening_id IS NOT NULL)"
    )
    op.execute("DELETE FROM stock_photos WHERE unit_id IN (SELECT id FROM stock_units WHERE opening_id IS NOT NULL)")
    op.drop_table("stock_returns")
    op.execute("DELETE FROM stock_units WHERE opening_id IS NOT NULL")
    op.execute("ALTER TABLE stock_units DISABLE TRIGGER USER")
    op.execute("UPDATE stock_units SET status = 'damaged' WHERE status = 'to_inspect'")
    op.execute("ALTER TABLE stock_units ENABLE TRIGGER USER")
    statuses(STATUS)
    op.drop_column("stock_units", "opening_id")
    op.drop_column("stock_units", "name")
    for column in ("receipt_id", "order_line_id", "for_line_id"):
        op.alter_column("stock_units", column, nullable=False)
    op.drop_table("opening_stocks")
