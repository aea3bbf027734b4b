"""Seats: who holds one, who is offered the next, and when a hold ends.

Every path takes the session's counters first, in id order, then registrations; so no two of them deadlock. Counters
follow the states of registrations and nothing else. Holds end by comparing instants: the worker only looks sooner.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.db import Database
from bimtek_api.events import jobs
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import SEATED, Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.workflow import OVERRULED, WITHOUT_SEAT, WORKFLOW, RegistrationFacts
from bimtek_api.sessions.enrolment.seats import repository, statements
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SessionStatus


class NotForAll(Exception):
    """Inside a savepoint only: there are seats for some of a delegation, so for none of it."""


SEATED_WORDS = [str(state) for state in SEATED]
BY_PHONE_ONLY = 2  # whoever has no e-mail is told by a person: her offers run twice as long


@dataclass(frozen=True)
class Room:
    """A session whose counters are locked. `free` is of the room as a whole; shares may still be full."""

    session_id: UUID
    status: SessionStatus
    moderated: bool
    offer_hours: int
    opens_at: datetime
    closes_at: datetime
    free: int
    waiting: int
    expired: int
    now: datetime

    @property
    def offers_run(self) -> bool:
        """Offers are made while people may register, and in no pause: nobody undoes an officer's pause."""
        return self.status == SessionStatus.PUBLISHED and self.opens_at <= self.now < self.closes_at

    @property
    def facts(self) -> RegistrationFacts:
        """What the guards look at."""
        return RegistrationFacts(SessionStatus(self.status), self.now, self.closes_at, offers_run=self.offers_run)


async def lock(db: AsyncSession, session_id: UUID) -> None:
    """The lock every change of a session's registrations takes first."""
    await db.execute(statements.LOCK, {"session_id": session_id})


async def look(db: AsyncSession, session_id: UUID) -> Room:
    """The room as it is now; lock it first when something depends on it."""
    row = (await db.execute(statements.ROOM, {"session_id": session_id})).one_or_none()
    if row is None:
        raise UnknownSession
    return Room(**row._mapping)


async def settle(db: AsyncSession, session_id: UUID) -> Room:
    """Locks the room, ends what has expired and offers every seat that is free, in order. Call before and after."""
    await lock(db, session_id)
    room = await look(db, session_id)
    if room.expired:
        for registration in await repository.expired(db, session_id):
            await step(db, SYSTEM, registration, "lapse", room.facts)
        room = await look(db, session_id)
    if not room.waiting or not room.offers_run:
        return room
    passed: list[UUID] = []
    while head := await repository.next_servable(db, session_id, passed):
        together = head.delegation_id  # read now: a savepoint undone forgets what it held
        if together is None:
            await offer(db, head, room)
        elif not await offer_together(db, together, room):
            passed.append(together)
    return await look(db, session_id)


async def offer_together(db: AsyncSession, delegation_id: UUID, room: Room) -> bool:
    """Seats for all of a delegation who wait, or for none of them: then the queue passes on."""
    try:
        async with db.begin_nested():
            for registration_id in await repository.waiting_of(db, delegation_id):
                person = await repository.next_servable(db, room.session_id, [], only=registration_id)
                if person is None:
                    raise NotForAll
                await offer(db, person, room)
    except NotForAll:
        return False
    return True


async def offer(db: AsyncSession, registration: Registration, room: Room) -> None:
    """Holds a seat for one person until she answers; never past the end of registration."""
    hours = room.offer_hours if registration.email else room.offer_hours * BY_PHONE_ONLY
    registration.hold_until = min(room.now + timedelta(hours=hours), room.closes_at)
    registration.offers += 1
    await step(db, SYSTEM, registration, "offer", room.facts)


async def step(
    db: AsyncSession,
    actor: Actor,
    registration: Registration,
    action: str,
    facts: RegistrationFacts | None,
    reason: str | None = None,
) -> None:
    """Moves one registration, keeps the counters true and writes the history."""
    moved = WORKFLOW.move(registration, action, actor, facts, reason)
    if registration.status not in (RegistrationStatus.OFFERED, RegistrationStatus.RETURNED):
        registration.hold_until = None
    await db.flush()
    await count(db, registration, moved.before, moved.after)
    entry = Entry(
        moved.event,
        ("registration", registration.id),
        registration.district_code,
        registration.person_id,
        moved.before,
        moved.after,
        reason,
        {"session_id": str(registration.session_id)},
    )
    await record(db, actor, entry)


async def count(db: AsyncSession, registration: Registration, before: str, after: str) -> None:
    """Seats of the room and of each share, and the length of the queue. Extra places are in no count."""
    seats = 0 if registration.extra else (after in SEATED) - (before in SEATED)
    queue = (after == RegistrationStatus.WAITLISTED) - (before == RegistrationStatus.WAITLISTED)
    if seats or queue:
        facts = {"id": registration.id, "session_id": registration.session_id, "seats": seats, "queue": queue}
        await db.execute(statements.COUNT, facts)


async def way_in(db: AsyncSession, registration: Registration, room: Room) -> str:
    """How somebody an officer has looked at comes in: to a free seat nobody waits for, else to the queue's end."""
    fits = (await db.execute(statements.FITS, {"id": registration.id})).scalar_one()
    if room.waiting or not fits:
        await to_the_tail(db, registration)
        return "let_in_waiting"
    sure = registration.person_id and not room.moderated and not OVERRULED.intersection(registration.warnings)
    return "let_in_at_once" if sure else "let_in"


async def give_extra(db: AsyncSession, actor: Actor, registration_id: UUID) -> None:
    """Whoever has no seat yet gets a place beyond every quota; whoever has one keeps it."""
    session_id = await registrations.session_of(db, registration_id)
    room = await settle(db, session_id)
    registration = await registrations.lock(db, registration_id)
    if registration.status not in WITHOUT_SEAT:
        return
    registration.extra, registration.queue_no = True, None
    await step(db, actor, registration, "give_extra", room.facts)
    sure = registration.person_id and not room.moderated and not OVERRULED.intersection(registration.warnings)
    if sure:
        await step(db, actor, registration, "accept", room.facts)


async def to_the_tail(db: AsyncSession, registration: Registration) -> None:
    """A new number at the end of the queue. The caller holds the lock."""
    drawn = await db.execute(statements.NEXT_IN_QUEUE, {"session_id": registration.session_id})
    registration.queue_no = drawn.scalar_one()


async def due(db: AsyncSession) -> list[UUID]:
    """Sessions in which the clock has something to do."""
    return list((await db.execute(statements.DUE)).scalars())


async def serve(database: Database) -> None:
    """Ends what has expired and passes free seats on, each session in its own transaction."""
    async with database.transaction() as db:
        waiting = await due(db)
    for session_id in waiting:
        with jobs.aside("offer_seats", session_id):
            async with database.transaction() as db:
                await settle(db, session_id)
