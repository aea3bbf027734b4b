"""Ordering goods for decreed cases, within what was approved and reserved (G7, G8)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import alike
from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import BUY
from bimtek_api.core import papers
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.grants.cases.applications import holds
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.goods.orders import repository
from bimtek_api.grants.goods.orders.errors import (
    AboveReserved,
    AboveWanted,
    OrderDistricts,
    OrderNumberTaken,
    PriceUnexplained,
    UnknownOrder,
    UnknownWant,
)
from bimtek_api.grants.goods.orders.models import Order, OrderLine, OrderStatus
from bimtek_api.grants.goods.orders.schemas import OrderClose, OrderCreate, OrderLineWrite
from bimtek_api.grants.goods.orders.workflow import WORKFLOW, OrderFacts
from bimtek_api.grants.goods.suppliers import owners
from bimtek_api.programmes.workdays import service as workdays
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal kontrak belum tiba.")
BEFORE_DECREE = N_("Tanggal kontrak lebih awal dari tanggal SK.")


def tax_on(price: int, percent: int) -> int:
    """Rounded to whole rupiah, half up."""
    return (price * percent + 50) // 100


async def place(db: AsyncSession, actor: Actor, once: Once, new: OrderCreate) -> UUID:
    """Everything or nothing. Cases are locked in id order before their items are counted."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    ids = [line.line_id for line in new.lines]
    locked = {case: await cases.lock(db, actor, case) for case in await repository.cases_of_lines(db, ids)}
    wanted = await repository.wanted_of(db, ids)
    if set(wanted) != set(ids):
        raise UnknownWant
    district = district_of(actor, wanted)
    await workdays.expect_open(db, district)
    await expect_dates(db, new, wanted, district)
    for case_id in locked:
        await holds.expect_free(db, case_id)
    for line in new.lines:
        expect_line(new, line, wanted[line.line_id])
    await owners.expect_known(db, new.supplier_id)
    order = await add(db, actor, new, district)
    await add_lines(db, order, new, wanted)
    for case in locked.values():
        await expect_reserved(db, case, wanted)
    await once.settle(db, actor.caller, order.id)
    data = {"supplier": str(new.supplier_id), "lines": len(new.lines)}
    await record(db, actor, Entry("order.placed", ("order", order.id), district, after=order.number, data=data))
    return order.id


def district_of(actor: Actor, wanted: Mapping[UUID, Row]) -> str:
    districts = {row.district_code for row in wanted.values()}
    if len(districts) != 1:
        raise OrderDistricts
    district = districts.pop()
    expect_within(actor, Permission.ORDER_PLACE, district, UnknownOrder)
    return district


async def expect_dates(db: AsyncSession, new: OrderCreate, wanted: Mapping[UUID, Row], district: str) -> None:
    if new.dated > await regions.today(db, district):
        raise Invalid(Fault("/dated", "date_in_future", IN_FUTURE))
    if new.dated < max(row.decree_dated for row in wanted.values()):
        raise Invalid(Fault("/dated", "date_before_decree", BEFORE_DECREE))


def expect_line(new: OrderCreate, line: OrderLineWrite, want: Row) -> None:
    if line.quantity > want.wanted:
        raise AboveWanted(name=want.name, group=want.group_name, left=want.wanted)
    cost = line.price_rupiah + tax_on(line.price_rupiah, new.tax_percent)
    if cost > want.price_rupiah and not line.deviation_reason:
        raise PriceUnexplained(name=want.name, reference=papers.rupiah(want.price_rupiah))


async def add(db: AsyncSession, actor: Actor, new: OrderCreate, district: str) -> Order:
    key = "".join(new.number.upper().split())
    if await repository.number_taken(db, district, new.dated.year, key):
        raise OrderNumberTaken
    plain = new.model_dump(exclude={"lines", "no_conflict"})
    order = Order(
        **plain, number_key=key, year=new.dated.year, district_code=district, status=OrderStatus.PLACED,
        placed_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(order)
    await db.flush()
    return order


async def add_lines(db: AsyncSession, order: Order, new: OrderCreate, wanted: Mapping[UUID, Row]) -> None:
    """The buyer's duty in every case, then the lines that rest on it."""
    for case_id in sorted({row.application_id for row in wanted.values()}):
        await duties.take(db, case_id, [order.placed_by], BUY, free=new.no_conflict)
        await alike.expect_other_seller(db, case_id, order.supplier_id)
    db.add_all(
        OrderLine(
            order_id=order.id, application_line_id=line.line_id, application_id=wanted[line.line_id].application_id,
            person_id=order.placed_by, duty_group=BUY, quantity=line.quantity, price_rupiah=line.price_rupiah,
            tax_rupiah=tax_on(line.price_rupiah, new.tax_percent), deviation_reason=line.deviation_reason,
        )
        for line in new.lines
    )  # fmt: skip
    await db.flush()


async def expect_reserved(db: AsyncSession, case: Application, wanted: Mapping[UUID, Row]) -> None:
    """All orders for a case together stay within what its decree reserved."""
    row = next(row for row in wanted.values() if row.application_id == case.id)
    total = await repository.ordered_value(db, case.id)
    if total > row.amount_rupiah:
        raise AboveReserved(group=row.group_name, total=papers.rupiah(total), amount=papers.rupiah(row.amount_rupiah))


async def actions(db: AsyncSession, actor: Actor, order: Row | Order) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do with an order now."""
    able, unable = WORKFLOW.available(order, actor, OrderFacts(await repository.uninspected(db, order.id)))
    return [each for each in able if each.action != "complete"], unable  # completed by the last inspection


async def close(db: AsyncSession, actor: Actor, order_id: UUID, seen: int, asked: OrderClose) -> None:
    """Gives up what has not come: it may be ordered elsewhere."""
    order = await repository.lock(db, actor, order_id)
    expect_within(actor, Permission.ORDER_PLACE, order.district_code, UnknownOrder)
    order.expect(seen)
    facts = OrderFacts(await repository.uninspected(db, order_id))
    came = {row.id: row for row in await repository.lines(db, order_id)}
    subject = ("order", order_id)
    async with transition(db, actor, WORKFLOW, order, asked.action, facts, of=subject, reason=asked.reason) as step:
        for line in (lines := await repository.own_lines(db, order_id)):
            line.cancelled = line.quantity - came[line.id].accepted
        step.data["given_up"] = sum(line.cancelled for line in lines)


async def expect_another(db: AsyncSession, actor: Actor, order: Order, line_id: UUID) -> None:
    """An accepted piece went back to the supplier: the order waits for another, or for one less once it is closed."""
    if order.status == OrderStatus.CLOSED_SHORT:
        line = next(each for each in await repository.own_lines(db, order.id) if each.id == line_id)
        line.cancelled += 1
        await db.flush()
    if order.status == OrderStatus.COMPLETED:
        async with transition(db, actor, WORKFLOW, order, "reopen", None, of=("order", order.id), by=SYSTEM):
            pass


async def complete_if_all_came(db: AsyncSession, actor: Actor, order: Order) -> None:
    """After an inspection: nothing is missing any more."""
    if any(line.accepted < line.ordered for line in await repository.lines(db, order.id)):
        return
    async with transition(db, actor, WORKFLOW, order, "complete", None, of=("order", order.id)):
        pass
