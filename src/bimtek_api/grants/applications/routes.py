"""Applying for aid."""

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.applications import service
from bimtek_api.grants.applications.schemas import ActDone, ApplicationCreate

router = APIRouter(tags=["applications"])


@router.post("/applications", status_code=201, **needs(Permission.APPLICATION_PROPOSE))
async def submit_application(db: DB, actor: ActorDep, once: OnceDep, new: ApplicationCreate) -> ActDone:
    """Submits a group's application in an open call."""
    return ActDone.model_validate(await service.submit(db, actor, once, new))
