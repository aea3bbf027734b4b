"""Bank accounts of groups."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.participants.accounts import repository, service
from bimtek_api.participants.accounts.schemas import (
    AccountCheck,
    AccountOf,
    AccountRead,
    AccountWrite,
    HolderClearance,
    Reason,
)
from bimtek_api.participants.groups import repository as groups

router = APIRouter(tags=["groups"])


async def shown(db: AsyncSession, actor: Actor, group_id: UUID) -> AccountOf:
    await groups.read(db, actor, group_id)
    found = await repository.current(db, actor, group_id)
    return AccountOf(account=AccountRead.model_validate(found) if found else None)


@router.get("/groups/{group_id}/account", **needs(Permission.GROUP_READ))
async def read_account(db: DB, actor: ActorDep, group_id: UUID) -> AccountOf:
    """The account to which capital is paid; its number masked."""
    return await shown(db, actor, group_id)


@router.post("/groups/{group_id}/account", status_code=201, **needs(Permission.GROUP_RECORD))
async def keep_account(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, new: AccountWrite
) -> AccountOf:
    """Records the account, or another one in its place; the earlier one is paid nothing any more."""
    if await once.first(db, actor):
        await service.keep(db, request.app.state.vault, actor, group_id, new)
    return await shown(db, actor, group_id)


@router.post("/groups/{group_id}/account/clearances", status_code=201, **needs(Permission.PAYMENT_RELEASE))
async def clear_holder(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, seen: IfMatch, file: UploadFile,
    reason: Annotated[Reason, Form()],
) -> AccountOf:  # fmt: skip
    """A further officer says yes to an account in another name, with the paper that explains it."""
    told = HolderClearance(reason=reason, content=await file.read())
    cleared = service.clear_holder(db, request.app.state.store, actor, group_id, seen, told)
    return await shown(db, actor, await once.one(db, actor, cleared))


@router.post("/groups/{group_id}/account/checks", status_code=201, **needs(Permission.PAYMENT_PREPARE))
async def verify_account(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, seen: IfMatch, check: AccountCheck
) -> AccountOf:
    """A treasurer types the number a second time, out of the savings book."""
    if await once.first(db, actor):
        await service.verify(db, request.app.state.vault, actor, group_id, seen, check)
    return await shown(db, actor, group_id)
