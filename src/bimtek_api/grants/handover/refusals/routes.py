"""What groups refused at the door."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.handover.refusals import repository
from bimtek_api.grants.handover.refusals.schemas import Refusals, RefusedRead

router = APIRouter(tags=["deliveries"])


@router.get("/applications/{application_id}/refusals", **needs(Permission.GRANT_READ))
async def read_refusals(db: DB, actor: ActorDep, application_id: UUID) -> Refusals:
    """What the group refused at the door, newest first: where each piece is today, and what it waits for."""
    await cases.read(db, actor, application_id)
    rows = await repository.of_case(db, application_id)
    return Refusals(items=[RefusedRead.model_validate(each) for each in rows])
