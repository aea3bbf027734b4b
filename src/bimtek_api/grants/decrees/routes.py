"""Decrees (SK)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.grants.decrees import repository, service
from bimtek_api.grants.decrees.schemas import DecreeCreate, DecreeLineRead, DecreeRead, DecreeRow

router = APIRouter(tags=["decrees"])
PLAIN = ("id", "number", "dated", "signatory_name", "signatory_position", "recipients", "amount_rupiah")


def parts(row: Any) -> dict[str, Any]:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in PLAIN} | {"district": district}


async def detail(db: AsyncSession, actor: Actor, decree_id: UUID) -> DecreeRead:
    row = await repository.read(db, actor, decree_id)
    lines = [DecreeLineRead.model_validate(line) for line in await repository.annex(db, decree_id)]
    return DecreeRead(**parts(row), lines=lines)


@router.get("/decrees", **needs(Permission.GRANT_READ))
async def list_decrees(db: DB, actor: ActorDep, asked: SliceDep) -> Page[DecreeRow]:
    """Decrees of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[DecreeRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/decrees/{decree_id}", **needs(Permission.GRANT_READ))
async def read_decree(db: DB, actor: ActorDep, decree_id: UUID) -> DecreeRead:
    """One decree with its annex."""
    return await detail(db, actor, decree_id)


@router.post("/decrees", status_code=201, **needs(Permission.DECREE_SIGN))
async def sign_decree(db: DB, actor: ActorDep, once: OnceDep, new: DecreeCreate) -> DecreeRead:
    """Signs a decree: its recipients may be given what was approved, and the money is held."""
    return await detail(db, actor, await service.sign(db, actor, once, new))
