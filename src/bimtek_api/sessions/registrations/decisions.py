"""Officers' decisions about registrations, and who gets a freed seat.

Lock order: the session's counter first, then registrations; so two decisions of one session never deadlock.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Available, Facts, Unavailable, UnknownAction
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.registrations import repository, statements
from bimtek_api.sessions.registrations.errors import AlreadyBound, SecondRegistration
from bimtek_api.sessions.registrations.models import SEATED, Registration, RegistrationStatus
from bimtek_api.sessions.registrations.schemas import BulkMove, BulkResult
from bimtek_api.sessions.registrations.workflow import BY_OFFICER, WORKFLOW
from bimtek_api.sessions.schedule.models import SeatCounter, TrainingSession
from bimtek_api.sessions.schedule.schemas import Move


async def facts_for(db: AsyncSession, session_id: UUID) -> dict[str, Any]:
    """What the guards look at."""
    query = (
        select(
            TrainingSession.status,
            TrainingSession.moderated,
            SeatCounter.size,
            SeatCounter.taken,
        )
        .join(SeatCounter, SeatCounter.session_id == TrainingSession.id)
        .where(TrainingSession.id == session_id, SeatCounter.kind == "room")
    )
    row = (await db.execute(query)).one()
    return {"session_status": row.status, "moderated": row.moderated, "free": row.size - row.taken}


async def lock_seats(db: AsyncSession, session_id: UUID) -> None:
    """The lock every change of a session's registrations takes first."""
    await db.execute(statements.LOCK, {"session_id": session_id})


async def decide(db: AsyncSession, actor: Actor, registration_id: UUID, seen: int, move: Move) -> Registration:
    """One action on one registration, with its effect on seats and queue."""
    found = await repository.find(db, actor, registration_id)
    await lock_seats(db, found.session_id)
    registration = await repository.lock(db, registration_id)
    registration.expect(seen)
    if move.action == "bind":
        return await bind(db, actor, registration)
    if move.action not in BY_OFFICER:
        raise UnknownAction
    facts = await facts_for(db, registration.session_id)
    await step(db, actor, registration, move.action, facts, move.reason)
    await serve_queue(db, registration.session_id, facts)
    return registration


async def step(
    db: AsyncSession,
    actor: Actor,
    registration: Registration,
    action: str,
    facts: Facts,
    reason: str | None = None,
) -> None:
    """Moves one registration, keeps the counters true and writes the history."""
    moved = WORKFLOW.move(registration, action, actor, facts, reason)
    await db.flush()
    await count(db, registration.session_id, moved.before, moved.after)
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


async def count(db: AsyncSession, session_id: UUID, before: str, after: str) -> None:
    """The counters follow the states and nothing else."""
    facts = {"session_id": session_id}
    waited, seated = before == RegistrationStatus.WAITLISTED, after in SEATED
    if waited and seated:
        await db.execute(statements.SEAT_FROM_QUEUE, facts)
    elif waited:
        await db.execute(statements.LEAVE_QUEUE, facts)
    elif before in SEATED and not seated:
        await db.execute(statements.FREE, facts)


async def serve_queue(db: AsyncSession, session_id: UUID, facts: dict[str, Any]) -> None:
    """Gives every free seat to whoever waits longest. The caller holds the counter's lock."""
    while True:
        current = (await db.execute(statements.LOCK, {"session_id": session_id})).one()
        if current.free <= 0 or current.waiting <= 0:
            return
        head = await repository.head_of_queue(db, session_id)
        if head is None:
            return
        sure = head.person_id is not None and not facts["moderated"]
        action = "promote_unmoderated" if sure else "promote"
        await step(db, SYSTEM, head, action, facts | {"free": current.free})


async def bind(db: AsyncSession, actor: Actor, registration: Registration) -> Registration:
    """An officer has checked that this is the person on file: the registration becomes hers."""
    actor.require(Permission.REGISTRATION_DECIDE, registration.district_code)
    if no := await bind_refusal(db, registration):
        raise no
    query = select(Identity.id).join(Participant, Participant.person_id == Identity.id)
    registration.person_id = (
        await db.execute(query.where(Identity.nik_index == registration.nik_index))
    ).scalar_one()
    registration.version += 1
    await db.flush()
    subject = ("registration", registration.id)
    await record(db, actor, Entry("registration.bound", subject, registration.district_code, registration.person_id))
    return registration


async def bind_refusal(db: AsyncSession, registration: Registration) -> Refusal | None:
    if registration.person_id:
        return AlreadyBound()
    other = await repository.other_live(db, registration)
    return SecondRegistration() if other and other.person_id else None


async def actions(
    db: AsyncSession, actor: Actor, registration: Registration
) -> tuple[list[Available], list[Unavailable]]:
    """What this officer can do now, and why not the rest."""
    facts = await facts_for(db, registration.session_id)
    possible, missing = WORKFLOW.available(registration, actor, facts)
    possible = [each for each in possible if each.action in BY_OFFICER]
    missing = [each for each in missing if each.action in BY_OFFICER]
    if registration.person_id is None and actor.can(Permission.REGISTRATION_DECIDE, registration.district_code):
        no = await bind_refusal(db, registration)
        if no is None:
            possible.append(Available(action="bind"))
        else:
            missing.append(Unavailable(action="bind", code=no.code, reason=no.detail))
    return possible, missing


async def decide_many(db: AsyncSession, actor: Actor, bulk: BulkMove) -> list[BulkResult]:
    """Each registration is judged alone, in its own savepoint; none fails because another did."""
    await db.execute(statements.LOCK_MANY, {"ids": [item.id for item in bulk.items]})
    results = {}
    for item in sorted(bulk.items, key=lambda each: each.id):
        try:
            async with db.begin_nested():
                move = Move(action=bulk.action, reason=bulk.reason)
                registration = await decide(db, actor, item.id, item.version, move)
            results[item.id] = BulkResult(id=item.id, name=registration.name, outcome="done")
        except Refusal as no:
            name = await repository.name_of(db, actor, item.id)
            results[item.id] = BulkResult(id=item.id, name=name, outcome="skipped", code=no.code, reason=no.detail)
    return [results[item.id] for item in bulk.items]
