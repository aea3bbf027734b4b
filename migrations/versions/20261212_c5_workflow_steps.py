"""States move along their tables in the database as well: one table of steps, one trigger for every column.

The application's role could set `applications.status` and every other state to anything. `workflow_steps` says what
the code's workflows say (`src/bimtek_api/steps.py`; a test compares), and `follows_its_steps` refuses the rest, at
birth and later. Rows keep the state they have: a step is judged when it is made.
"""

import sqlalchemy as sa
from alembic import op

revision = "workflow_steps"
down_revision = "officer_papers"
branch_labels = None
depends_on = None

# "*" is before the row, "" while the column is empty; then what may follow.
STEPS = {
    "applications.status": {
        "*": "draft",
        "approved": "approval_cancelled decreed withdrawn",
        "breached": "delivered recalled",
        "decreed": "decree_revoked delivered partly_delivered",
        "delivered": "breached closed decreed partly_delivered",
        "draft": "discarded in_desk_check",
        "field_failed": "in_field_check ineligible withdrawn",
        "in_approval": "approved rejected sent_back withdrawn",
        "in_desk_check": "in_approval in_field_check ineligible ready_for_scoring returned withdrawn",
        "in_field_check": "field_failed in_approval ready_for_scoring withdrawn",
        "ineligible": "in_desk_check",
        "not_selected": "reserve",
        "partly_delivered": "decreed delivered",
        "ready_for_scoring": "scored withdrawn",
        "rejected": "in_desk_check",
        "reserve": "in_approval not_selected withdrawn",
        "returned": "in_desk_check ineligible lapsed withdrawn",
        "scored": "in_approval not_selected reserve withdrawn",
        "sent_back": "in_approval ineligible withdrawn",
    },
    "decree_changes.status": {
        "*": "proposed",
        "proposed": "approved refused",
    },
    "tranche_payments.status": {
        "*": "prepared",
        "prepared": "cancelled sent",
        "sent": "failed paid",
    },
    "funds_reports.status": {
        "*": "due",
        "due": "submitted",
        "returned": "submitted",
        "submitted": "accepted returned",
    },
    "assets.status": {
        "*": "installed",
        "broken": "idle in_use lost recalled under_repair voided written_off",
        "idle": "broken in_use lost recalled under_repair voided",
        "in_use": "broken idle lost recalled under_repair voided",
        "installed": "broken idle in_use lost recalled under_repair voided",
        "lost": "in_use recalled voided written_off",
        "recalled": "restocked written_off",
        "under_repair": "broken idle in_use lost recalled voided",
    },
    "orders.status": {
        "*": "placed",
        "placed": "closed_short completed",
    },
    "dispatches.status": {
        "*": "sent",
        "sent": "arrived",
    },
    "opening_stocks.status": {
        "*": "entered",
        "entered": "decided",
    },
    "supplier_payments.status": {
        "*": "prepared",
        "paid": "failed",
        "prepared": "cancelled paid",
    },
    "goods_receipts.status": {
        "*": "received",
        "received": "inspected",
    },
    "stock_units.status": {
        "*": "received",
        "arrived": "handed_over to_inspect",
        "damaged": "to_inspect",
        "dispatched": "arrived damaged lost",
        "handed_over": "lost to_inspect",
        "in_stock": "dispatched handed_over",
        "received": "in_stock rejected",
        "rejected": "returned",
        "to_inspect": "damaged in_stock",
    },
    "monitoring_visits.status": {
        "*": "due",
        "due": "skipped submitted",
        "returned": "submitted",
        "skipped": "due",
        "submitted": "accepted returned",
    },
    "accountability_reports.status": {
        "*": "due",
        "due": "submitted",
        "returned": "submitted",
        "submitted": "accepted returned",
    },
    "samples.status": {
        "*": "active",
        "active": "finished invalid",
    },
    "attendance_corrections.status": {
        "*": "proposed",
        "proposed": "approved refused",
    },
    "sessions.status": {
        "*": "draft",
        "draft": "cancelled published",
        "in_progress": "cancelled completed",
        "paused": "cancelled completed in_progress postponed published",
        "postponed": "cancelled published",
        "published": "cancelled completed in_progress paused postponed",
    },
    "registrations.status": {
        "*": "confirmed held pending_review waitlisted",
        "attending": "cancelled_by_office completed not_completed",
        "completed": "not_completed",
        "confirmed": "attending cancelled_by_office no_show substituted withdrawn",
        "declined": "cancelled_by_office closed_unserved pending_review waitlisted withdrawn",
        "held": "cancelled_by_office closed_unserved confirmed pending_review rejected waitlisted withdrawn",
        "no_show": "completed not_completed",
        "not_completed": "completed",
        "offer_lapsed": "cancelled_by_office closed_unserved pending_review waitlisted withdrawn",
        "offered": "cancelled_by_office closed_unserved confirmed declined offer_lapsed pending_review withdrawn",
        "pending_review": "cancelled_by_office confirmed rejected returned substituted withdrawn",
        "returned": "cancelled_by_office lapsed pending_review rejected withdrawn",
        "waitlisted": "cancelled_by_office closed_unserved offered pending_review rejected withdrawn",
    },
    "complaints.status": {
        "*": "received",
        "in_progress": "on_hold resolved",
        "on_hold": "in_progress",
        "received": "in_progress",
        "resolved": "closed",
    },
    "fiscal_years.status": {
        "*": "open",
        "locked": "closed",
        "open": "locked",
    },
    "budget_moves.status": {
        "*": "proposed",
        "proposed": "approved refused",
    },
    "change_requests.status": {
        "*": "draft",
        "draft": "cancelled submitted",
        "submitted": "applied cancelled conflicted rejected",
    },
    "messages.status": {
        "*": "queued to_tell",
        "queued": "sending",
        "sending": "queued sent undelivered",
        "to_tell": "told",
        "undelivered": "told",
    },
    "handover_drafts.status": {
        "*": "open",
        "open": "completed discarded",
    },
    "sample_items.answer": {
        "*": "pending",
        "pending": "not_received received received_with_issues unreachable",
        "unreachable": "not_received received received_with_issues",
    },
    "approval_rounds.outcome": {
        "": "cancelled passed rejected sent_back",
    },
    "case_appeals.outcome": {
        "": "dismissed upheld",
    },
    "handover_disputes.outcome": {
        "": "dismissed upheld",
    },
    "asset_recalls.outcome": {
        "": "approved declined",
    },
    "dispatch_units.outcome": {
        "": "arrived damaged lost",
    },
    "complaints.outcome": {
        "": "partly redirected rejected upheld",
    },
}
WALL = """
CREATE FUNCTION follows_its_steps() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was text := CASE TG_OP WHEN 'INSERT' THEN '*' ELSE coalesce(to_jsonb(OLD) ->> TG_ARGV[0], '') END;
    becomes text := coalesce(to_jsonb(NEW) ->> TG_ARGV[0], '');
BEGIN
    IF was <> becomes AND (was, becomes) <> ('*', '') AND NOT EXISTS (
        SELECT FROM workflow_steps WHERE (table_name, column_name, before, after)
            = (TG_TABLE_NAME, TG_ARGV[0], was, becomes)) THEN
        RAISE EXCEPTION 'no step from % to % of %', was, becomes, TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def upgrade() -> None:
    key = [sa.Column(name, sa.String(size), primary_key=True) for name, size in
           (("table_name", 63), ("column_name", 63), ("before", 40), ("after", 40))]  # fmt: skip
    table = op.create_table("workflow_steps", *key)
    op.execute("GRANT SELECT ON workflow_steps TO bimtek_app")
    op.execute(WALL)
    for place, steps in STEPS.items():
        name, column = place.split(".")
        rows = [(name, column, before, after) for before, listed in steps.items() for after in listed.split()]
        op.bulk_insert(table, [dict(zip(table.c.keys(), row, strict=True)) for row in rows])
        for when, more in (("INSERT", ""), ("UPDATE", f" WHEN (NEW.{column} IS DISTINCT FROM OLD.{column})")):
            op.execute(
                f"CREATE TRIGGER zz_{column}_follows_its_steps_{when.lower()} BEFORE {when} ON {name}"
                f" FOR EACH ROW{more} EXECUTE FUNCTION follows_its_steps('{column}')"
            )


def downgrade() -> None:
    op.execute("DROP FUNCTION follows_its_steps CASCADE")
    op.drop_table("workflow_steps")
