"""What a group owns is recalled by two, with its consent or a ruling; titles have a history."""

import sqlalchemy as sa
from alembic import op

revision = "recalls"
down_revision = "handover_evidence"
branch_labels = None
depends_on = None

HERE = """(SELECT current_setting('bimtek.areas', true)) = '*' OR district_code LIKE ANY (
    (SELECT string_to_array((SELECT current_setting('bimtek.areas', true)), ','))::text[])"""
# Titles that stand get their row. Machines that went to another group without a decree of its own are listed.
EARLIER = """
INSERT INTO asset_titles (asset_id, group_id, since, letter_number)
SELECT id, group_id, title_on, title_letter FROM assets WHERE title_on IS NOT NULL;
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'assets_stay_with_their_case', m.id FROM assets m JOIN applications a ON a.id = m.application_id
WHERE m.group_id <> a.group_id;
UPDATE handed_serials h SET ended_at = bimtek_now() FROM assets a
WHERE a.serial_key = h.serial_key AND a.status = 'restocked';
"""
TRIGGERS = """
CREATE FUNCTION asset_follows_its_papers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.group_id <> OLD.group_id THEN
        RAISE EXCEPTION 'another group gets it by its own decree and handover' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'recalled' AND OLD.status <> 'recalled' AND OLD.title_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM asset_recalls r WHERE r.asset_id = NEW.id AND r.outcome = 'approved'
          AND day_there(r.decided_at, (SELECT zone FROM regions WHERE code = NEW.district_code)) >= OLD.title_on
          AND r.id = (
              SELECT max(l.id::text)::uuid FROM asset_recalls l WHERE l.asset_id = NEW.id)) THEN
        RAISE EXCEPTION 'what is owned is recalled by consent or ruling' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.title_on IS NOT NULL AND NEW.title_on IS DISTINCT FROM OLD.title_on AND NOT (
        NEW.title_on IS NULL AND NEW.status = 'recalled') THEN
        RAISE EXCEPTION 'title ends with a recall' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asset_follows_its_papers BEFORE UPDATE ON assets
    FOR EACH ROW EXECUTE FUNCTION asset_follows_its_papers();
CREATE FUNCTION serial_not_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM handed_serials WHERE serial_key = NEW.serial_key AND ended_at IS NULL) THEN
        RAISE EXCEPTION 'this number is with a group' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER serial_not_elsewhere BEFORE INSERT ON stock_units
    FOR EACH ROW EXECUTE FUNCTION serial_not_elsewhere();
CREATE FUNCTION serial_ends_with_recall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT FROM assets WHERE serial_key = NEW.serial_key AND status = 'restocked') THEN
        RAISE EXCEPTION 'a handover ends when the machine is back in the store' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER serial_ends_with_recall BEFORE UPDATE ON handed_serials
    FOR EACH ROW EXECUTE FUNCTION serial_ends_with_recall();
"""
GRANTS = """
GRANT SELECT, INSERT ON asset_recalls, asset_titles TO bimtek_app;
GRANT UPDATE (outcome, note, decided_by, decided_at, version) ON asset_recalls TO bimtek_app;
GRANT UPDATE (until, recall_id) ON asset_titles TO bimtek_app;
GRANT UPDATE (ended_at) ON handed_serials TO bimtek_app;
REVOKE UPDATE (group_id) ON assets FROM bimtek_app;
"""


# Of machines with one number, all but the last handed over: the first is number-1, the second number-2.
MARKED = """
ALTER TABLE stock_units DISABLE TRIGGER USER;
ALTER TABLE handed_serials DISABLE TRIGGER USER;
ALTER TABLE assets DISABLE TRIGGER USER;
CREATE TEMPORARY TABLE again ON COMMIT DROP AS
SELECT s.id, s.unit_id, s.serial_key, h.application_id, s.serial_key || '-' || row_number() OVER w AS marked
FROM handed_serials s JOIN handover_lines l ON l.id = s.handover_line_id JOIN handovers h ON h.id = l.handover_id
WHERE EXISTS (SELECT FROM handed_serials o WHERE o.serial_key = s.serial_key AND o.id > s.id)
   OR EXISTS (SELECT FROM stock_units o
              WHERE o.serial_key = s.serial_key AND o.id > s.unit_id AND o.status <> 'returned')
WINDOW w AS (PARTITION BY s.serial_key ORDER BY s.id);
UPDATE assets a SET serial_key = g.marked FROM again g
WHERE (a.serial_key, a.application_id) = (g.serial_key, g.application_id) AND a.status = 'restocked';
UPDATE stock_units u SET serial_key = g.marked FROM again g WHERE u.id = g.unit_id;
UPDATE handed_serials s SET serial_key = g.marked FROM again g WHERE s.id = g.id;
ALTER TABLE stock_units ENABLE TRIGGER USER;
ALTER TABLE handed_serials ENABLE TRIGGER USER;
ALTER TABLE assets ENABLE TRIGGER USER;
"""
UNDONE = "SELECT EXISTS (SELECT FROM assets WHERE serial_key NOT IN (SELECT serial_key FROM handed_serials))"
# A number handed over again has its earlier machine back in the store: what is booked now is the new one's worth.
MACHINE = "JOIN assets m ON m.serial_key = s.serial_key"
HELD = "JOIN assets m ON m.serial_key = s.serial_key AND m.status <> 'restocked'"


