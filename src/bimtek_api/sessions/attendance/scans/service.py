"""Check-in and check-out: each reading is judged alone, and an accepted entry marks the attendance sheet.

Devices may send late, twice and in any order: readings are judged by their own clock, the earliest entry of a day
counts, and a reading that was answered once is answered the same for ever.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Refusal
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record_all
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance import service as sheet
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.attendance.attendance.schemas import MarkWrite
from bimtek_api.sessions.attendance.corrections import repository as corrections
from bimtek_api.sessions.attendance.corrections import service as correcting
from bimtek_api.sessions.attendance.scans import repository
from bimtek_api.sessions.attendance.scans.errors import (
    AlreadyIn,
    AlreadyOut,
    EntryMissing,
    FromTheFuture,
    NoMeetingDay,
    NotAccepted,
    NumberUnknown,
    OtherSession,
    PassForged,
    PassRenewed,
    PassUnreadable,
    SessionOver,
)
from bimtek_api.sessions.attendance.scans.models import Direction, Outcome, Scan
from bimtek_api.sessions.attendance.scans.schemas import ScanWrite
from bimtek_api.sessions.enrolment.receipts import documents as passes
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession

SENT_LATE = "Dibaca di pintu pada harinya, baru terkirim sesudahnya."
GRACE = timedelta(minutes=15)  # after the day's beginning one is late
AHEAD = timedelta(minutes=5)  # so far may a device's clock be wrong
Key = tuple[UUID, UUID, Direction]


@dataclass
class Doorway:
    """Everything a reading is judged by, read once for a batch. `first` grows while the batch is judged."""

    session: TrainingSession
    vault: Vault
    days: dict[date, MeetingDay]
    now: datetime
    people: dict[str, Row]
    training_mode: bool
    first: dict[Key, datetime] = field(default_factory=dict)


async def scan(
    db: AsyncSession, actor: Actor, vault: Vault, session_id: UUID, sent: list[ScanWrite], *, training_mode: bool
) -> dict[UUID, Row]:
    """Judges and keeps a batch of readings; returns what came of each nonce."""
    await seats.lock(db, session_id)
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.ATTENDANCE_MARK, session, UnknownSession)
    known = await repository.of_nonces(db, session_id, [each.nonce for each in sent])
    fresh = {each.nonce: each for each in sent if each.nonce not in known}
    if fresh:
        door = await doorway(db, vault, session, list(fresh.values()), training_mode=training_mode)
        ordered = sorted(fresh.values(), key=lambda each: (each.at, each.direction, each.nonce))
        scans = [judged(door, actor, each) for each in ordered]
        await db.execute(insert(Scan).values([each.model_dump() for each in scans]))
        await mark(db, actor, door, scans)
    return await repository.of_nonces(db, session_id, [each.nonce for each in sent])


async def doorway(
    db: AsyncSession, vault: Vault, session: TrainingSession, sent: list[ScanWrite], *, training_mode: bool
) -> Doorway:
    numbers = [number_of(each) for each in sent]
    kept = await repository.kept(db, session.id)
    return Doorway(
        session=session,
        vault=vault,
        days={day.date: day for day in await schedule.days(db, session.id)},
        now=await clock.now(db),
        people=await repository.people(db, [number for number in numbers if number]),
        training_mode=training_mode,
        first={(row.registration_id, row.meeting_day_id, row.direction): row.first for row in kept},
    )


def number_of(each: ScanWrite) -> str | None:
    """The receipt's number in what was read."""
    if each.typed:
        return each.code.strip().upper()
    shown = passes.parse(each.code)
    return shown.number if shown else None


def judged(door: Doorway, actor: Actor, each: ScanWrite) -> Scan:
    """The reading as it is kept for ever."""
    person, day = door.people.get(number_of(each) or ""), day_of(door, each)
    values: Json = each.model_dump(include={"nonce", "direction", "at", "typed"}) | {
        "session_id": door.session.id, "scanned_by": actor.id, "meeting_day_id": day.id if day else None,
        "registration_id": person.registration_id if person else None, "received_at": door.now,
    }  # fmt: skip
    if no := refusal(door, each, person, day):
        return Scan(**values | {"meeting_day_id": None}, outcome=Outcome.REFUSED, code=no.code)
    key: Key = (values["registration_id"], values["meeting_day_id"], each.direction)
    before = door.first.get(key)
    door.first[key] = min(before or each.at, each.at)
    if before:
        again = AlreadyIn if each.direction == Direction.IN else AlreadyOut
        return Scan(**values, outcome=Outcome.REPEATED, code=again.code)
    alone = each.direction == Direction.OUT and (*key[:2], Direction.IN) not in door.first
    return Scan(**values, outcome=Outcome.ACCEPTED, code=EntryMissing.code if alone else None)


