"""Groups (KUB)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.participants.groups import repository, service
from bimtek_api.participants.groups.schemas import GroupCreate, GroupRead, GroupRow, GroupSlice, member_read
from bimtek_api.participants.trades.schemas import trade_ref

router = APIRouter(tags=["groups"])


def parts(row: Any) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("id", "name", "formed_on", "members")}
    district = Ref(code=row.district_code, name=row.district_name)
    return plain | {"district": district, "trade": trade_ref(row.trade), "chair": row.chair or ""}


async def detail(db: AsyncSession, actor: Actor, group_id: UUID) -> GroupRead:
    row = await repository.read(db, actor, group_id)
    people = [member_read(each) for each in await repository.members(db, group_id)]
    return GroupRead(**parts(row), address=row.address, version=row.version, people=people)


@router.get("/groups", **needs(Permission.GROUP_READ))
async def list_groups(db: DB, actor: ActorDep, asked: Annotated[GroupSlice, Query()]) -> Page[GroupRow]:
    """Groups of the caller's districts, by name."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[GroupRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/groups/{group_id}", **needs(Permission.GROUP_READ))
async def read_group(db: DB, actor: ActorDep, group_id: UUID) -> GroupRead:
    """One group with its members of today."""
    return await detail(db, actor, group_id)


@router.post("/groups", status_code=201, **needs(Permission.GROUP_RECORD))
async def create_group(db: DB, actor: ActorDep, once: OnceDep, new: GroupCreate) -> GroupRead:
    """Records a group with its chair and members."""
    return await detail(db, actor, await service.create(db, actor, once, new))
