"""Deciding about a request, or taking it back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests import repository, service
from bimtek_api.change_requests.errors import NotRecordedYet
from bimtek_api.change_requests.models import ChangeRequest
from bimtek_api.change_requests.schemas import ChangeMove
from bimtek_api.change_requests.workflow import BY_OFFICER, ChangeFacts, workflow_of
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor
from bimtek_api.core.workflow import Available, Unavailable, UnknownAction
from bimtek_api.events.recorder import record

BY_WORD = tuple(action for action in BY_OFFICER if action != "submit")  # that comes with the evidence


async def facts_of(db: AsyncSession, actor: Actor, request: ChangeRequest, *, lock: bool) -> ChangeFacts:
    """What the guards judge about the record of today; for acting it is locked first."""
    try:
        on_file = await repository.record(db, request.kind, service.subject_of(request)[1], lock=lock)
    except NotRecordedYet:
        on_file = None
    return await service.look(db, actor, request, on_file)


async def decide(db: AsyncSession, actor: Actor, request_id: UUID, seen: int, move: ChangeMove) -> None:
    """Approves, rejects or cancels. An approval writes the record at once."""
    if move.action not in BY_WORD:
        raise UnknownAction
    asked = (await repository.read(db, actor, request_id)).ChangeRequest
    facts = await facts_of(db, actor, asked, lock=True)
    request = await repository.lock(db, request_id)
    request.expect(seen)
    if move.action == "approve":
        workflow_of(request.kind).check(request, "approve", actor, facts)
        request.note = move.reason
        await service.approve(db, actor, request, "approve", facts)
        return
    now = await clock.now(db)
    moved = workflow_of(request.kind).move(request, move.action, actor, facts, move.reason)
    if move.action == "reject":
        request.decided_by, request.decided_at = actor.id, now
    request.note = move.reason
    await db.flush()
    await record(db, actor, service.entry(request, moved))


async def actions(
    db: AsyncSession, actor: Actor, request: ChangeRequest
) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a request now, and why not the rest."""
    facts = await facts_of(db, actor, request, lock=False)
    possible, missing = workflow_of(request.kind).available(request, actor, facts)
    return [each for each in possible if each.action in BY_OFFICER], [
        each for each in missing if each.action in BY_OFFICER
    ]
