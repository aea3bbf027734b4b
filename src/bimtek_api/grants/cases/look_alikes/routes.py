"""What people of a case have in common."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.cases.look_alikes import service
from bimtek_api.grants.cases.look_alikes.schemas import LookAlikeAsk, LookAlikeDecision, LookAlikes

router = APIRouter(tags=["applications"])
PATH = "/applications/{application_id}/look-alikes"


@router.get(PATH, **needs(Permission.GRANT_READ))
async def list_look_alikes(db: DB, actor: ActorDep, application_id: UUID) -> LookAlikes:
    """Who shares e-mail, phone, bank account or family card with somebody else of the case, and who looked at it."""
    return await service.listed(db, actor, application_id)


@router.post(PATH, status_code=201, **needs(Permission.GRANT_READ))
async def ask_look_alike(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, new: LookAlikeAsk
) -> LookAlikes:  # fmt: skip
    """Asks another officer to look at what keeps the caller from a duty here."""
    if await once.first(db, actor):
        await service.ask(db, actor, application_id, new)
    return await service.listed(db, actor, application_id)


@router.post(PATH + "/{look_alike_id}/decisions", **needs(Permission.RULE_WAIVE))
async def decide_look_alike(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, look_alike_id: UUID, given: LookAlikeDecision
) -> LookAlikes:  # fmt: skip
    """Clears it or not, with a reason that approvers read. Needs a fresh one-time code."""
    if await once.first(db, actor):
        await service.decide(db, actor, application_id, look_alike_id, given)
    return await service.listed(db, actor, application_id)
