"""Officers, their roles, and what two administrators decide together."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from bimtek_api.access.assignments import decisions, reads, repository, service, views
from bimtek_api.access.assignments.schemas import (
    AccessAsk,
    AccessDecided,
    AccessDecision,
    AccessRequests,
    OfficerCreate,
    OfficerFilter,
    OfficerRead,
    OfficerRow,
    PaperWrite,
    Reasoned,
    ReplacementDecision,
    RolesRead,
)
from bimtek_api.access.enrolments.schemas import EnrolmentLink
from bimtek_api.access.officers import repository as officers
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page

router = APIRouter(tags=["access"])
ADMINISTERS = needs(Permission.OFFICER_MANAGE)


@router.get("/officers", **ADMINISTERS)
async def list_officers(db: DB, actor: ActorDep, asked: Annotated[OfficerFilter, Query()]) -> Page[OfficerRow]:
    """Officers within the administrator's area, and those without a role, by name."""
    return await reads.listed(db, actor, asked)


@router.post("/officers", status_code=201, **ADMINISTERS)
async def invite_officer(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, new: OfficerCreate
) -> EnrolmentLink:
    """Records an officer without roles; the link by which she makes her own password is shown once."""
    return await service.invite(db, request.app.state.vault, actor, once, new)


@router.get("/officers/{officer_id}", **ADMINISTERS)
async def read_officer(db: DB, actor: ActorDep, officer_id: UUID) -> OfficerRead:
    """One officer with every role she has or had."""
    return await reads.one(db, actor, officer_id)


@router.post("/officers/{officer_id}/disablings", **ADMINISTERS)
async def disable_officer(db: DB, actor: ActorDep, once: OnceDep, officer_id: UUID, given: Reasoned) -> OfficerRead:
    """Shuts an officer out from her next request on. One administrator is enough."""
    if await once.first(db, actor):
        await service.disable(db, actor, officer_id, given.reason)
    return await reads.one(db, actor, officer_id)


@router.post("/officers/{officer_id}/login-ends", **ADMINISTERS)
async def end_logins(db: DB, actor: ActorDep, once: OnceDep, officer_id: UUID, given: Reasoned) -> OfficerRead:
    """Logs an officer out everywhere, from her next request on. One administrator is enough."""
    if await once.first(db, actor):
        await service.end_logins(db, actor, officer_id, given.reason)
    return await reads.one(db, actor, officer_id)


@router.post("/officers/{officer_id}/replacement-decisions", **ADMINISTERS)
async def decide_replacement(
    db: DB, actor: ActorDep, once: OnceDep, officer_id: UUID, given: ReplacementDecision
) -> OfficerRead:
    """Agrees to another authenticator an officer asked for with a code on paper, or stops it."""
    await service.decide_replacement(db, actor, once, officer_id, given)
    return await reads.one(db, actor, officer_id)


@router.post("/officers/{officer_id}/paper-readings", **ADMINISTERS)
async def read_paper(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, officer_id: UUID, given: PaperWrite
) -> OfficerRead:
    """What an administrator reads as the officer's national id on her paper; kept as a keyed hash and compared."""
    if await once.first(db, actor):
        await service.read_paper(db, request.app.state.vault, actor, officer_id, given.nik)
    return await reads.one(db, actor, officer_id)


@router.post("/officers/{officer_id}/access-requests", status_code=201, **ADMINISTERS)
async def ask_access(db: DB, actor: ActorDep, once: OnceDep, officer_id: UUID, new: AccessAsk) -> AccessRequests:
    """Asks another administrator for a role, a recovery, or to let an officer in again."""
    await decisions.ask(db, actor, once, officer_id, new)
    return await reads.requests(db, actor)


@router.get("/access-requests", **ADMINISTERS)
async def list_access_requests(db: DB, actor: ActorDep) -> AccessRequests:
    """What waits for a second administrator."""
    return await reads.requests(db, actor)


@router.post("/access-requests/{request_id}/decisions", **ADMINISTERS)
async def decide_access(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, request_id: UUID, given: AccessDecision
) -> AccessDecided:
    """Grants or refuses what another administrator asked for. Asked again, it makes no second link."""
    if not await once.first(db, actor):
        return decisions.answer(approved=given.approve)
    return await decisions.decide(db, request.app.state.vault, actor, request_id, given)


@router.post("/role-assignments/{assignment_id}/ends", **ADMINISTERS)
async def end_role(db: DB, actor: ActorDep, once: OnceDep, assignment_id: UUID, given: Reasoned) -> OfficerRead:
    """Takes a role away, from the next request on. One administrator is enough."""
    officer_id = await once.one(db, actor, service.end_role(db, actor, assignment_id, given.reason))
    return await reads.one(db, actor, officer_id)


@router.get("/roles", **ADMINISTERS)
async def list_roles(db: DB) -> RolesRead:
    """Every role, and the pairs nobody may hold at once in one area."""
    return views.roles(await repository.pairs(db), await officers.programmes(db))
