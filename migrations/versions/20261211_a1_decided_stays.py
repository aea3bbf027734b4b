"""What was decided stays; acceptance is of the minute; a signed paper serves once; a machine begins handed over."""

import sqlalchemy as sa
from alembic import op

revision = "decided_stays"
down_revision = "recalls"
branch_labels = None
depends_on = None

# Table, the column by which a row counts as decided, what it is until then.
DECIDED = (
    ("opening_stocks", "status", "'entered'"),
    ("stock_returns", "inspected_by", None),
    ("goods_receipts", "status", "'received'"),
    ("asset_recalls", "outcome", None),
    ("asset_titles", "until", None),
    ("handover_drafts", "status", "'open'"),
    ("handover_disputes", "outcome", None),
)
# Acts of two: table, who came first, who came second.
HANDS = (
    ("opening_stocks", "entered_by", "decided_by"), ("stock_returns", "brought_by", "inspected_by"),
    ("asset_recalls", "requested_by", "decided_by"),
)  # fmt: skip
REPORT = "status, version, file_id, note, submitted_by, submitted_at, decided_by, decided_at, decision_note"
WALLS = """
CREATE FUNCTION decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was decided stays, and nothing begins decided' USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION stamped_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) ->> TG_ARGV[0])::timestamptz NOT BETWEEN bimtek_now() - interval '5 minutes'
                                                         AND bimtek_now() + interval '1 minute' THEN
        RAISE EXCEPTION 'an inspection bears the time at which it is made' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unit_accepted_once BEFORE UPDATE OF accepted_at ON stock_units FOR EACH ROW
    WHEN (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at)
    EXECUTE FUNCTION decided_stays();
CREATE TRIGGER unit_accepted_now BEFORE UPDATE OF accepted_at ON stock_units FOR EACH ROW
    WHEN (NEW.accepted_at IS NOT NULL AND OLD.accepted_at IS NULL) EXECUTE FUNCTION stamped_now('accepted_at');
CREATE TRIGGER begins_unaccepted BEFORE INSERT ON stock_units FOR EACH ROW
    WHEN (NEW.accepted_at IS NOT NULL) EXECUTE FUNCTION decided_stays();
CREATE TRIGGER return_inspected_now BEFORE UPDATE OF inspected_at ON stock_returns FOR EACH ROW
    WHEN (NEW.inspected_at IS NOT NULL) EXECUTE FUNCTION stamped_now('inspected_at');
-- The paper both signed in ink serves once, and is no photo of something else.
CREATE FUNCTION scan_of_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT sha256 INTO STRICT NEW.scan_sha256 FROM files WHERE id = NEW.scan_id AND kind = 'minutes_scan';
    IF EXISTS (SELECT FROM handover_photos WHERE sha256 = NEW.scan_sha256) THEN
        RAISE EXCEPTION 'a photo is no signed paper' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scan_of_file BEFORE INSERT ON handovers FOR EACH ROW WHEN (NEW.scan_id IS NOT NULL)
    EXECUTE FUNCTION scan_of_file();
CREATE FUNCTION photo_is_no_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM handovers WHERE scan_sha256 = NEW.sha256) THEN
        RAISE EXCEPTION 'a signed paper is no photo' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER photo_is_no_scan AFTER INSERT ON handover_photos FOR EACH ROW EXECUTE FUNCTION photo_is_no_scan();
-- A number of its own no longer leads there by a key: the machine of a handover, and of that case's group.
CREATE FUNCTION asset_was_handed_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'installed' OR NEW.title_on IS NOT NULL OR NOT EXISTS (
        SELECT FROM handed_serials s JOIN handover_lines l ON l.id = s.handover_line_id
        JOIN handovers h ON h.id = l.handover_id JOIN applications a ON a.id = h.application_id
        WHERE s.serial_key = NEW.serial_key AND s.ended_at IS NULL
          AND (a.id, a.group_id) = (NEW.application_id, NEW.group_id)) THEN
        RAISE EXCEPTION 'a machine begins with its handover' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asset_was_handed_over BEFORE INSERT ON assets FOR EACH ROW EXECUTE FUNCTION asset_was_handed_over();
"""
# Every guard of the migrations before this one and of this one says itself where it looks, temporary tables last.
PINNED = """
DO $$
DECLARE guard regprocedure;
BEGIN
    FOR guard IN SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype
          AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
          AND p.proname NOT LIKE 'procrastinate%'
          AND NOT EXISTS (SELECT FROM unnest(p.proconfig) said WHERE said LIKE 'search_path=%pg_temp')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', guard);
    END LOOP;
END $$
"""


def keep(table: str, column: str, before: str | None) -> None:
    """Nothing begins decided, and what was decided is not changed."""
    decided = f"{{row}}.{column} <> {before}" if before else f"{{row}}.{column} IS NOT NULL"
    for when, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
        op.execute(
            f"CREATE TRIGGER decided_stays_{when.lower()} BEFORE {when} ON {table} FOR EACH ROW"
            f" WHEN ({decided.format(row=row)}) EXECUTE FUNCTION decided_stays()"
        )


def statuses(*names: str) -> None:
    op.drop_constraint("ck_handover_drafts_status", "handover_drafts")
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_handover_drafts_status"), "handover_drafts", f"status IN ({listed})")


def upgrade() -> None:
    op.add_column("handovers", sa.Column("scan_sha256", sa.String(64), nullable=True))
    op.create_unique_constraint(op.f("uq_handovers_scan_sha256"), "handovers", ["scan_sha256"])
    statuses("open", "completed", "discarded")
    op.execute(WALLS)
    for table, column, before in DECIDED:
        keep(table, column, before)
    for table, first, later in HANDS:
        op.execute(
            f"CREATE TRIGGER two_hands_{first}_{later} BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION two_hands('{first}', '{later}')"
        )
    op.execute(PINNED)
    op.execute("REVOKE UPDATE ON accountability_reports FROM bimtek_app")
    op.execute(f"GRANT UPDATE ({REPORT}) ON accountability_reports TO bimtek_app")


def downgrade() -> None:
    """A discarded draft counts for nothing and has no place before: it goes."""
    op.execute(f"REVOKE UPDATE ({REPORT}) ON accountability_reports FROM bimtek_app")
    op.execute("GRANT UPDATE ON accountability_reports TO bimtek_app")
    for table, first, later in HANDS:
        op.execute(f"DROP TRIGGER two_hands_{first}_{later} ON {table}")
    for name in ("decided_stays", "stamped_now", "scan_of_file", "photo_is_no_scan", "asset_was_handed_over"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DELETE FROM handover_drafts WHERE status = 'discarded'")
    statuses("open", "completed")
    op.drop_column("handovers", "scan_sha256")
