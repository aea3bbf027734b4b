"""Desk checks."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications.decisions import done
from bimtek_api.grants.cases.applications.schemas import ActDone
from bimtek_api.grants.cases.verification import service
from bimtek_api.grants.cases.verification.schemas import CaseChecks, CheckCreate

router = APIRouter(tags=["applications"])


@router.post("/applications/{application_id}/checks", status_code=201, **needs(Permission.APPLICATION_CHECK))
async def check_application(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, new: CheckCreate
) -> ActDone:
    """A result for every paper: complete, returned for correction, or not eligible."""
    return await done(db, actor, once, service.check(db, actor, application_id, seen, new))


@router.get("/applications/{application_id}/checks", **needs(Permission.GRANT_READ))
async def read_checks(db: DB, actor: ActorDep, application_id: UUID) -> CaseChecks:
    """Every check of the papers: what was found, what was asked back, what changed since."""
    return await service.case_checks(db, actor, application_id)
