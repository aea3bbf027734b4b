"""Reports on what a tranche was used for: handed in by the district, judged by another officer."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock, papers
from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.workflow import Moved
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.handover.capital import repository
from bimtek_api.grants.handover.capital.errors import SumsDiffer
from bimtek_api.grants.handover.capital.models import FundsReport
from bimtek_api.grants.handover.capital.schemas import FundsDecision, FundsUse
from bimtek_api.grants.handover.capital.workflow import REPORT, ReportFacts

REFUND = N_("Isi nomor bukti setor untuk uang yang dikembalikan.")


async def hand_in(
    db: AsyncSession, store: FileStore, actor: Actor, report_id: UUID, told: FundsUse, content: bytes
) -> UUID:
    """With the receipts as PDF or picture. Returns the case."""
    report = await repository.lock_report(db, actor, report_id)
    now = await clock.now(db)
    REPORT.check(report, "submit", actor, ReportFacts(actor=actor, proved=0))
    if told.refunded_rupiah and not told.refund_number:
        raise Invalid(Fault("/refund_number", "refund_number_required", REFUND))
    if told.used_rupiah + told.refunded_rupiah != report.amount_rupiah:
        raise SumsDiffer(amount=papers.rupiah(report.amount_rupiah))
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="report", media_type=media_type, name=f"penggunaan-dana.{ending}",
        district=report.district_code,
    )  # fmt: skip
    report.sqlmodel_update(told.model_dump())
    report.file_id, report.submitted_by, report.submitted_at = stored.id, actor.id, now
    report.decided_by, report.decided_at, report.decision_note = None, None, None
    moved = REPORT.move(report, "submit", actor, ReportFacts(actor=actor, proved=0))
    await db.flush()
    await tell(db, actor, report, moved, told.note)
    return report.application_id


async def decide(db: AsyncSession, actor: Actor, report_id: UUID, seen: int, given: FundsDecision) -> UUID:
    """Accepted, with a receipt of what it says was paid back, or returned to be handed in again. Returns the case."""
    report = await repository.lock_report(db, actor, report_id)
    report.expect(seen)
    now = await clock.now(db)
    proved = await repository.paid_back(db, report.application_line_id)
    applied = await outside.applied(db, actor, report.application_id)
    facts = ReportFacts(actor=actor, applied=applied, proved=proved)
    moved = REPORT.move(report, given.action, actor, facts, given.note)
    report.decided_by, report.decided_at, report.decision_note = actor.id, now, given.note
    await db.flush()
    await tell(db, actor, report, moved, given.note)
    return report.application_id


async def tell(db: AsyncSession, actor: Actor, report: FundsReport, moved: Moved, reason: str | None) -> None:
    subject, data = ("application", report.application_id), {"amount": report.amount_rupiah}
    entry = Entry(moved.event, subject, report.district_code, None, moved.before, moved.after, reason, data)
    await record(db, actor, entry)
