"""Correcting a closed sheet or a day that is over. One proposes, another decides; what depends on it follows."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid, Refusal
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance import service as sheet
from bimtek_api.sessions.attendance.attendance.errors import ExcuseNeedsReason, NotAttending, SessionNotRunning
from bimtek_api.sessions.attendance.attendance.models import Attendance, Mark
from bimtek_api.sessions.attendance.attendance.schemas import MarkWrite, SheetWrite
from bimtek_api.sessions.attendance.corrections import repository
from bimtek_api.sessions.attendance.corrections.errors import (
    CorrectionOpen,
    NothingToCorrect,
    SheetOpen,
    UnknownCorrection,
)
from bimtek_api.sessions.attendance.corrections.models import Correction, CorrectionStatus
from bimtek_api.sessions.attendance.corrections.schemas import BulkDecision, CorrectionCreate, CorrectionDecision
from bimtek_api.sessions.attendance.corrections.workflow import WORKFLOW, CorrectionFacts
from bimtek_api.sessions.attendance.verdicts import Verdict, judged_anew
from bimtek_api.sessions.enrolment.decisions.schemas import BulkResult, BulkResults
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as R
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SessionStatus, TrainingSession

LATE = N_("Hari ini sudah lewat. Tulis mengapa kehadirannya baru dicatat; petugas lain yang mengesahkan.")


async def correctable(db: AsyncSession, actor: Actor, session_id: UUID) -> TrainingSession:
    """The session with its locks, if it has a sheet that may still be corrected."""
    await seats.lock(db, session_id)
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.ATTENDANCE_MARK, session, UnknownSession)
    if session.status not in (*sheet.RUNNING, SessionStatus.COMPLETED):
        raise SessionNotRunning
    return session


async def mark(
    db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: SheetWrite, *, training_mode: bool
) -> None:
    """Writes a sheet: marks of today at once, those of days that are over as corrections for a second officer."""
    late = await sheet.mark(db, actor, session_id, seen, new, training_mode=training_mode)
    if late and not new.note:
        raise Invalid(Fault("/note", "late_needs_note", LATE))
    if late:
        session = await correctable(db, actor, session_id)
        await write_down(db, actor, session, late, new.note or "")


async def propose(
    db: AsyncSession, actor: Actor, once: Once, session_id: UUID, new: CorrectionCreate, *, training_mode: bool
) -> None:
    """Writes down what the sheet should say; nothing changes yet."""
    if await once.earlier(db, actor.caller):
        return
    session = await correctable(db, actor, session_id)
    days = {day.id: day for day in await schedule.days(db, session_id)}
    if new.day_id not in days:
        raise Invalid(Fault("/day_id", "day_unknown", sheet.UNKNOWN_DAY))
    over = days[new.day_id].date < clock.local_date(await clock.now(db), session.zone)
    if session.status != SessionStatus.COMPLETED and (training_mode or not over):
        raise SheetOpen
    if new.mark == Mark.EXCUSED and not new.reason:
        raise ExcuseNeedsReason
    made = await write_down(db, actor, session, [MarkWrite(**new.model_dump(exclude={"note"}))], new.note)
    await once.settle(db, actor.caller, made[0].id)


async def write_down(
    db: AsyncSession, actor: Actor, session: TrainingSession, marks: list[MarkWrite], note: str
) -> list[Correction]:
    """One correction for each mark. A cell that waits for a decision already takes no second proposal."""
    people = {person.id: person for person in await attendance.on_sheet(db, session.id)}
    said = await attendance.marks(db, session.id)
    waiting = await repository.still_open(db, session.id)
    made = []
    for each in marks:
        before = said_of(said, each.registration_id, each.day_id)
        if each.registration_id not in people:
            raise NotAttending
        if before == each.mark:
            raise NothingToCorrect
        if (each.registration_id, each.day_id) in waiting:
            raise CorrectionOpen
        made.append(
            Correction(
                session_id=session.id, district_code=session.district_code, registration_id=each.registration_id,
                meeting_day_id=each.day_id, before=before, after=each.mark, reason=each.reason, note=note,
                proposed_by=actor.id,
            )
        )  # fmt: skip
    db.add_all(made)
    await db.flush()
    name = "attendance.correction_proposed"
    await record_all(db, actor, [told(each, people[each.registration_id], name, note) for each in made])
    return made


def actions(
    actor: Actor, correction: Correction, marks: dict[UUID, dict[UUID, Attendance]]
) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a correction, beside what the sheet says now."""
    mark = said_of(marks, correction.registration_id, correction.meeting_day_id)
    return WORKFLOW.available(correction, actor, CorrectionFacts(actor, mark))


