"""Decrees (SK)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.versions import IfMatch
from bimtek_api.files.printer import printer_of
from bimtek_api.grants.cases.decrees import changes, printing, reads, repository, service, views
from bimtek_api.grants.cases.decrees.schemas import (
    ChangeCreate,
    ChangeDecision,
    DecreeCreate,
    DecreeLineRead,
    DecreeLink,
    DecreeRead,
    DecreeRow,
    DecreeSlice,
    MembersChangeCreate,
    ScanRead,
)

router = APIRouter(tags=["decrees"])


async def detail(db: AsyncSession, actor: Actor, decree_id: UUID) -> DecreeRead:
    """One decree: annex, papers, and what changed it since."""
    found = await repository.read(db, actor, decree_id)
    amends = await repository.plain(db, found.amends_id) if found.amends_id else None
    proposed = await reads.proposed_people(db, decree_id)
    shown = [
        (each, changes.actions(actor, each.DecreeChange), proposed.get(each.DecreeChange.id, []))
        for each in await reads.changes(db, decree_id)
    ]
    return DecreeRead(
        **views.parts(found, views.PLAIN + views.MORE),
        amends=DecreeLink.model_validate(amends) if amends else None,
        amended_by=[DecreeLink.model_validate(each) for each in await repository.amending(db, decree_id)],
        scans=[ScanRead.model_validate(each) for each in await repository.scans(db, decree_id)],
        lines=[DecreeLineRead.model_validate(each) for each in await repository.annex(db, decree_id)],
        changes=[views.change(*each) for each in shown],
    )


@router.get("/decrees", **needs(Permission.GRANT_READ))
async def list_decrees(db: DB, actor: ActorDep, asked: Annotated[DecreeSlice, Query()]) -> Page[DecreeRow]:
    """Decrees of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[views.row(each) for each in rows], next_cursor=cursor)


@router.get("/decrees/{decree_id}", **needs(Permission.GRANT_READ))
async def read_decree(db: DB, actor: ActorDep, decree_id: UUID) -> DecreeRead:
    """One decree with its annex, its papers and its changes."""
    return await detail(db, actor, decree_id)


@router.post("/decrees", status_code=201, **needs(Permission.DECREE_SIGN))
async def sign_decree(db: DB, request: Request, actor: ActorDep, once: OnceDep, new: DecreeCreate) -> DecreeRead:
    """Signs a decree: its recipients may be given what was approved, the money is held, the paper is printed."""
    return await detail(db, actor, await service.sign(db, printer_of(request), actor, once, new))


@router.post("/decrees/{decree_id}/scans", status_code=201, **needs(Permission.DECREE_SIGN))
async def keep_scan(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, decree_id: UUID, file: UploadFile
) -> DecreeRead:
    """Keeps the signed paper: PDF, JPEG or PNG. Earlier scans stay readable."""
    if await once.first(db, actor):
        await printing.keep_scan(db, request.app.state.store, actor, decree_id, await file.read())
    return await detail(db, actor, decree_id)


@router.post("/decrees/{decree_id}/changes", status_code=201, **needs(Permission.DECREE_SIGN))
async def propose_change(db: DB, actor: ActorDep, once: OnceDep, decree_id: UUID, new: ChangeCreate) -> DecreeRead:
    """Proposes that recipients leave the decree; another person decides."""
    await changes.propose(db, actor, once, decree_id, new)
    return await detail(db, actor, decree_id)


@router.post("/decrees/{decree_id}/member-changes", status_code=201, **needs(Permission.DECREE_SIGN))
async def propose_member_change(
    db: DB, actor: ActorDep, once: OnceDep, decree_id: UUID, new: MembersChangeCreate
) -> DecreeRead:
    """Proposes other people for one recipient of the decree; another person decides."""
    await changes.propose_members(db, actor, once, decree_id, new)
    return await detail(db, actor, decree_id)


@router.post("/decree-changes/{change_id}/decisions", **needs(Permission.APPLICATION_VOTE))
async def decide_change(
    db: DB, actor: ActorDep, once: OnceDep, change_id: UUID, seen: IfMatch, given: ChangeDecision
) -> DecreeRead:
    """Decides a proposed change: recipients leave and unspent money goes back, or other people take their place."""
    return await detail(db, actor, await once.one(db, actor, changes.decide(db, actor, change_id, seen, given)))
