"""Marking attendance: one sheet at a time, each change in the history."""

from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.sessions.attendance.attendance import repository
from bimtek_api.sessions.attendance.attendance.errors import (
    DayNotReached,
    ExcuseNeedsReason,
    NotAttending,
    SessionNotRunning,
)
from bimtek_api.sessions.attendance.attendance.models import PRESENT, Attendance, AttendancePaper, Mark
from bimtek_api.sessions.attendance.attendance.schemas import MarkWrite, SheetWrite
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import MeetingDay, SessionStatus, TrainingSession
from bimtek_api.sessions.planning.schedule.workflow import WORKFLOW, SessionFacts

RUNNING = (SessionStatus.PUBLISHED, SessionStatus.PAUSED, SessionStatus.IN_PROGRESS)
MARKABLE = (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDING)
UNKNOWN_DAY = N_("Hari ini bukan hari pertemuan sesi ini.")


async def mark(
    db: AsyncSession, actor: Actor, session_id: UUID, seen: int, sheet: SheetWrite, *, training_mode: bool
) -> list[MarkWrite]:
    """Writes today's marks. The first mark starts the session; the first presence starts the person.

    Returns the marks of days that are over and would change something: one officer alone does not write those.
    """
    await seats.lock(db, session_id)
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.ATTENDANCE_MARK, session, UnknownSession)
    session.expect(seen)
    if session.status not in RUNNING:
        raise SessionNotRunning
    people = {person.id: person for person in await repository.on_sheet(db, session_id, lock=True)}
    days = {day.id: day for day in await schedule.days(db, session_id)}
    today = None if training_mode else clock.local_date(await clock.now(db), session.zone)
    refuse_wrong(sheet.marks, people, days, today)
    over = {day.id for day in days.values() if today is not None and day.date < today}
    late = [each for each in sheet.marks if each.day_id in over]
    if current := [each for each in sheet.marks if each.day_id not in over]:
        await apply(db, actor, session, current, people)
    return [each for each, _ in await changes_of(db, session_id, late)]


async def apply(
    db: AsyncSession, actor: Actor, session: TrainingSession, marks: list[MarkWrite], people: dict[UUID, Registration]
) -> None:
    """Writes marks that may be written, with all that follows while the session runs."""
    changes = await write(db, actor, session.id, marks)
    await start(db, actor, session, changes, people)
    await record_all(
        db, actor, [entry(session, people[each.registration_id], each, before) for each, before in changes]
    )


def refuse_wrong(
    marks: list[MarkWrite], people: dict[UUID, Registration], days: dict[UUID, MeetingDay], today: date | None
) -> None:
    """The whole sheet is judged before anything is written. `today` None: training mode, any day."""
    for index, each in enumerate(marks):
        person, day = people.get(each.registration_id), days.get(each.day_id)
        if day is None:
            raise Invalid(Fault(f"/marks/{index}/day_id", "day_unknown", UNKNOWN_DAY))
        if person is None or person.status not in MARKABLE:
            raise NotAttending
        if today is not None and day.date > today:
            raise DayNotReached(day=day.date.strftime("%d-%m-%Y"))
        if each.mark == Mark.EXCUSED and not each.reason:
            raise ExcuseNeedsReason


async def changes_of(
    db: AsyncSession, session_id: UUID, marks: list[MarkWrite]
) -> list[tuple[MarkWrite, str | None]]:
    """The cells that differ from the sheet, each once, with their mark before."""
    old = await repository.marks(db, session_id)
    changed: dict[tuple[UUID, UUID], tuple[MarkWrite, str | None]] = {}
    for each in marks:
        cell = old.get(each.registration_id, {}).get(each.day_id)
        if cell is None or (cell.mark, cell.reason) != (each.mark, each.reason):
            changed[each.registration_id, each.day_id] = (each, str(cell.mark) if cell else None)
    return list(changed.values())


async def write(
    db: AsyncSession, actor: Actor, session_id: UUID, marks: list[MarkWrite]
) -> list[tuple[MarkWrite, str | None]]:
    """Upserts what differs; returns the changed cells with their mark before."""
    changed = await changes_of(db, session_id, marks)
    if changed:
        rows = [row_of(actor, each) for each, _ in changed]
        statement = insert(Attendance).values(rows)
        new = {name: statement.excluded[name] for name in ("mark", "reason", "marked_by")}
        await db.execute(
            statement.on_conflict_do_update(
                index_elements=["registration_id", "meeting_day_id"], set_=new | {"marked_at": clock.NOW}
            )
        )
    return changed


def row_of(actor: Actor, each: MarkWrite) -> dict[str, object]:
    return {
        "registration_id": each.registration_id,
        "meeting_day_id": each.day_id,
        "mark": each.mark,
        "reason": each.reason,
        "marked_by": actor.id,
    }


async def start(
    db: AsyncSession,
    actor: Actor,
    session: TrainingSession,
    changes: list[tuple[MarkWrite, str | None]],
    people: dict[UUID, Registration],
) -> None:
    """Marks are how a session and its people begin."""
    began = []
    if session.status != SessionStatus.IN_PROGRESS:
        moved = WORKFLOW.move(session, "start", actor, SessionFacts(len(people)))
        subject = ("session", session.id)
        began.append(Entry(moved.event, subject, session.district_code, None, moved.before, moved.after))
    else:
        session.version += 1
    await record_all(db, actor, began)
    for person_id in sorted({each.registration_id for each, _ in changes if each.mark in PRESENT}):
        if people[person_id].status == RegistrationStatus.CONFIRMED:
            await seats.step(db, actor, people[person_id], "attend", None)
    await db.flush()


def entry(session: TrainingSession, person: Registration, each: MarkWrite, before: str | None) -> Entry:
    return Entry(
        "attendance.changed" if before else "attendance.marked",
        ("registration", person.id),
        session.district_code,
        person.person_id,
        before,
        str(each.mark),
        each.reason,
        {"day_id": str(each.day_id), "session_id": str(session.id)},
    )


async def keep_paper(
    db: AsyncSession, actor: Actor, store: FileStore, session_id: UUID, day_id: UUID, content: bytes
) -> None:
    """A photo of a signed list, also after the sheet is closed: paper comes late."""
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.ATTENDANCE_MARK, session, UnknownSession)
    if session.status not in (*RUNNING, SessionStatus.COMPLETED):
        raise SessionNotRunning
    if day_id not in {day.id for day in await schedule.days(db, session_id)}:
        raise Invalid(Fault("/day_id", "day_unknown", UNKNOWN_DAY))
    stored = await files.keep(
        db, store, actor, await files.picture(content), kind="attendance", media_type="image/jpeg",
        name="daftar-hadir.jpg", district=session.district_code,
    )  # fmt: skip
    db.add(AttendancePaper(meeting_day_id=day_id, file_id=stored.id, made_by=actor.id))
    await db.flush()
    data = {"day_id": str(day_id), "file_id": str(stored.id)}
    await record(db, actor, Entry("attendance.paper_kept", ("session", session_id), session.district_code, data=data))
