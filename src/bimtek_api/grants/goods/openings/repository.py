"""Queries of opening lists."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.goods.openings.errors import UnknownOpening
from bimtek_api.grants.goods.openings.models import OpeningStock
from bimtek_api.grants.goods.openings.schemas import OpeningSlice
from bimtek_api.grants.goods.stock.models import StockUnit
from bimtek_api.regions.models import Region

LIST, U = OpeningStock, StockUnit


def rows(actor: Actor) -> Select:
    enterer, decider, pieces = aliased(Officer), aliased(Officer), select(func.count()).where(U.opening_id == LIST.id)
    return (
        select(
            LIST.id, LIST.district_code, Region.name.label("district_name"), LIST.source, LIST.place, LIST.status,
            LIST.entered_by, LIST.created_at, LIST.decided_at, LIST.paper_id, LIST.version,
            enterer.name.label("enterer"), decider.name.label("decider"),
            pieces.scalar_subquery().label("pieces"),
            pieces.where(U.accepted_at.is_not(None)).scalar_subquery().label("accepted"),
        )
        .join(Region, Region.code == LIST.district_code)
        .join(enterer, enterer.person_id == LIST.entered_by)
        .outerjoin(decider, decider.person_id == LIST.decided_by)
        .where(within(actor, Permission.GRANT_READ, LIST.district_code))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: OpeningSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows(actor)
    if asked.status:
        query = query.where(LIST.status == asked.status)
    return cut((await db.execute(keyset(query, [LIST.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, opening_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(LIST.id == opening_id))).first()
    if row is None:
        raise UnknownOpening
    return row


async def lock(db: AsyncSession, actor: Actor, opening_id: UUID) -> OpeningStock:
    mine = within(actor, Permission.GRANT_READ, LIST.district_code)
    query = select(LIST).where(LIST.id == opening_id, mine).with_for_update(key_share=True)
    opening = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if opening is None:
        raise UnknownOpening
    return opening


async def own_units(db: AsyncSession, opening_id: UUID) -> Sequence[StockUnit]:
    """The pieces of a list for changing."""
    return (await db.execute(select(U).where(U.opening_id == opening_id).order_by(U.id))).scalars().all()