def day_of(door: Doorway, each: ScanWrite) -> MeetingDay | None:
    """The meeting-day of the device's own clock; in training mode the one it names."""
    if door.training_mode and each.day_id:
        return next((day for day in door.days.values() if day.id == each.day_id), None)
    return door.days.get(clock.local_date(each.at, door.session.zone))


def refusal(door: Doorway, each: ScanWrite, person: Row | None, day: MeetingDay | None) -> Refusal | None:
    """Why this reading does not count."""
    if no := unproved(door, each, person):
        return no
    if person is None or person.session_id != door.session.id:
        return OtherSession()
    if person.status not in sheet.MARKABLE:
        return SessionOver() if person.status in attendance.ON_SHEET else NotAccepted()
    if door.session.status not in sheet.RUNNING:
        return SessionOver()
    if each.at > door.now + AHEAD:
        return FromTheFuture()
    return None if day else NoMeetingDay()


def unproved(door: Doorway, each: ScanWrite, person: Row | None) -> Refusal | None:
    """A typed number rests on the officer's eyes; a code on our own signature."""
    if each.typed:
        return None if person else NumberUnknown()
    shown = passes.parse(each.code)
    if shown is None:
        return PassUnreadable()
    if person is None or not passes.is_genuine(door.vault, person, shown):
        return PassForged()
    return None if shown.generation == person.pass_generation else PassRenewed()


async def mark(db: AsyncSession, actor: Actor, door: Doorway, scans: list[Scan]) -> None:
    """Entries become marks. What paper says stays, unless it says absent or an entry proves she was in time."""
    cells = {
        (each.registration_id, each.meeting_day_id)
        for each in scans
        if counts_as_entry(each) and each.registration_id and each.meeting_day_id
    }
    old = await attendance.marks(db, door.session.id)
    days = {day.id: day for day in door.days.values()}
    marks = []
    for registration_id, day_id in sorted(cells):
        wanted = mark_of(door, days[day_id], door.first[registration_id, day_id, Direction.IN])
        cell = old.get(registration_id, {}).get(day_id)
        if cell is None or (cell.mark, wanted) not in STAYING:
            marks.append(MarkWrite(registration_id=registration_id, day_id=day_id, mark=wanted))
    late = [each for each in marks if is_over(door, days[each.day_id])]
    if current := [each for each in marks if not is_over(door, days[each.day_id])]:
        people = {each.id: each for each in await attendance.on_sheet(db, door.session.id, lock=True)}
        await sheet.apply(db, actor, door.session, current, people)
    await propose(db, actor, door.session, late)
    exits = [(each, each.registration_id) for each in scans if counts_as_exit(each)]
    await record_all(db, actor, [left(door.session, each, person) for each, person in exits if person])


def is_over(door: Doorway, day: MeetingDay) -> bool:
    return not door.training_mode and day.date < clock.local_date(door.now, door.session.zone)


async def propose(db: AsyncSession, actor: Actor, session: TrainingSession, late: list[MarkWrite]) -> None:
    """A reading that arrives after its day is one officer's word about yesterday: a second one decides."""
    waiting = await corrections.still_open(db, session.id) if late else {}
    if fresh := [each for each in late if (each.registration_id, each.day_id) not in waiting]:
        await correcting.write_down(db, actor, session, fresh, SENT_LATE)


STAYING = {(Mark.PRESENT, Mark.PRESENT), (Mark.PRESENT, Mark.LATE), (Mark.LATE, Mark.LATE)}


def counts_as_entry(each: Scan) -> bool:
    return each.direction == Direction.IN and each.outcome != Outcome.REFUSED


def counts_as_exit(each: Scan) -> bool:
    return each.direction == Direction.OUT and each.outcome == Outcome.ACCEPTED


def mark_of(door: Doorway, day: MeetingDay, came: datetime) -> Mark:
    """Late after the grace; a day practised in training mode is judged by nobody's watch."""
    if clock.local_date(came, door.session.zone) != day.date:
        return Mark.PRESENT
    return Mark.LATE if came > clock.at(day.date, day.starts_at, door.session.zone) + GRACE else Mark.PRESENT


def left(session: TrainingSession, each: Scan, registration_id: UUID) -> Entry:
    subject = ("registration", registration_id)
    data = {"day_id": str(each.meeting_day_id), "session_id": str(session.id)}
    return Entry("attendance.left", subject, session.district_code, data=data)
