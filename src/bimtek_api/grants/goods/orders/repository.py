"""Queries of orders. Units stand above this room: they are named as a plain table here."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, column, func, or_, select, table, true
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, ApplicationStatus
from bimtek_api.grants.cases.decrees.models import Decree, DecreeLine
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.grants.goods.orders.errors import UnknownOrder
from bimtek_api.grants.goods.orders.models import Order, OrderLine, OrderStatus
from bimtek_api.grants.goods.orders.schemas import OrderSlice
from bimtek_api.grants.goods.suppliers.models import SupplierVersion
from bimtek_api.participants.groups.models import Group
from bimtek_api.regions.models import Region

L, A, AL = OrderLine, Application, ApplicationLine
U = table(
    "stock_units", column("order_line_id"), column("for_line_id"), column("status"), column("cost_rupiah"),
    column("accepted_at"),
)  # fmt: skip
SENT_BACK, NO_MORE = ("rejected", "returned"), ("lost", "written_off")
OWED = (ApplicationStatus.DECREED, ApplicationStatus.PARTLY_DELIVERED)
TODAY = func.date(func.timezone("Asia/Jakarta", func.bimtek_now()))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, Order.district_code)


def still_ordered() -> ColumnElement[int]:
    return L.quantity - L.cancelled


def rows(actor: Actor) -> Select:
    total = select(func.coalesce(func.sum(still_ordered() * (L.price_rupiah + L.tax_rupiah)), 0))
    return (
        select(
            Order.id, Order.number, Order.dated, Order.due_on, Order.supplier_id,
            SupplierVersion.name.label("supplier"), SupplierVersion.nib.label("supplier_nib"),
            Order.district_code, Region.name.label("district_name"), Order.status, Order.tax_percent,
            Officer.name.label("buyer"), Order.version,
            total.where(L.order_id == Order.id).scalar_subquery().label("total_rupiah"),
            and_(Order.status == OrderStatus.PLACED, Order.due_on < TODAY).label("late"),
        )
        .join(SupplierVersion, SupplierVersion.id == Order.supplier_version_id)
        .join(Region, Region.code == Order.district_code)
        .join(Officer, Officer.person_id == Order.placed_by)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: OrderSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows(actor)
    if asked.status:
        query = query.where(Order.status == asked.status)
    if asked.supplier:
        query = query.where(Order.supplier_id == asked.supplier)
    return cut((await db.execute(keyset(query, [Order.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, order_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(Order.id == order_id))).first()
    if row is None:
        raise UnknownOrder
    return row


async def lock(db: AsyncSession, actor: Actor, order_id: UUID) -> Order:
    """The order for acting on: seen and locked."""
    query = select(Order).where(Order.id == order_id, visible_to(actor)).with_for_update(key_share=True)
    order = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if order is None:
        raise UnknownOrder
    return order


async def lines(db: AsyncSession, order_id: UUID) -> Sequence[Row]:
    """What was ordered for whom, and how many pieces came, were accepted and sent back."""
    came = (
        select(
            func.count(U.c.status).label("received"),
            func.count(case((U.c.status != "returned", U.c.accepted_at))).label("accepted"),
            func.count(case((U.c.status.in_(SENT_BACK), 1))).label("rejected"),
        )
        .where(U.c.order_line_id == L.id)
        .lateral()
    )  # fmt: skip
    query = (
        select(
            L.id, L.application_line_id.label("line_id"), L.application_id, A.number.label("application_number"),
            Group.name.label("group_name"), AL.name, AL.unit, still_ordered().label("ordered"), L.cancelled,
            L.price_rupiah, L.tax_rupiah, AL.price_rupiah.label("reference_rupiah"), L.deviation_reason,
            came.c.received, came.c.accepted, came.c.rejected,
        )
        .join(AL, AL.id == L.application_line_id)
        .join(A, A.id == L.application_id)
        .join(Group, Group.id == A.group_id)
        .join(came, true())
    )  # fmt: skip
    return (await db.execute(query.where(L.order_id == order_id).order_by(AL.name, A.number))).all()


async def own_lines(db: AsyncSession, order_id: UUID) -> Sequence[OrderLine]:
    """The lines for changing."""
    return (await db.execute(select(L).where(L.order_id == order_id).order_by(L.id))).scalars().all()


def wants() -> Select:
    """Items of cases under a decree in force, with what nobody has ordered yet."""
    ordered = select(func.coalesce(func.sum(still_ordered()), 0)).where(L.application_line_id == AL.id)
    # A piece kept for another group than it was ordered for, lost or written off, is wanted again where it lacks.
    pieces = select(func.count()).select_from(U).outerjoin(L, L.id == U.c.order_line_id)
    elsewhere = U.c.for_line_id.is_distinct_from(L.application_line_id)  # an opening piece has no order
    gone = pieces.where(L.application_line_id == AL.id, or_(elsewhere, U.c.status.in_(NO_MORE)))
    brought = pieces.where(U.c.for_line_id == AL.id, elsewhere, U.c.status.notin_((*SENT_BACK, *NO_MORE)))
    # What was handed over with typed serial numbers never came through an order.
    stocked = select(func.count()).select_from(U).where(U.c.for_line_id == AL.id, U.c.status == "handed_over")
    typed = func.handed_over(AL.id) - stocked.scalar_subquery()
    wanted = AL.approved - ordered.scalar_subquery() - brought.scalar_subquery() + gone.scalar_subquery() - typed
    return (
        select(
            AL.id.label("line_id"), AL.application_id, A.number.label("application_number"), A.district_code,
            Group.name.label("group_name"), AL.name, AL.unit, wanted.label("wanted"), AL.price_rupiah,
            AL.price_source, Decree.dated.label("decree_dated"), DecreeLine.amount_rupiah,
        )
        .join(A, A.id == AL.application_id)
        .join(Group, Group.id == A.group_id)
        .join(DecreeLine, and_(DecreeLine.application_id == A.id, DecreeLine.ended_at.is_(None)))
        .join(Decree, and_(Decree.id == DecreeLine.decree_id, Decree.revoked_at.is_(None)))
        .where(A.status.in_(OWED), AL.kind == ItemKind.GOODS)
    )  # fmt: skip


async def wanted_in(db: AsyncSession, district: str) -> Sequence[Row]:
    """What a district may still order, the same items together; at most 500."""
    query = wants().where(A.district_code == district).subquery()
    found = select(query).where(query.c.wanted > 0).order_by(query.c.name, query.c.application_number).limit(500)
    return (await db.execute(found)).all()


async def wanted_of(db: AsyncSession, line_ids: list[UUID]) -> dict[UUID, Row]:
    return {row.line_id: row for row in await db.execute(wants().where(AL.id.in_(line_ids)))}


async def cases_of_lines(db: AsyncSession, line_ids: list[UUID]) -> Sequence[UUID]:
    """The cases of these items, in the order in which they are locked."""
    query = select(AL.application_id).where(AL.id.in_(line_ids)).distinct().order_by(AL.application_id)
    return (await db.execute(query)).scalars().all()


async def ordered_value(db: AsyncSession, case_id: UUID) -> int:
    """What all orders for a case cost together, with tax, in rupiah."""
    total = func.coalesce(func.sum(still_ordered() * (L.price_rupiah + L.tax_rupiah)), 0)
    return int((await db.execute(select(total).where(L.application_id == case_id))).scalar_one())


async def accepted_value(db: AsyncSession, order_id: UUID) -> int:
    """What was accepted of an order, with tax, in rupiah: more is never paid (G11).

    Neither what went back to the supplier, nor what a group refused for a defect nobody found cleared.
    """
    return int((await db.execute(select(func.payable_value(order_id)))).scalar_one())


async def uninspected(db: AsyncSession, order_id: UUID) -> bool:
    query = select(L.id).join(U, U.c.order_line_id == L.id).where(L.order_id == order_id, U.c.status == "received")
    return (await db.execute(query.limit(1))).first() is not None


async def number_taken(db: AsyncSession, district: str, year: int, key: str) -> bool:
    query = select(Order.id).where(Order.district_code == district, Order.year == year, Order.number_key == key)
    return (await db.execute(query)).first() is not None
