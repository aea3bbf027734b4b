"""Orders."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.scope import expect_within
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.goods.orders import repository, service
from bimtek_api.grants.goods.orders.schemas import (
    OrderClose,
    OrderCreate,
    OrderLineRead,
    OrderRead,
    OrderRow,
    OrderSlice,
    Want,
    Wants,
)
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.regions.schemas import RegionCode

router = APIRouter(tags=["goods"])


def shown(row: Row) -> OrderRow:
    district = Ref(code=row.district_code, name=row.district_name)
    return OrderRow.from_row(row, district=district)


async def detail(db: AsyncSession, actor: Actor, order_id: UUID) -> OrderRead:
    row = await repository.read(db, actor, order_id)
    able, unable = await service.actions(db, actor, row)
    lines = [OrderLineRead.model_validate(line) for line in await repository.lines(db, order_id)]
    return OrderRead(
        **shown(row).model_dump(), tax_percent=row.tax_percent, buyer=row.buyer, lines=lines,
        accepted_rupiah=await repository.accepted_value(db, order_id), available_actions=able,
        unavailable_actions=unable,
    )  # fmt: skip


@router.get("/districts/{code}/wanted-goods", **needs(Permission.GRANT_READ))
async def list_wanted_goods(db: DB, actor: ActorDep, code: RegionCode) -> Wants:
    """What the cases of a district were promised by decree and nobody has ordered yet."""
    district = await regions.district(db, code)
    expect_within(actor, Permission.GRANT_READ, district.code, UnknownRegion)
    return Wants(items=[Want.model_validate(row) for row in await repository.wanted_in(db, district.code)])


@router.get("/orders", **needs(Permission.GRANT_READ))
async def list_orders(db: DB, actor: ActorDep, asked: Annotated[OrderSlice, Query()]) -> Page[OrderRow]:
    """Orders of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[shown(row) for row in rows], next_cursor=cursor)


@router.post("/orders", status_code=201, **needs(Permission.ORDER_PLACE))
async def place_order(db: DB, actor: ActorDep, once: OnceDep, new: OrderCreate) -> OrderRead:
    """Orders goods from a supplier for cases under a decree in force; the buyer does nothing else in them."""
    return await detail(db, actor, await service.place(db, actor, once, new))


@router.get("/orders/{order_id}", **needs(Permission.GRANT_READ))
async def read_order(db: DB, actor: ActorDep, order_id: UUID) -> OrderRead:
    """One order: what was asked for whom, at which price, and what came of it."""
    return await detail(db, actor, order_id)


@router.post("/orders/{order_id}/transitions", **needs(Permission.ORDER_PLACE))
async def close_order(
    db: DB, actor: ActorDep, once: OnceDep, order_id: UUID, seen: IfMatch, asked: OrderClose
) -> OrderRead:
    """Closes an order short: what has not come may be ordered elsewhere."""
    if await once.first(db, actor):
        await service.close(db, actor, order_id, seen, asked)
    return await detail(db, actor, order_id)
