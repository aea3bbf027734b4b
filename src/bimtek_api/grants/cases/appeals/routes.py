"""Appeals, as the office sees them."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.appeals import repository, service
from bimtek_api.grants.cases.appeals.schemas import AppealDecision, AppealRead, Appeals
from bimtek_api.grants.cases.applications import repository as cases

router = APIRouter(tags=["applications"])


async def shown(db: AsyncSession, case_id: UUID) -> Appeals:
    return Appeals(items=[AppealRead.model_validate(each) for each in await repository.appeals(db, case_id)])


@router.get("/applications/{application_id}/appeals", **needs(Permission.GRANT_READ))
async def read_appeals(db: DB, actor: ActorDep, application_id: UUID) -> Appeals:
    """What a group said against the end of its case."""
    await cases.read(db, actor, application_id)
    return await shown(db, application_id)


@router.post("/case-appeals/{appeal_id}/decisions", **needs(Permission.RULE_WAIVE))
async def decide_appeal(
    db: DB, actor: ActorDep, once: OnceDep, appeal_id: UUID, seen: IfMatch, given: AppealDecision
) -> Appeals:
    """Upholds an appeal, which opens the case again, or dismisses it; by a fresh one-time code."""
    return await shown(db, await once.one(db, actor, service.decide(db, actor, appeal_id, seen, given)))
