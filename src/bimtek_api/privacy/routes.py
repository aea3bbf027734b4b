"""Being forgotten: asked for by one officer, decided by another."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.files import service as files
from bimtek_api.privacy import repository, service
from bimtek_api.privacy.schemas import ErasureAsk, ErasureDecision, ErasureRead, Erasures

router = APIRouter(tags=["privacy"])


def shown(row: Row, actor: Actor) -> ErasureRead:
    return ErasureRead.from_row(row, mine=actor.is_one_of(row.asker_id))


async def waiting(db: AsyncSession, actor: Actor) -> Erasures:
    return Erasures(items=[shown(row, actor) for row in await repository.open_ones(db, actor)])


@router.get("/erasures", **needs(Permission.PERSON_ERASE))
async def list_erasures(db: DB, actor: ActorDep) -> Erasures:
    """What waits for a second officer."""
    return await waiting(db, actor)


@router.post("/participants/{participant_id}/erasures", status_code=201, **needs(Permission.PERSON_ERASE))
async def ask_erasure(db: DB, actor: ActorDep, once: OnceDep, participant_id: UUID, asked: ErasureAsk) -> Erasures:
    """Asks to erase a person's data. Refused while she takes part or her group has aid."""
    await service.ask(db, actor, once, participant_id, asked.reason)
    return await waiting(db, actor)


@router.post("/erasures/{erasure_id}/decisions", **needs(Permission.PERSON_ERASE))
async def decide_erasure(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    erasure_id: UUID,
    given: ErasureDecision,
    later: BackgroundTasks,
) -> Erasures:
    """Erases, or refuses. There is no way back. Bytes of uploads that were refused go as well."""
    state = request.app.state
    first = await once.first(db, actor)
    for sha256 in await service.decide(db, actor, erasure_id, given) if first else ():
        later.add_task(state.store.remove, sha256)
    later.add_task(files.sweep, state.database, state.store, timedelta())  # a refused upload may be hers
    return await waiting(db, actor)
