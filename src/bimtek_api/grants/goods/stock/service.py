"""Goods come in, are inspected by somebody else, and wait in stock for their group."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import INSPECT
from bimtek_api.access.officers import repository as officers
from bimtek_api.core import clock, numbering, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.numbering import serial_key
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Acting, WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.orders import service as ordering
from bimtek_api.grants.goods.orders.errors import UnknownOrder
from bimtek_api.grants.goods.orders.models import Order, OrderStatus
from bimtek_api.grants.goods.stock import documents, repository
from bimtek_api.grants.goods.stock.errors import (
    AboveOrdered,
    NotAccepted,
    NotOrdered,
    SerialInStock,
    UnitsMissing,
    UnknownReceipt,
)
from bimtek_api.grants.goods.stock.models import (
    Condition,
    Inspection,
    Receipt,
    ReceiptStatus,
    StockReturn,
    StockUnit,
    UnitStatus,
)
from bimtek_api.grants.goods.stock.schemas import InspectionCreate, ReceiptCreate, UnitFound
from bimtek_api.grants.goods.stock.workflow import RECEIPT, UNIT, UnitFacts
from bimtek_api.regions import repository as regions

SERIES = "BAPP"
IN_FUTURE = N_("Waktu penerimaan belum tiba.")
BEFORE_ORDER = N_("Barang tidak mungkin datang sebelum kontraknya ada.")


async def receive(db: AsyncSession, actor: Actor, once: Once, order_id: UUID, new: ReceiptCreate) -> UUID:
    """Writes down what came. Nothing of it is in stock before somebody else has inspected it."""
    order = await orders.lock(db, actor, order_id)
    expect_within(actor, Permission.STOCK_KEEP, order.district_code, UnknownOrder)
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    if order.status != OrderStatus.PLACED:
        raise WrongStep
    await expect_time(db, order, new)
    lines = {line.id: line for line in await orders.lines(db, order_id)}
    expect_ordered(new, lines)
    keys = [serial_key(each) for line in new.lines for each in line.serials]
    if used := await repository.known_serial(db, keys) or await repository.handed_serial(db, keys):
        raise SerialInStock(serial=used)
    receipt = await add(db, actor, order, new, lines)
    await once.settle(db, actor.caller, receipt.id)
    data = {"receipt": str(receipt.id), "pieces": sum(len(line.serials) for line in new.lines)}
    await record(db, actor, Entry("goods.received", ("order", order_id), order.district_code, data=data))
    return receipt.id


async def expect_time(db: AsyncSession, order: Order, new: ReceiptCreate) -> None:
    """Not before the order; on its very day, not before the minute in which it was recorded."""
    if new.received_at > await clock.now(db):
        raise Invalid(Fault("/received_at", "date_in_future", IN_FUTURE))
    zone = (await regions.district(db, order.district_code)).zone
    if not clock.follows(new.received_at, order.dated, order.created_at, zone):
        raise Invalid(Fault("/received_at", "date_before_order", BEFORE_ORDER))


def expect_ordered(new: ReceiptCreate, lines: Mapping[UUID, Row]) -> None:
    for each in new.lines:
        line = lines.get(each.order_line_id)
        if line is None:
            raise NotOrdered
        left = line.ordered - (line.received - line.rejected)
        if len(each.serials) > left:
            raise AboveOrdered(name=line.name, group=line.group_name, left=left)


async def add(db: AsyncSession, actor: Actor, order: Order, new: ReceiptCreate, lines: Mapping[UUID, Row]) -> Receipt:
    zone = (await regions.district(db, order.district_code)).zone
    receipt = Receipt(
        **new.model_dump(exclude={"lines"}), order_id=order.id, district_code=order.district_code,
        received_on=clock.local_date(new.received_at, zone), status=ReceiptStatus.RECEIVED,
        received_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(receipt)
    await db.flush()
    for each in new.lines:
        line = lines[each.order_line_id]
        db.add_all(
            StockUnit(
                receipt_id=receipt.id, order_line_id=line.id, for_line_id=line.line_id, status=UnitStatus.RECEIVED,
                district_code=order.district_code, serial_key=serial_key(serial), serial=serial,
                cost_rupiah=line.price_rupiah + line.tax_rupiah,
            )
            for serial in each.serials
        )  # fmt: skip
    await db.flush()
    return receipt


async def inspect(
    db: AsyncSession, printer: Printer, actor: Actor, receipt_id: UUID, seen: int, given: InspectionCreate
) -> None:
    """Every piece is found good or rejected; the minutes get a number. Locks cases, then the order, then the rest."""
    row = await repository.receipt(db, actor, receipt_id)
    expect_within(actor, Permission.STOCK_INSPECT, row.district_code, UnknownReceipt)
    rows = await repository.of_receipt(db, receipt_id)
    case_ids = sorted({each.application_id for each in rows})
    for case_id in case_ids:
        await cases.lock(db, actor, case_id)
    order, receipt = await orders.lock(db, actor, row.order_id), await repository.lock_receipt(db, receipt_id)
    receipt.expect(seen)
    now, facts = await clock.now(db), Acting(actor)
    RECEIPT.check(receipt, "inspect", actor, facts)
    await take_duty(db, actor, receipt_id, case_ids, free=given.no_conflict)
    await judge(db, actor, await repository.own_units(db, receipt_id), given, now)
    paper = await print_minutes(db, printer, actor, receipt, order)
    moved = RECEIPT.move(receipt, "inspect", actor, facts)
    receipt.sqlmodel_update(paper | {"inspected_by": actor.id, "inspected_at": now})
    await db.flush()
    entry = Entry(moved.event, ("order", order.id), order.district_code, None, moved.before, receipt.number)
    await record(db, actor, entry)
    await ordering.complete_if_all_came(db, actor, order)


async def judge(
    db: AsyncSession, actor: Actor, pieces: Sequence[StockUnit], given: InspectionCreate, now: datetime
) -> None:  # fmt: skip
    """Every piece once; also those of an opening list."""
    found = {each.unit_id: each for each in given.units}
    if len(found) != len(given.units) or set(found) != {unit.id for unit in pieces}:
        raise UnitsMissing
    for unit in pieces:
        settle(actor, unit, found[unit.id], now)
    await db.flush()


def settle(actor: Actor, unit: StockUnit, found: UnitFound, now: datetime) -> None:
    good = found.condition == Condition.GOOD
    UNIT.move(unit, "accept" if good else "reject", actor, None)
    unit.condition, unit.note, unit.accepted_at = found.condition, found.note, now if good else None


async def take_duty(
    db: AsyncSession, actor: Actor, receipt_id: UUID, case_ids: Sequence[UUID], *, free: bool
) -> None:
    """G16: the inspector holds no other duty in any case the goods are for."""
    person = applications.proposer(actor)
    for case_id in case_ids:
        await duties.take(db, case_id, [person], INSPECT, free=free)
        db.add(Inspection(receipt_id=receipt_id, application_id=case_id, person_id=person, duty_group=INSPECT))
    await db.flush()


async def print_minutes(db: AsyncSession, printer: Printer, actor: Actor, receipt: Receipt, order: Order) -> Json:
    """Number, check code, content and paper of an inspection."""
    district = await regions.district(db, receipt.district_code)
    day = clock.local_date(await clock.now(db), district.zone)
    drawn = (await numbering.draw(db, SERIES, receipt.district_code, day.year))[0]
    number, code = f"{SERIES}-{receipt.district_code}-{day.year}-{drawn:04d}", numbering.check_code()
    facts = await head(db, actor, receipt, order) | {"number": number, "inspected_on": papers.spelt(day)}
    snapshot = documents.content(facts | {"district": district.name}, await repository.of_receipt(db, receipt.id))
    fingerprint = papers.fingerprint(snapshot)
    content = await documents.pdf(snapshot, fingerprint, printer.check_page(code))
    kept = await printer.keep(db, actor, content, kind="goods_minutes", name=number, district=receipt.district_code)
    return {
        "number": number, "code": code, "snapshot": snapshot, "snapshot_hash": fingerprint, "minutes_id": kept,
    }  # fmt: skip


async def head(db: AsyncSession, actor: Actor, receipt: Receipt, order: Order) -> dict[str, str]:
    """The texts of the minutes' head."""
    row = await repository.receipt(db, actor, receipt.id)
    inspector = await officers.by_id(db, applications.proposer(actor))
    return {
        "supplier": row.supplier, "order_number": order.number, "order_dated": papers.spelt(order.dated),
        "delivery_note": receipt.delivery_note, "received_on": papers.spelt(receipt.received_on),
        "place": receipt.place, "handed_by": receipt.handed_by, "receiver": row.receiver,
        "inspector": inspector.name if inspector else "",
    }  # fmt: skip


