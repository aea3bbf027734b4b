"""Applying for aid."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications import decisions, holds, intake
from bimtek_api.grants.cases.applications.decisions import done
from bimtek_api.grants.cases.applications.schemas import (
    ActDone,
    ApplicationCreate,
    CasePeople,
    HoldCreate,
    HoldRead,
    HoldRelease,
    Renewal,
)
from bimtek_api.grants.catalogue.rules.schemas import CaseRules, WaiverCreate

router = APIRouter(tags=["applications"])


@router.post("/applications", status_code=201, **needs(Permission.APPLICATION_PROPOSE))
async def submit_application(db: DB, actor: ActorDep, once: OnceDep, new: ApplicationCreate) -> ActDone:
    """A group's application in an open call: submitted, or kept as a draft until its papers are there."""
    return await done(db, actor, once, intake.create(db, actor, once, new))


@router.get("/applications/{application_id}/rules", **needs(Permission.GRANT_READ))
async def read_case_rules(db: DB, actor: ActorDep, application_id: UUID) -> CaseRules:
    """What the rules of the call say of this case now, with the evidence, and what they said at earlier acts."""
    return await decisions.case_rules(db, actor, application_id)


@router.get("/applications/{application_id}/people", **needs(Permission.GRANT_READ))
async def read_case_people(db: DB, actor: ActorDep, application_id: UUID) -> CasePeople:
    """Who the case is for, edition by edition, and how its group differs today."""
    return await decisions.case_people(db, actor, application_id)


@router.post("/applications/{application_id}/people", status_code=201, **needs(Permission.APPLICATION_CHECK))
async def renew_case_people(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, new: Renewal
) -> ActDone:
    """Takes the members of today as the people of the case, after they changed since the desk check."""
    return await done(db, actor, once, decisions.renew_people(db, actor, application_id, seen, new))


@router.post("/applications/{application_id}/waivers", status_code=201, **needs(Permission.RULE_WAIVE))
async def waive_rule(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, new: WaiverCreate
) -> ActDone:
    """Lets a case pass in spite of one broken rule; by a fresh one-time code, from above the district."""
    return await done(db, actor, once, decisions.waive(db, actor, application_id, seen, new))


@router.post("/applications/{application_id}/holds", status_code=201, **needs(Permission.RULE_WAIVE))
async def hold_case(db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, new: HoldCreate) -> HoldRead:
    """Keeps a case from going on until a complaint, a duplicate or an audit is cleared up."""
    hold_id = await once.one(db, actor, holds.place(db, actor, application_id, new))
    return HoldRead.model_validate(await holds.read(db, actor, application_id, hold_id))


@router.post("/applications/{application_id}/holds/releases", status_code=204, **needs(Permission.RULE_WAIVE))
async def release_case(db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, given: HoldRelease) -> None:
    """Lets a case go on again; another officer than the one who held it."""
    if await once.first(db, actor):
        await holds.release(db, actor, application_id, given)
