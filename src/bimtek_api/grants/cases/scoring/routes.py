"""Scores of a case."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.scoring import service
from bimtek_api.grants.cases.scoring.schemas import CaseScores, ScoreCreate

router = APIRouter(tags=["scoring"])


@router.get("/applications/{application_id}/scores", **needs(Permission.GRANT_READ))
async def read_scores(db: DB, actor: ActorDep, application_id: UUID) -> CaseScores:
    """The scores of a case and the rubric they follow."""
    return await service.shown(db, actor, application_id)


@router.post("/applications/{application_id}/scores", status_code=201, **needs(Permission.APPLICATION_SCORE))
async def give_score(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, new: ScoreCreate
) -> CaseScores:
    """One person's points, once and for ever."""
    if await once.first(db, actor):
        await service.score(db, actor, application_id, seen, new)
    return await service.shown(db, actor, application_id)
