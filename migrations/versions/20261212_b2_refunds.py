"""Capital that arrived is asked back, and paid back with a receipt: the tables, and a booking of its own kind."""

import sqlalchemy as sa
from alembic import op

revision = "refunds"
down_revision = "invited_is_born_offered"
branch_labels = None
depends_on = None

AREAS = "(SELECT current_setting('bimtek.areas', true))"
HERE = f"{AREAS} = '*' OR district_code LIKE ANY ((SELECT string_to_array({AREAS}, ','))::text[])"
PROGRAMME = (
    f"(SELECT strpos({AREAS}, '=') = 0) OR application_id IN (SELECT a.id FROM applications a)"
)  # fmt: skip
# One place each, for services, triggers, inbox and truths.
SUMS = """
CREATE FUNCTION refund_room(paid uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT p.amount_rupiah
         - (SELECT coalesce(sum(d.amount_rupiah), 0) FROM refund_demands d
            WHERE d.payment_id = p.id AND d.status <> 'refused')
         - (SELECT coalesce(sum(r.amount_rupiah), 0) FROM refund_receipts r
            WHERE r.payment_id = p.id AND r.demand_id IS NULL AND r.status <> 'refused')
    FROM tranche_payments p WHERE p.id = paid AND p.status = 'paid'
$$;
CREATE FUNCTION demand_room(demand uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT d.amount_rupiah - (SELECT coalesce(sum(r.amount_rupiah), 0) FROM refund_receipts r
                              WHERE r.demand_id = d.id AND r.status <> 'refused')
    FROM refund_demands d WHERE d.id = demand AND d.status = 'approved'
$$;
CREATE FUNCTION paid_back(line uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(r.amount_rupiah), 0)::bigint FROM refund_receipts r
    JOIN tranche_payments p ON p.id = r.payment_id
    WHERE p.application_line_id = line AND r.status = 'confirmed'
$$;
CREATE FUNCTION asked_back(which uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM refund_demands d WHERE d.application_id = which AND (d.status = 'proposed'
           OR d.status = 'approved' AND d.amount_rupiah > (
               SELECT coalesce(sum(r.amount_rupiah), 0) FROM refund_receipts r
               WHERE r.demand_id = d.id AND r.status = 'confirmed')))
$$;
"""
KINDS = ("spent", "released", "carried", "taken_back")
ACTS = ("handover_id", "payment_id", "dispute_id")
TABLES = ("refund_demands", "refund_receipts")
DECIDED = "status, version, decided_by, decided_at, decision_note"
# A downgrade knows no money that came back: what a payment spent is less by it, and the sums stay.
UNDONE = """
ALTER TABLE decree_bookings DISABLE TRIGGER USER;
CREATE TEMPORARY TABLE back ON COMMIT DROP AS
SELECT DISTINCT ON (m.payment_id) b.id, m.rupiah
FROM (SELECT r.payment_id, k.decree_line_id, sum(k.amount_rupiah) AS rupiah
      FROM decree_bookings k JOIN refund_receipts r ON r.id = k.refund_id GROUP BY 1, 2) m
JOIN decree_bookings b ON b.kind = 'spent' AND b.payment_id = m.payment_id
    OR b.kind = 'carried' AND b.decree_line_id = m.decree_line_id
ORDER BY m.payment_id, b.kind = 'spent' DESC;
DELETE FROM decree_bookings WHERE kind = 'paid_back';
DELETE FROM decree_bookings b USING (SELECT id, sum(rupiah) AS rupiah FROM back GROUP BY id) k
WHERE b.id = k.id AND b.amount_rupiah = k.rupiah;
UPDATE decree_bookings b SET amount_rupiah = amount_rupiah - k.rupiah
FROM (SELECT id, sum(rupiah) AS rupiah FROM back GROUP BY id) k WHERE b.id = k.id;
ALTER TABLE decree_bookings ENABLE TRIGGER USER;
"""


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def common(table: str, *statuses: str) -> list[sa.Column | sa.Constraint]:
    """What both have: of which payment, how much, and who decided. The first status is the one before that."""
    listed = ", ".join(f"'{name}'" for name in statuses)
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint(f"status IN ({listed})", name=op.f(f"ck_{table}_status")),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f(f"ck_{table}_amount")),
        sa.CheckConstraint(
            f"(status = '{statuses[0]}') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name=op.f(f"ck_{table}_decided"),
        ),
        reference(table, "payment_id", "tranche_payments.id"),
        reference(table, "application_id", "applications.id"),
        reference(table, "district_code", "regions.code"),
        reference(table, "decided_by", "identities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def add_tables() -> None:
    op.create_table(
        "refund_demands",
        *common("refund_demands", "proposed", "approved", "refused"),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_refund_demands_two_people")),
        reference("refund_demands", "asked_by", "identities.id"),
    )
    op.create_table(
        "refund_receipts",
        *common("refund_receipts", "recorded", "confirmed", "refused"),
        sa.Column("demand_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("bank_reference", sa.String(80), nullable=False),
        sa.Column("reference_key", sa.String(80), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("decided_by <> recorded_by", name=op.f("ck_refund_receipts_two_people")),
        sa.CheckConstraint("reference_key <> ''", name=op.f("ck_refund_receipts_reference")),
        reference("refund_receipts", "demand_id", "refund_demands.id"),
        reference("refund_receipts", "file_id", "files.id"),
        reference("refund_receipts", "recorded_by", "identities.id"),
    )
    op.create_index(
        "uq_refund_receipts_reference", "refund_receipts", ["district_code", "reference_key"], unique=True,
        postgresql_where=sa.text("status <> 'refused'"),
    )  # fmt: skip
    op.create_index(op.f("ix_refund_receipts_demand_id"), "refund_receipts", ["demand_id"])


def protect(table: str) -> None:
    for column in ("payment_id", "application_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON {table} USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(f"CREATE POLICY by_programme ON {table} AS RESTRICTIVE USING ({PROGRAMME})")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ({DECIDED}) ON {table} TO bimtek_app")


def unbook() -> None:
    for name in ("kind", "act"):
        op.drop_constraint(f"ck_decree_bookings_{name}", "decree_bookings")


def book(kinds: tuple[str, ...], acts: tuple[str, ...]) -> None:
    """The kinds of bookings, and the acts that make them: one each."""
    listed = ", ".join(f"'{name}'" for name in kinds)
    op.create_check_constraint(op.f("ck_decree_bookings_kind"), "decree_bookings", f"kind IN ({listed})")
    op.create_check_constraint(
        op.f("ck_decree_bookings_act"), "decree_bookings",
        f"num_nonnulls({', '.join(acts)}) = CASE kind WHEN 'carried' THEN 0 ELSE 1 END",
    )  # fmt: skip


def upgrade() -> None:
    add_tables()
    op.add_column("decree_bookings", sa.Column("refund_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_decree_bookings_refund_id"), "decree_bookings", "refund_receipts", ["refund_id"], ["id"]
    )
    op.create_unique_constraint(op.f("uq_decree_bookings_refund_id_kind"), "decree_bookings", ["refund_id", "kind"])
    unbook()
    book((*KINDS, "paid_back"), (*ACTS, "refund_id"))
    op.execute(SUMS)
    for table in TABLES:
        protect(table)


def downgrade() -> None:
    op.execute(UNDONE)
    for name in ("refund_room", "demand_room", "paid_back", "asked_back"):
        op.execute(f"DROP FUNCTION {name}")
    unbook()
    op.drop_column("decree_bookings", "refund_id")
    for table in reversed(TABLES):
        op.drop_table(table)
    book(KINDS, ACTS)
