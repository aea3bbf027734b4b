"""Papers a group signs in ink."""

from uuid import UUID

from fastapi import APIRouter, Response

from bimtek_api.core import answers
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.grants.cases.agreements import service
from bimtek_api.grants.cases.agreements.schemas import AgreementKind, Agreements

router = APIRouter(tags=["applications"])


@router.get("/applications/{application_id}/pledges", **needs(Permission.GRANT_READ))
async def list_pledges(db: DB, actor: ActorDep, application_id: UUID) -> Agreements:
    """Statement, integrity pact and agreement: what can be printed, and why not."""
    return Agreements(items=await service.agreements(db, actor, application_id))


@router.get("/applications/{application_id}/pledges/{pledge}", **needs(Permission.GRANT_READ))
async def print_pledge(db: DB, actor: ActorDep, application_id: UUID, pledge: AgreementKind) -> Response:
    """One of them as PDF, to be signed in ink."""
    return answers.shown(await service.printed(db, actor, application_id, pledge), "application/pdf", f"{pledge}.pdf")
