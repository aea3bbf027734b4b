"""Votes."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.applications.schemas import ActDone
from bimtek_api.grants.approvals import service
from bimtek_api.grants.approvals.schemas import VoteCast

router = APIRouter(tags=["applications"])


@router.post("/applications/{application_id}/votes", status_code=201, **needs(Permission.APPLICATION_VOTE))
async def cast_vote(db: DB, actor: ActorDep, application_id: UUID, seen: IfMatch, vote: VoteCast) -> ActDone:
    """Approves or rejects one application."""
    return ActDone.model_validate(await service.cast(db, actor, application_id, seen, vote))
