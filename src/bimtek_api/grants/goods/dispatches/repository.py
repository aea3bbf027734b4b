"""Queries of waybills."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.goods.dispatches.errors import UnknownDispatch
from bimtek_api.grants.goods.dispatches.models import Dispatch, DispatchUnit
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.models import StockUnit
from bimtek_api.regions.models import Region

D, DU = Dispatch, DispatchUnit


def rows(actor: Actor) -> Select:
    pieces = select(func.count()).where(DU.dispatch_id == D.id).scalar_subquery()
    return (
        select(
            D.id, D.number, D.district_code, Region.name.label("district_name"), D.status, D.from_place, D.to_place,
            D.driver, D.vehicle, D.sent_at, Officer.name.label("sender"), D.arrived_at, D.paper_id, D.version,
            pieces.label("pieces"),
        )
        .join(Region, Region.code == D.district_code)
        .join(Officer, Officer.person_id == D.sent_by)
        .where(within(actor, Permission.GRANT_READ, D.district_code))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: Slice) -> tuple[list[Row], str | None]:
    """Newest first."""
    return cut((await db.execute(keyset(rows(actor), [D.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, dispatch_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(D.id == dispatch_id))).first()
    if row is None:
        raise UnknownDispatch
    return row


async def lock(db: AsyncSession, dispatch_id: UUID) -> Dispatch:
    query = select(D).where(D.id == dispatch_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def units(db: AsyncSession, dispatch_id: UUID) -> Sequence[Row]:
    """Every piece of a waybill with what became of it on the way."""
    query = stock.units().add_columns(DU.outcome, DU.note.label("way_note")).join(DU, DU.unit_id == StockUnit.id)
    return (await db.execute(query.where(DU.dispatch_id == dispatch_id).order_by(StockUnit.id))).all()


async def own_units(db: AsyncSession, dispatch_id: UUID) -> Sequence[DispatchUnit]:
    query = select(DU).where(DU.dispatch_id == dispatch_id).order_by(DU.unit_id)
    return (await db.execute(query)).scalars().all()
