"""The group's own page of its case."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Request

from bimtek_api.core.actor import PUBLIC, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.values import numbers
from bimtek_api.grants.cases.appeals import service as appeals
from bimtek_api.grants.cases.appeals.schemas import AppealCreate
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.reports.case_tracking import service
from bimtek_api.reports.case_tracking.schemas import CaseLink, CaseTracking

router = APIRouter(tags=["applications"])
Number = Annotated[numbers.Case, Path()]
Secret = Annotated[str, Header(max_length=64)]
WINDOW = timedelta(minutes=10)


@router.get("/applications/{application_id}/link", **needs(Permission.APPLICATION_PROPOSE))
async def read_case_link(db: DB, request: Request, actor: ActorDep, application_id: UUID) -> CaseLink:
    """The address of the group's own page, to be handed to its chair."""
    row = await applications.read(db, actor, application_id)
    return CaseLink(number=row.number, secret=request.app.state.vault.case_secret(application_id))


@router.get("/case-links/{number}", **public("case_link", 120, WINDOW))
async def track_case(db: DB, request: Request, number: Number, case_secret: Secret) -> CaseTracking:
    """Where a case stands, in the group's words: what happened, who is next, what is to be done."""
    row = await service.opened(db, request.app.state.vault, number.upper(), case_secret)
    return await service.tracking(db, row)


@router.post("/case-links/{number}/appeals", status_code=201, **public("case_appeal", 10, WINDOW))
async def appeal_case(
    db: DB, request: Request, once: OnceDep, number: Number, case_secret: Secret, new: AppealCreate
) -> CaseTracking:
    """The group objects to the end of its case, within two weeks."""
    row = await service.opened(db, request.app.state.vault, number.upper(), case_secret)
    if await once.first(db, PUBLIC):
        await appeals.file(db, PUBLIC, row.Application, new.text)
    return await service.tracking(db, row)
