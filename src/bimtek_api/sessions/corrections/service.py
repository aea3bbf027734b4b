"""Correcting a closed attendance sheet. One proposes, another decides; outcome and certificate follow."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.attendance import repository as attendance
from bimtek_api.sessions.attendance import service as sheet
from bimtek_api.sessions.attendance.errors import ExcuseNeedsReason, NotAttending
from bimtek_api.sessions.attendance.models import Attendance, Mark
from bimtek_api.sessions.attendance.schemas import MarkWrite
from bimtek_api.sessions.certificates import service as certificates
from bimtek_api.sessions.corrections import repository
from bimtek_api.sessions.corrections.errors import (
    CorrectionOpen,
    NothingToCorrect,
    SheetOpen,
)
from bimtek_api.sessions.corrections.models import Correction, CorrectionStatus
from bimtek_api.sessions.corrections.schemas import CorrectionCreate, CorrectionDecision
from bimtek_api.sessions.corrections.workflow import WORKFLOW
from bimtek_api.sessions.registrations import repository as registrations
from bimtek_api.sessions.registrations import seats
from bimtek_api.sessions.registrations.models import Registration
from bimtek_api.sessions.registrations.models import RegistrationStatus as R
from bimtek_api.sessions.schedule import repository as schedule
from bimtek_api.sessions.schedule.errors import UnknownSession
from bimtek_api.sessions.schedule.models import SessionStatus, TrainingSession


async def closed_session(db: AsyncSession, actor: Actor, session_id: UUID) -> TrainingSession:
    """The session with its locks, if its sheet is closed."""
    await seats.lock(db, session_id)
    session = await schedule.lock(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_MARK, session.district_code, UnknownSession)
    if session.status != SessionStatus.COMPLETED:
        raise SheetOpen
    return session


async def propose(db: AsyncSession, actor: Actor, once: Once, session_id: UUID, new: CorrectionCreate) -> UUID:
    """Writes down what the sheet should say; nothing changes yet."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    session = await closed_session(db, actor, session_id)
    people = {person.id: person for person in await attendance.on_sheet(db, session_id)}
    days = {day.id for day in await schedule.days(db, session_id)}
    if new.day_id not in days:
        raise Invalid(Fault("/day_id", "day_unknown", sheet.UNKNOWN_DAY))
    if new.registration_id not in people:
        raise NotAttending
    if new.mark == Mark.EXCUSED and not new.reason:
        raise ExcuseNeedsReason
    before = await mark_of(db, session_id, new.registration_id, new.day_id)
    if before == new.mark:
        raise NothingToCorrect
    if await repository.is_open(db, new.registration_id, new.day_id):
        raise CorrectionOpen
    correction = Correction(
        session_id=session_id, district_code=session.district_code, registration_id=new.registration_id,
        meeting_day_id=new.day_id, before=before, after=new.mark, reason=new.reason, note=new.note,
        proposed_by=actor.id,
    )  # fmt: skip
    db.add(correction)
    await db.flush()
    await once.settle(db, actor.caller, correction.id)
    person = people[new.registration_id]
    await tell(db, actor, correction, person, "attendance.correction_proposed", new.note)
    return correction.id


def actions(
    actor: Actor, correction: Correction, marks: dict[UUID, dict[UUID, Attendance]]
) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a correction, beside what the sheet says now."""
    cell = marks.get(correction.registration_id, {}).get(correction.meeting_day_id)
    facts = {"actor_id": actor.id, "mark": cell.mark if cell else Mark.ABSENT}
    return WORKFLOW.available(correction, actor, facts)


async def mark_of(db: AsyncSession, session_id: UUID, registration_id: UUID, day_id: UUID) -> Mark:
    """What the sheet says; a no-show was never marked and counts as absent."""
    cell = (await attendance.marks(db, session_id)).get(registration_id, {}).get(day_id)
    return cell.mark if cell else Mark.ABSENT


async def decide(db: AsyncSession, actor: Actor, correction_id: UUID, seen: int, given: CorrectionDecision) -> UUID:
    """Approves or refuses. Approval changes the sheet, and with it perhaps the outcome. Returns the session's id."""
    session_id = await repository.session_of(db, actor, correction_id)
    session = await closed_session(db, actor, session_id)
    correction = await repository.lock(db, correction_id)
    correction.expect(seen)
    person = await registrations.lock(db, correction.registration_id)
    mark = await mark_of(db, session_id, person.id, correction.meeting_day_id)
    now = await clock.now(db)
    moved = WORKFLOW.move(correction, given.action, actor, {"actor_id": actor.id, "mark": mark})
    correction.decided_by, correction.decided_at = actor.id, now
    correction.decision_note = given.note
    await db.flush()
    await tell(db, actor, correction, person, moved.event, given.note)
    if correction.status == CorrectionStatus.APPROVED:
        await apply(db, actor, session, person, correction)
    return session_id


async def apply(
    db: AsyncSession, actor: Actor, session: TrainingSession, person: Registration, correction: Correction
) -> None:
    """Writes the mark, then the outcome that follows from all marks."""
    mark = MarkWrite(
        registration_id=person.id, day_id=correction.meeting_day_id, mark=correction.after, reason=correction.reason
    )
    changes = await sheet.write(db, actor, session.id, [mark])
    await record(db, actor, *(sheet.entry(session, person, each, before) for each, before in changes))
    session.version += 1
    await db.flush()
    present = (await attendance.present_days(db, [person.id])).get(person.id, 0)
    days = len(await schedule.days(db, session.id))
    passed = present * 100 >= session.attendance_percent * days
    reason = correction.note
    if passed and person.status in (R.NOT_COMPLETED, R.NO_SHOW):
        await seats.step(db, actor, person, "pass_after_all", {}, reason)
        await certificates.issue(db, actor, session, [person])
    elif not passed and person.status == R.COMPLETED:
        await seats.step(db, actor, person, "fail_after_all", {}, reason)
        await certificates.revoke_of(db, actor, person, reason)
    elif present and person.status == R.NO_SHOW:
        await seats.step(db, actor, person, "fail_after_all", {}, reason)


async def tell(
    db: AsyncSession, actor: Actor, correction: Correction, person: Registration, name: str, note: str | None
) -> None:
    data = {"correction_id": str(correction.id), "day_id": str(correction.meeting_day_id)}
    entry = Entry(
        name, ("registration", person.id), correction.district_code, person.person_id, str(correction.before),
        str(correction.after), note, data,
    )  # fmt: skip
    await record(db, actor, entry)
