"""Whose a file is: the rows that name it, judged by today's second wall. A file nobody sees a row of is not there."""

from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.models import METADATA
from bimtek_api.files.models import StoredFile

# Each column that names a file of a case, and the row it hangs on where its own table has no wall: (column, table).
OWNERS: dict[str, tuple[str, str] | None] = {
    "accountability_reports.file_id": None,
    "asset_recalls.paper_id": ("asset_id", "assets"),
    "decree_scans.file_id": ("decree_id", "decrees"),
    "decrees.paper_id": None,
    "dispatches.paper_id": None,
    "field_photos.file_id": ("visit_id", "field_visits"),
    "field_visits.paper_id": ("application_id", "applications"),
    "field_visits.signature_id": ("application_id", "applications"),
    "funds_reports.file_id": None,
    "group_accounts.holder_file_id": None,
    "goods_receipts.minutes_id": ("order_id", "orders"),
    "handover_photos.file_id": ("handover_id", "handovers"),
    "handover_scans.file_id": ("handover_id", "handovers"),
    "handovers.giver_signature_id": None,
    "handovers.minutes_id": None,
    "handovers.photo_id": None,
    "handovers.receiver_signature_id": None,
    "handovers.scan_id": None,
    "opening_stocks.paper_id": None,
    "refund_receipts.file_id": None,
    "handover_attempts.giver_signature_id": ("application_id", "applications"),
    "handover_attempts.receiver_signature_id": ("application_id", "applications"),
    "refused_pieces.photo_id": ("application_line_id", "application_lines"),
    "selections.paper_id": None,
    "signatures.file_id": ("application_id", "applications"),
    "stock_photos.file_id": ("unit_id", "stock_units"),
    "supplier_payments.return_file_id": None,
    "tranche_payments.return_file_id": None,
    "visit_photos.file_id": ("visit_id", "monitoring_visits"),
}
# Parents without a wall of their own.
ABOVE = dict.fromkeys(("application_lines", "field_visits"), ("application_id", "applications"))
# Served where their own right is asked, and never by their id alone.
ELSEWHERE = {
    "attendance_papers.file_id": "attendance.read, by the session",
    "change_requests.evidence_id": "whoever may see the change request",
    "certificate_prints.file_id": "attendance.read, by the session",
    "export_jobs.file_id": "whoever asked for it, with the rights it was written with",
    "group_papers.file_id": "group.read, by the group",
    "registration_files.file_id": "registration.read, by the registration",
}
FRESH = ("photo", "signature", "minutes_scan")  # brought by an officer, not named by any row yet


def is_there(owner: str) -> bool:
    table, column = owner.split(".")
    return table in METADATA.tables and column in METADATA.tables[table].c


def naming(owner: str, climb: tuple[str, str] | None, file_id: UUID) -> Select:
    """The row that names the file, joined with what it hangs on: the wall hides either."""
    table, column = owner.split(".")
    row = METADATA.tables[table]
    query = select(literal(1)).select_from(row).where(row.c[column] == file_id)
    while climb:
        key, above = climb
        parent = METADATA.tables[above]
        query = query.join(parent, parent.c.id == row.c[key])
        row, climb = parent, ABOVE.get(above)
    return query


async def sees(db: AsyncSession, actor: Actor, stored: StoredFile) -> bool:
    """Whether a row that names the file lies within what the caller may see; or she has just brought it herself."""
    if stored.kind in FRESH and stored.made_by == actor.id:
        return True
    known = {owner: climb for owner, climb in OWNERS.items() if is_there(owner)}
    found = or_(*(naming(owner, climb, stored.id).exists() for owner, climb in known.items()))
    return bool((await db.execute(select(found))).scalar_one())
