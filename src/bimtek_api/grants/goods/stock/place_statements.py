"""For whom a piece is kept, and who else lacks one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, and_, column, func, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.decrees.models import DecreeLine
from bimtek_api.grants.goods.orders.models import OrderLine
from bimtek_api.grants.goods.stock.models import Receipt, StockReturn, StockUnit, UnitStatus
from bimtek_api.participants.groups.models import Group

U, L, AL = StockUnit, OrderLine, ApplicationLine
OPENINGS = table("opening_stocks", column("id"), column("entered_by"), column("decided_by"))
KEPT = (
    UnitStatus.RECEIVED, UnitStatus.IN_STOCK, UnitStatus.DISPATCHED, UnitStatus.ARRIVED, UnitStatus.TO_INSPECT,
    UnitStatus.DAMAGED,
)  # fmt: skip


def lacking() -> Select:
    """Items of cases under a decree in force, with how many pieces neither came nor were handed over."""
    kept = select(func.count()).where(U.for_line_id == AL.id, U.status.in_(KEPT)).scalar_subquery()
    lacks = AL.approved - kept - func.handed_over(AL.id)
    return (
        select(
            AL.id.label("line_id"), AL.application_id, Application.number.label("application_number"),
            Group.name.label("group_name"), AL.name, AL.price_rupiah, Application.district_code,
            lacks.label("missing"),
        )
        .join(Application, Application.id == AL.application_id)
        .join(Group, Group.id == Application.group_id)
        .join(DecreeLine, and_(DecreeLine.application_id == Application.id, DecreeLine.ended_at.is_(None)))
    )  # fmt: skip


async def of_lines(db: AsyncSession, line_ids: list[UUID]) -> Sequence[Row]:
    return (await db.execute(lacking().where(AL.id.in_(line_ids)))).all()


async def places(db: AsyncSession, unit: Row) -> Sequence[Row]:
    """Where a piece could go instead: the same item, promised to another group of the district and lacking."""
    found = lacking().subquery()
    query = select(found).where(
        found.c.missing > 0, func.lower(found.c.name) == unit.name.lower(), found.c.line_id != unit.line_id,
        found.c.district_code == unit.district_code,
    )  # fmt: skip
    if unit.opening_id:  # it is worth what the list says, and the decree reserved the reference price
        query = query.where(found.c.price_rupiah >= unit.cost_rupiah)
    return (await db.execute(query.order_by(found.c.application_number).limit(200))).all()


async def cases_of_opening(db: AsyncSession, opening_id: UUID) -> Sequence[UUID]:
    """The cases pieces of a list are for, in the order in which they are locked."""
    query = select(AL.application_id).join(U, U.for_line_id == AL.id).where(U.opening_id == opening_id).distinct()
    return (await db.execute(query.order_by(AL.application_id))).scalars().all()


async def duties_of(db: AsyncSession, unit_id: UUID) -> Row:
    """Who bought and who inspected a piece; who brought it into the store, by order, by list and back again."""
    query = (
        select(
            L.person_id.label("buyer"), func.coalesce(Receipt.inspected_by, OPENINGS.c.decided_by).label("inspector"),
            func.coalesce(Receipt.received_by, OPENINGS.c.entered_by).label("keeper"),
        )
        .select_from(U)
        .outerjoin(L, L.id == U.order_line_id)
        .outerjoin(Receipt, Receipt.id == U.receipt_id)
        .outerjoin(OPENINGS, OPENINGS.c.id == U.opening_id)
    )  # fmt: skip
    return (await db.execute(query.where(U.id == unit_id))).one()


async def inspectors_again(db: AsyncSession, unit_id: UUID) -> Sequence[UUID]:
    """Who found it good when it came back."""
    query = select(StockReturn.inspected_by).where(StockReturn.unit_id == unit_id)
    found = (await db.execute(query.where(StockReturn.inspected_by.is_not(None)).distinct())).scalars()
    return [each for each in found if each]


async def cases_of(db: AsyncSession, units: Sequence[UUID]) -> Sequence[UUID]:
    """The cases that pieces are kept for."""
    query = select(AL.application_id).join(U, U.for_line_id == AL.id).where(U.id.in_(units)).distinct()
    return (await db.execute(query.order_by(AL.application_id))).scalars().all()
