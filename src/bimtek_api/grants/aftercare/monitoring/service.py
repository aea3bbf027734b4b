"""The plan after a handover: visits, what they found, and the group's report."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Acting, Moved
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.aftercare.monitoring import fields, repository
from bimtek_api.grants.aftercare.monitoring.errors import EveryMachine, UnknownVisit, VisitedTooEarly, VisitNotOpen
from bimtek_api.grants.aftercare.monitoring.models import (
    AccountabilityReport,
    ReportStatus,
    Visit,
    VisitFinding,
    VisitPhoto,
    VisitStatus,
)
from bimtek_api.grants.aftercare.monitoring.schemas import ReportDecision, VisitMove, VisitReport
from bimtek_api.grants.aftercare.monitoring.workflow import REPORT, VISIT
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.handover.arrivals import Arrival, aid_arrived
from bimtek_api.grants.handover.assets import service as assets
from bimtek_api.grants.handover.assets.models import AssetStatus
from bimtek_api.programmes.programmes import repository as programmes
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal kunjungan belum tiba.")


@aid_arrived.follow
async def begin(db: AsyncSession, arrival: Arrival) -> None:
    """The plan of a case, made with its first handover; later handovers change nothing."""
    case, handed_on = arrival.case, arrival.day
    window = (await programmes.read(db, case.programme_id)).visit_window_days
    base = {"application_id": case.id, "district_code": case.district_code}
    plan = [
        base
        | {
            "months": months, "due_on": fields.due_on(handed_on, months), "status": VisitStatus.DUE,
            "opens_on": fields.opens_on(handed_on, months, window),
        }
        for months in fields.PLAN
    ]  # fmt: skip
    await db.execute(insert(Visit).values(plan).on_conflict_do_nothing())
    due = fields.report_due_on(handed_on)
    report = base | {"due_on": due, "status": ReportStatus.DUE}
    made = await db.execute(
        insert(AccountabilityReport).values(report).on_conflict_do_nothing().returning(AccountabilityReport.id)
    )
    if made.first():
        await prior_aid.expect_report(db, case.id, due)


async def keep_photo(db: AsyncSession, store: FileStore, actor: Actor, visit_id: UUID, content: bytes) -> None:
    """A photo of the visit, without the place or the phone it was taken with."""
    visit = await repository.lock_visit(db, actor, visit_id)
    expect_within(actor, Permission.ASSET_WATCH, visit.district_code, UnknownVisit)
    stored = await files.keep(
        db, store, actor, await files.picture(content), kind="visit", media_type="image/jpeg", name="foto.jpg",
        district=visit.district_code,
    )  # fmt: skip
    db.add(VisitPhoto(visit_id=visit_id, file_id=stored.id))
    await db.flush()


async def submit(db: AsyncSession, actor: Actor, visit_id: UUID, seen: int, told: VisitReport) -> None:
    """What was seen. Machines in another state than before change theirs."""
    visit = await repository.lock_visit(db, actor, visit_id)
    visit.expect(seen)
    today = await regions.today(db, visit.district_code)
    VISIT.check(visit, "submit", actor, Acting(actor))
    if told.visited_on > today:
        raise Invalid(Fault("/visited_on", "date_in_future", IN_FUTURE))
    if visit.opens_on > min(today, told.visited_on):
        raise VisitNotOpen(day=visit.opens_on.strftime("%d-%m-%Y"))
    if visit.months and told.visited_on < await repository.first_handover(db, visit.application_id):
        raise VisitedTooEarly
    await write_findings(db, actor, visit, told)
    for name, value in told.model_dump(exclude={"findings"}).items():
        setattr(visit, name, value)
    visit.visited_by, visit.decided_by, visit.decided_at, visit.decision_note = actor.id, None, None, None
    moved = VISIT.move(visit, "submit", actor, Acting(actor))
    await db.flush()
    await tell(db, actor, visit, moved)


async def write_findings(db: AsyncSession, actor: Actor, visit: Visit, told: VisitReport) -> None:
    """A state for every machine the group still has."""
    found = {each.asset_id: AssetStatus(each.status) for each in told.findings}
    there = await repository.machines(db, visit.application_id)
    missing = [f"{each.name} {each.serial}" for each in there if each.id not in found]
    if missing or set(found) - {each.id for each in there}:
        raise EveryMachine(names=", ".join(missing[:5]))
    await db.execute(delete(VisitFinding).where(VisitFinding.visit_id == visit.id))
    db.add_all(VisitFinding(visit_id=visit.id, asset_id=each.id, status=found[each.id]) for each in there)
    for each in there:
        await assets.report(db, actor, each.id, found[each.id], told.note or "Pemantauan")
    await db.flush()


async def move(db: AsyncSession, actor: Actor, visit_id: UUID, seen: int, asked: VisitMove) -> None:
    """Skipped with a reason, planned again, accepted or returned."""
    visit = await repository.lock_visit(db, actor, visit_id)
    visit.expect(seen)
    now = await clock.now(db)  # asked before the status changes: asking flushes what has
    facts = await outside.acting(db, actor, visit.application_id)
    moved = VISIT.move(visit, asked.action, actor, facts, asked.note)
    if asked.action in ("accept", "return"):
        visit.decided_by, visit.decided_at = actor.id, now
    visit.decision_note = asked.note
    await db.flush()
    await tell(db, actor, visit, moved, asked.note)


async def tell(
    db: AsyncSession, actor: Actor, about: Visit | AccountabilityReport, moved: Moved, reason: str | None = None
) -> None:
    """In the history of the case, where everything else of it stands."""
    data = {"months": about.months} if isinstance(about, Visit) else {}
    subject = ("application", about.application_id)
    await record(
        db, actor, Entry(moved.event, subject, about.district_code, None, moved.before, moved.after, reason, data)
    )


async def hand_in(
    db: AsyncSession, store: FileStore, actor: Actor, report_id: UUID, note: str | None, content: bytes
) -> UUID:
    """The group's report, as PDF or photo. Returns the case."""
    report = await repository.lock_report(db, actor, report_id)
    now = await clock.now(db)
    REPORT.check(report, "submit", actor, Acting(actor))
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="report", media_type=media_type, name=f"LPJ.{ending}",
        district=report.district_code,
    )  # fmt: skip
    report.file_id, report.note, report.submitted_by, report.submitted_at = stored.id, note, actor.id, now
    report.decided_by, report.decided_at, report.decision_note = None, None, None
    moved = REPORT.move(report, "submit", actor, Acting(actor))
    await db.flush()
    await tell(db, actor, report, moved)
    return report.application_id


async def decide_report(db: AsyncSession, actor: Actor, report_id: UUID, seen: int, given: ReportDecision) -> UUID:
    """Accepted, it no longer stops new aid; returned, it is to be handed in again. Returns the case."""
    report = await repository.lock_report(db, actor, report_id)
    report.expect(seen)
    now = await clock.now(db)
    facts = await outside.acting(db, actor, report.application_id)
    moved = REPORT.move(report, given.action, actor, facts, given.note)
    report.decided_by, report.decided_at, report.decision_note = actor.id, now, given.note
    await db.flush()
    if report.status == ReportStatus.ACCEPTED:
        await prior_aid.report_done(db, report.application_id)
    await tell(db, actor, report, moved, given.note)
    return report.application_id