def said_of(marks: dict[UUID, dict[UUID, Attendance]], registration_id: UUID, day_id: UUID) -> Mark | None:
    """What the sheet says of one person's day; None when nothing."""
    cell = marks.get(registration_id, {}).get(day_id)
    return cell.mark if cell else None


async def decide(db: AsyncSession, actor: Actor, correction_id: UUID, seen: int, given: CorrectionDecision) -> UUID:
    """Approves or refuses. Approval changes the sheet, and with it perhaps the outcome. Returns the session's id."""
    session_id = await repository.session_of(db, actor, correction_id)
    session = await correctable(db, actor, session_id)
    correction = await repository.lock(db, correction_id)
    correction.expect(seen)
    person = await registrations.lock(db, correction.registration_id)
    mark = said_of(await attendance.marks(db, session_id), person.id, correction.meeting_day_id)
    now = await clock.now(db)
    moved = WORKFLOW.move(correction, given.action, actor, CorrectionFacts(actor, mark))
    correction.decided_by, correction.decided_at = actor.id, now
    correction.decision_note = given.note
    await db.flush()
    await record(db, actor, told(correction, person, moved.event, given.note))
    if correction.status == CorrectionStatus.APPROVED:
        await apply(db, actor, session, person, correction)
    return session_id


async def decide_many(db: AsyncSession, actor: Actor, session_id: UUID, given: BulkDecision) -> BulkResults:
    """Each correction is judged alone, in its own savepoint."""
    await correctable(db, actor, session_id)
    results = []
    for item in given.items:
        name = await repository.name_of(db, session_id, item.id)
        try:
            if name is None:
                raise UnknownCorrection
            async with db.begin_nested():
                await decide(db, actor, item.id, item.version, given)
            results.append(BulkResult(id=item.id, name=name, outcome="done"))
        except Refusal as no:
            results.append(BulkResult(id=item.id, name=name, outcome="skipped", code=no.code, reason=no.detail))
    return BulkResults(results=results)


async def apply(
    db: AsyncSession, actor: Actor, session: TrainingSession, person: Registration, correction: Correction
) -> None:
    """Writes the mark. On a closed sheet the outcome follows from all marks."""
    mark = MarkWrite(
        registration_id=person.id, day_id=correction.meeting_day_id, mark=correction.after, reason=correction.reason
    )
    if session.status != SessionStatus.COMPLETED:
        await sheet.apply(db, actor, session, [mark], {person.id: person})
        return
    changes = await sheet.write(db, actor, session.id, [mark])
    await record(db, actor, *(sheet.entry(session, person, each, before) for each, before in changes))
    session.version += 1
    await db.flush()
    await conclude_anew(db, actor, session, person, correction.note)


async def conclude_anew(
    db: AsyncSession, actor: Actor, session: TrainingSession, person: Registration, reason: str
) -> None:
    """The outcome as the corrected sheet has it; the certificate follows."""
    present = (await attendance.present_days(db, [person.id])).get(person.id, 0)
    days = len(await schedule.days(db, session.id))
    passed = present * 100 >= session.attendance_percent * days
    if passed and person.status in (R.NOT_COMPLETED, R.NO_SHOW):
        await seats.step(db, actor, person, "pass_after_all", None, reason)
        await judged_anew.send(db, Verdict(actor, session, person, passed=True, reason=reason))
    elif not passed and person.status == R.COMPLETED:
        await seats.step(db, actor, person, "fail_after_all", None, reason)
        await judged_anew.send(db, Verdict(actor, session, person, passed=False, reason=reason))
    elif present and person.status == R.NO_SHOW:
        await seats.step(db, actor, person, "fail_after_all", None, reason)


def told(correction: Correction, person: Registration, name: str, note: str | None) -> Entry:
    data = {"correction_id": str(correction.id), "day_id": str(correction.meeting_day_id)}
    return Entry(
        name, ("registration", person.id), correction.district_code, person.person_id,
        str(correction.before) if correction.before else None, str(correction.after), note, data,
    )  # fmt: skip