def amend(old: str, new: str) -> None:
    """Only this line of what books handovers changes."""
    found = op.get_bind().execute(sa.text("SELECT pg_get_functiondef('booking_counts'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError("booking_counts is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def begun() -> tuple[sa.Column, sa.Column]:
    now, key = sa.text("bimtek_now()"), sa.text("uuidv7()")
    created = sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False)
    return created, sa.Column("id", sa.Uuid(), server_default=key, nullable=False)


def add_tables() -> None:
    op.create_table(
        "asset_recalls",
        *begun(),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ground IN ('consent', 'ruling')", name=op.f("ck_asset_recalls_ground")),
        sa.CheckConstraint("outcome IN ('approved', 'declined')", name=op.f("ck_asset_recalls_outcome")),
        sa.CheckConstraint("decided_by <> requested_by", name=op.f("ck_asset_recalls_two_people")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_asset_recalls_decided"),
        ),
        reference("asset_recalls", "asset_id", "assets.id"),
        reference("asset_recalls", "district_code", "regions.code"),
        reference("asset_recalls", "paper_id", "files.id"),
        reference("asset_recalls", "requested_by", "identities.id"),
        reference("asset_recalls", "decided_by", "identities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_recalls")),
    )
    op.create_index(
        "uq_asset_recalls_open", "asset_recalls", ["asset_id"], unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_asset_recalls_asset_id"), "asset_recalls", ["asset_id"])
    op.create_table(
        "asset_titles",
        *begun(),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recall_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_asset_titles_order")),
        sa.CheckConstraint("(until IS NULL) = (recall_id IS NULL)", name=op.f("ck_asset_titles_ended")),
        reference("asset_titles", "asset_id", "assets.id"),
        reference("asset_titles", "group_id", "groups.id"),
        reference("asset_titles", "recall_id", "asset_recalls.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_titles")),
    )
    op.create_index(
        "uq_asset_titles_open", "asset_titles", ["asset_id"], unique=True, postgresql_where=sa.text("until IS NULL")
    )
    op.create_index(op.f("ix_asset_titles_asset_id"), "asset_titles", ["asset_id"])
    op.execute("ALTER TABLE asset_recalls ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON asset_recalls USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(
        "CREATE POLICY by_programme ON asset_recalls AS RESTRICTIVE USING ("
        "(SELECT strpos(current_setting('bimtek.areas', true), '=') = 0) OR asset_id IN (SELECT a.id FROM assets a))"
    )


def upgrade() -> None:
    add_tables()
    op.drop_constraint("fk_assets_serial_key", "assets")
    op.drop_constraint("uq_assets_serial_key", "assets")
    op.create_index(
        "uq_assets_serial", "assets", ["serial_key"], unique=True, postgresql_where=sa.text("status <> 'restocked'")
    )
    op.drop_constraint("pk_handed_serials", "handed_serials")
    op.add_column("handed_serials", sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False))
    op.create_primary_key("pk_handed_serials", "handed_serials", ["id"])
    op.add_column("handed_serials", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "uq_handed_serials_live", "handed_serials", ["serial_key"], unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.drop_index("uq_stock_units_serial", "stock_units")
    op.create_index(
        "uq_stock_units_serial", "stock_units", ["serial_key"], unique=True,
        postgresql_where=sa.text("status NOT IN ('returned', 'handed_over')"),
    )  # fmt: skip
    amend(MACHINE, HELD)
    op.execute(EARLIER)
    op.execute(TRIGGERS)
    op.execute(GRANTS)


def downgrade() -> None:
    """One row per number was all there was: of a number handed over twice, the earlier ones get a mark behind it."""
    amend(HELD, MACHINE)
    for name in ("asset_follows_its_papers", "serial_not_elsewhere", "serial_ends_with_recall"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("GRANT UPDATE (group_id) ON assets TO bimtek_app")
    op.execute("DELETE FROM earlier_rows WHERE rule = 'assets_stay_with_their_case'")
    op.drop_table("asset_titles")
    op.drop_table("asset_recalls")
    op.drop_index("uq_assets_serial", "assets")
    op.drop_index("uq_handed_serials_live", "handed_serials")
    op.execute(MARKED)
    op.drop_constraint("pk_handed_serials", "handed_serials")
    op.drop_column("handed_serials", "ended_at")
    op.drop_column("handed_serials", "id")
    op.create_primary_key("pk_handed_serials", "handed_serials", ["serial_key"])
    op.create_unique_constraint("uq_assets_serial_key", "assets", ["serial_key"])
    undone = (
        op.get_bind().execute(sa.text(UNDONE)).scalar_one()
    )  # by a dispute: the machine stays, unlike its minutes
    op.create_foreign_key(
        "fk_assets_serial_key",
        "assets",
        "handed_serials",
        ["serial_key"],
        ["serial_key"],
        postgresql_not_valid=undone,
    )
    op.drop_index("uq_stock_units_serial", "stock_units")
    op.create_index(
        "uq_stock_units_serial", "stock_units", ["serial_key"], unique=True,
        postgresql_where=sa.text("status <> 'returned'"),
    )  # fmt: skip
