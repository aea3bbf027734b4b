"""Queries of deliveries by suppliers and of stock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, column, extract, func, or_, select, table, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.files.models import StoredFile
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.goods.orders.models import Order, OrderLine, OrderStatus
from bimtek_api.grants.goods.stock.errors import UnknownReceipt, UnknownUnit
from bimtek_api.grants.goods.stock.models import Condition, Receipt, StockPhoto, StockReturn, StockUnit, UnitStatus
from bimtek_api.grants.goods.stock.schemas import ReceiptSlice, StockSlice
from bimtek_api.grants.goods.suppliers.models import SupplierVersion
from bimtek_api.participants.groups.models import Group
from bimtek_api.regions.models import Region

R, U, L, AL = Receipt, StockUnit, OrderLine, ApplicationLine
SERIALS = table("handed_serials", column("serial_key"), column("serial"), column("ended_at"))
ROAD = table("dispatches", column("id"), column("arrived_at"))
SENT = table("dispatch_units", column("dispatch_id"), column("unit_id"))
IN_STOCK = U.status == UnitStatus.IN_STOCK
READY = U.status.in_((UnitStatus.IN_STOCK, UnitStatus.ARRIVED))
GONE = (UnitStatus.RETURNED, UnitStatus.HANDED_OVER)
AGES = ((0, 30), (31, 90), (91, 180), (181, None))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, U.district_code)


def days() -> ColumnElement[int]:
    """Whole days since a piece was accepted."""
    return func.floor(extract("epoch", func.bimtek_now() - U.accepted_at) / 86_400)


def units() -> Select:
    return (
        select(
            U.id, U.serial, U.serial_key, func.coalesce(AL.name, U.name).label("name"), AL.id.label("line_id"),
            Group.name.label("group_name"), AL.application_id, Application.number.label("application_number"),
            L.order_id, Order.number.label("order_number"), U.receipt_id, U.opening_id, U.order_line_id,
            U.district_code, Region.name.label("district_name"), U.status, U.condition, U.note, U.cost_rupiah,
            case((IN_STOCK, days())).label("days"), U.version,
        )
        .outerjoin(L, L.id == U.order_line_id)
        .outerjoin(Order, Order.id == L.order_id)
        .outerjoin(AL, AL.id == U.for_line_id)
        .outerjoin(Application, Application.id == AL.application_id)
        .outerjoin(Group, Group.id == Application.group_id)
        .join(Region, Region.code == U.district_code)
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: StockSlice) -> tuple[list[Row], str | None]:
    """The oldest first: what waits longest stands on top."""
    query = units().where(visible_to(actor))
    if asked.status:
        query = query.where(U.status == asked.status)
    if asked.order:
        query = query.where(Order.id == asked.order)
    if asked.district:
        query = query.where(U.district_code == asked.district)
    if asked.q:
        text = asked.q
        query = query.where(
            or_(*(each.icontains(text, autoescape=True) for each in (U.serial, U.name, AL.name, Group.name)))
        )
    return cut((await db.execute(keyset(query, [U.id], asked))).all(), asked, "id")


async def ages(db: AsyncSession, actor: Actor) -> Sequence[tuple[int, int]]:
    """Pieces in stock and their value for each of AGES."""
    ranges = [days() >= first if last is None else days().between(first, last) for first, last in AGES]
    columns = []
    for old in ranges:
        columns += [func.count(case((old, 1))), func.coalesce(func.sum(case((old, U.cost_rupiah))), 0)]
    row = (await db.execute(select(*columns).where(IN_STOCK, visible_to(actor)))).one()
    return list(zip(row[::2], row[1::2], strict=True))


async def of_receipt(db: AsyncSession, receipt_id: UUID) -> Sequence[Row]:
    return (await db.execute(units().where(U.receipt_id == receipt_id).order_by(AL.name, Group.name, U.serial))).all()


async def of_opening(db: AsyncSession, opening_id: UUID) -> Sequence[Row]:
    query = units().where(U.opening_id == opening_id)
    return (await db.execute(query.order_by(func.coalesce(AL.name, U.name), U.serial))).all()


async def own_units(db: AsyncSession, receipt_id: UUID) -> Sequence[StockUnit]:
    """The pieces of a delivery for changing."""
    return (await db.execute(select(U).where(U.receipt_id == receipt_id).order_by(U.id))).scalars().all()


async def lock_unit(db: AsyncSession, actor: Actor, unit_id: UUID) -> StockUnit:
    query = select(U).where(U.id == unit_id, visible_to(actor)).with_for_update(key_share=True)
    unit = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if unit is None:
        raise UnknownUnit
    return unit


async def read_unit(db: AsyncSession, actor: Actor, unit_id: UUID) -> Row:
    row = (await db.execute(units().where(U.id == unit_id, visible_to(actor)))).first()
    if row is None:
        raise UnknownUnit
    return row


async def photos(db: AsyncSession, unit_id: UUID) -> Sequence[UUID]:
    query = select(StockPhoto.file_id).where(StockPhoto.unit_id == unit_id)
    return (await db.execute(query.order_by(StockPhoto.file_id))).scalars().all()


async def known_serial(db: AsyncSession, keys: list[str]) -> str | None:
    query = select(U.serial).where(U.serial_key.in_(keys), U.status.not_in(GONE))
    return (await db.execute(query.limit(1))).scalar_one_or_none()


async def handed_serial(db: AsyncSession, keys: list[str]) -> str | None:
    query = select(SERIALS.c.serial).where(SERIALS.c.serial_key.in_(keys), SERIALS.c.ended_at.is_(None))
    return (await db.execute(query.limit(1))).scalar_one_or_none()


async def for_case(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """What lies in stock for a case."""
    return (await db.execute(units().where(AL.application_id == case_id, READY).order_by(AL.name, U.serial))).all()


async def lock_for_case(db: AsyncSession, case_id: UUID) -> dict[tuple[UUID, str], StockUnit]:
    """Pieces ready for a case by item and serial key, locked."""
    query = select(U).join(AL, AL.id == U.for_line_id).where(AL.application_id == case_id, READY)
    rows = await db.execute(query.order_by(U.id).with_for_update(of=U, key_share=True))
    return {(unit.for_line_id, unit.serial_key): unit for unit in rows.scalars() if unit.for_line_id}


async def ready_since(db: AsyncSession, units: Iterable[StockUnit]) -> dict[UUID, datetime]:
    """Since when each piece may go out: accepted, found good after it came back, arrived where it was sent."""
    ids = [unit.id for unit in units]
    arrived = select(func.max(ROAD.c.arrived_at)).join(SENT, SENT.c.dispatch_id == ROAD.c.id)
    arrived = arrived.where(SENT.c.unit_id == U.id).correlate(U).scalar_subquery()
    query = select(U.id, func.greatest(U.accepted_at, func.max(StockReturn.inspected_at), arrived))
    query = query.outerjoin(StockReturn, StockReturn.unit_id == U.id).where(U.id.in_(ids), U.accepted_at.is_not(None))
    return dict((await db.execute(query.group_by(U.id))).all())


async def open_return(db: AsyncSession, unit_id: UUID) -> StockReturn | None:
    query = select(StockReturn).where(StockReturn.unit_id == unit_id, StockReturn.inspected_by.is_(None))
    return (await db.execute(query.with_for_update())).scalar_one_or_none()


async def found_bad(db: AsyncSession, unit_id: UUID) -> bool:
    """Whether the last inspection after it came back found something wrong."""
    query = select(StockReturn.condition).where(StockReturn.unit_id == unit_id).order_by(StockReturn.id.desc())
    return (await db.execute(query.limit(1))).scalar_one_or_none() not in (None, Condition.GOOD)


def receipts(actor: Actor) -> Select:
    receiver, inspector = aliased(Officer), aliased(Officer)
    pieces = select(func.count()).where(U.receipt_id == R.id)
    return (
        select(
            R.id, R.number, R.order_id, Order.number.label("order_number"), SupplierVersion.name.label("supplier"),
            R.district_code, Region.name.label("district_name"), R.status, R.delivery_note, R.received_on, R.place,
            R.handed_by, R.received_by, receiver.name.label("receiver"), inspector.name.label("inspector"),
            R.inspected_at, R.code, R.minutes_id, R.version, pieces.scalar_subquery().label("received"),
            pieces.where(U.accepted_at.is_not(None)).scalar_subquery().label("accepted"),
        )
        .join(Order, Order.id == R.order_id)
        .join(SupplierVersion, SupplierVersion.id == Order.supplier_version_id)
        .join(Region, Region.code == R.district_code)
        .join(receiver, receiver.person_id == R.received_by)
        .outerjoin(inspector, inspector.person_id == R.inspected_by)
        .where(within(actor, Permission.GRANT_READ, R.district_code))
    )  # fmt: skip


async def receipt_page(db: AsyncSession, actor: Actor, asked: ReceiptSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = receipts(actor)
    if asked.order:
        query = query.where(R.order_id == asked.order)
    if asked.status:
        query = query.where(R.status == asked.status)
    return cut((await db.execute(keyset(query, [R.id], asked, descending=True))).all(), asked, "id")


async def receipt(db: AsyncSession, actor: Actor, receipt_id: UUID) -> Row:
    row = (await db.execute(receipts(actor).where(R.id == receipt_id))).first()
    if row is None:
        raise UnknownReceipt
    return row


async def by_code(db: AsyncSession, code: str) -> Row | None:
    """For the public check of a paper."""
    query = (
        select(
            R.number, R.snapshot, R.snapshot_hash, R.inspected_at, R.district_code,
            Region.name.label("district_name"), StoredFile.sha256.label("file_sha256"),
        )
        .join(Region, Region.code == R.district_code)
        .join(StoredFile, StoredFile.id == R.minutes_id)
    )  # fmt: skip
    return (await db.execute(query.where(R.code == code))).first()


async def lock_receipt(db: AsyncSession, receipt_id: UUID) -> Receipt:
    query = select(R).where(R.id == receipt_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def record_of(db: AsyncSession, actor: Actor, supplier_id: UUID) -> Row:
    """What a supplier delivered to the caller's districts: an order is late when something came, or lacks, after."""
    mine = and_(Order.supplier_id == supplier_id, within(actor, Permission.GRANT_READ, Order.district_code))
    overdue = select(R.id).where(R.order_id == Order.id, R.received_on > Order.due_on).exists()
    today = func.date(func.timezone("Asia/Jakarta", func.bimtek_now()))
    late = or_(overdue, and_(Order.status != OrderStatus.COMPLETED, Order.due_on < today))
    counts = (func.count().label("orders"), func.count(case((late, 1))).label("late"))
    numbers = select(*counts).select_from(Order).where(mine).subquery()
    found = [func.count(case((U.condition == each, 1))).label(each.value) for each in Condition]
    pieces = select(func.count().label("pieces"), *found).select_from(U).join(L, L.id == U.order_line_id)
    counted = pieces.join(Order, Order.id == L.order_id).where(mine).subquery()
    return (await db.execute(select(numbers, counted).select_from(numbers.join(counted, true())))).one()


async def named(db: AsyncSession, ids: list[UUID]) -> Sequence[Row]:
    """Pieces with their words, group by group."""
    return (await db.execute(units().where(U.id.in_(ids)).order_by(Group.name, AL.name, U.serial))).all()


async def lock_units(db: AsyncSession, ids: list[UUID]) -> Sequence[StockUnit]:
    """The pieces in id order, locked."""
    query = select(U).where(U.id.in_(ids)).order_by(U.id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalars().all()
