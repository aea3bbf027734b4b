"""What stands out in a case."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.reports.integrity import service
from bimtek_api.reports.integrity.schemas import Integrity

router = APIRouter(tags=["applications"])


@router.get("/applications/{application_id}/integrity", **needs(Permission.GRANT_READ))
async def read_integrity(db: DB, actor: ActorDep, application_id: UUID) -> Integrity:
    """Shared phones, addresses, accounts and members, prices, earlier aid, patterns of officers: with evidence."""
    return await service.signals(db, actor, await applications.read(db, actor, application_id))