async def undo_handover(
    db: AsyncSession, actor: Actor, case_id: UUID, unit_id: UUID | None, follows: str, reason: str
) -> int | None:
    """An upheld dispute: the piece waits to be inspected, or it never came. Returns what it cost, where known."""
    if unit_id is None:  # given before pieces were kept in stock
        return None
    unit = await repository.lock_unit(db, actor, unit_id)
    if follows == "returned":
        brought = {"brought_by": applications.proposer(actor), "reason": reason}
        db.add(StockReturn(unit_id=unit_id, application_id=case_id, **brought))
        await db.flush()
    step = "take_back" if follows == "returned" else "miss"
    facts = UnitFacts(actor, upheld=True)
    async with transition(db, actor, UNIT, unit, step, facts, of=("stock_unit", unit_id), reason=reason):
        pass
    return unit.cost_rupiah


async def take_out(
    db: AsyncSession, actor: Actor, case_id: UUID, handed: Mapping[UUID, tuple[str, list[str]]]
) -> dict[tuple[UUID, str], StockUnit]:
    """Hands pieces out: `handed` is name and serial numbers by item. Nothing leaves that was not accepted (G7).

    Returns the pieces by item and serial key.
    """
    stocked = await repository.lock_for_case(db, case_id)
    taken = {}
    for line_id, (name, serials) in handed.items():
        for serial in serials:
            unit = stocked.get((line_id, serial_key(serial)))
            if unit is None:
                raise NotAccepted(name=name, serial=serial)
            UNIT.move(unit, "hand_over", actor, None)
            taken[line_id, unit.serial_key] = unit
    await db.flush()
    return taken
