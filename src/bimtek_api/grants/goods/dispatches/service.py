"""Sending goods out of the store, and counting them where they arrive."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers import repository as officers
from bimtek_api.core import clock, numbering, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import holds
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.goods.dispatches import repository
from bimtek_api.grants.goods.dispatches.errors import NotAllCounted, NotInStock, UnknownDispatch
from bimtek_api.grants.goods.dispatches.models import Dispatch, DispatchStatus, DispatchUnit, Outcome
from bimtek_api.grants.goods.dispatches.schemas import ArrivalCreate, DispatchCreate
from bimtek_api.grants.goods.dispatches.workflow import UNIT_ACTIONS, WORKFLOW
from bimtek_api.grants.goods.stock import place_statements as places
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.models import StockReturn, StockUnit, UnitStatus
from bimtek_api.grants.goods.stock.workflow import UNIT
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion

SERIES, TEMPLATE = "SJ", Path(__file__).with_name("waybill.typ")
IN_FUTURE = N_("Waktunya belum tiba.")
BEFORE_SENT = N_("Tiba lebih awal daripada berangkat.")


async def send(db: AsyncSession, printer: Printer, actor: Actor, once: Once, code: str, new: DispatchCreate) -> UUID:
    """Pieces leave the store under a numbered waybill."""
    district = await regions.district(db, code)
    expect_within(actor, Permission.STOCK_KEEP, district.code, UnknownRegion)
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    if new.sent_at > await clock.now(db):
        raise Invalid(Fault("/sent_at", "date_in_future", IN_FUTURE))
    units = await stock.lock_units(db, new.unit_ids)
    await expect_ready(db, units, new, district.code)
    paper = await waybill(db, printer, actor, new, district)
    plain = new.model_dump(exclude={"unit_ids"})
    made = Dispatch(
        **plain,
        **paper,
        district_code=district.code,
        status=DispatchStatus.SENT,
        sent_by=applications.proposer(actor),
    )
    db.add(made)
    for unit in units:
        UNIT.move(unit, "dispatch", actor, None)
    await db.flush()
    db.add_all(DispatchUnit(dispatch_id=made.id, unit_id=unit.id) for unit in units)
    await db.flush()
    await once.settle(db, actor.caller, made.id)
    data = {"pieces": len(units)}
    await record(
        db, actor, Entry("dispatch.sent", ("dispatch", made.id), district.code, after=made.number, data=data)
    )
    return made.id


async def expect_ready(
    db: AsyncSession, units: Sequence[StockUnit], new: DispatchCreate, district: str
) -> None:  # fmt: skip
    """In stock there, each once, and kept for no case that is held."""
    fit = [unit for unit in units if (unit.district_code, unit.status) == (district, UnitStatus.IN_STOCK)]
    if len(fit) != len(set(new.unit_ids)) or len(fit) != len(new.unit_ids):
        raise NotInStock
    for case_id in await places.cases_of(db, new.unit_ids):
        await holds.expect_free(db, case_id)


async def waybill(db: AsyncSession, printer: Printer, actor: Actor, new: DispatchCreate, district: Row) -> Json:
    """Number, content and paper."""
    local, rows = clock.local(new.sent_at, district.zone), await stock.named(db, new.unit_ids)
    sender = await officers.by_id(db, applications.proposer(actor))
    drawn = (await numbering.draw(db, SERIES, district.code, local.year))[0]
    number = f"{SERIES}-{district.code}-{local.year}-{drawn:04d}"
    snapshot = {
        "number": number, "district": district.name, "sender": sender.name if sender else "",
        "sent": f"{papers.spelt(local.date())}, pukul {local:%H.%M} {district.zone}",
        "items": [{"name": row.name, "serial": row.serial, "group": row.group_name} for row in rows],
    } | new.model_dump(include={"from_place", "to_place", "driver", "vehicle"})  # fmt: skip
    content = await papers.render(TEMPLATE, snapshot)
    kept = await printer.keep(db, actor, content, kind="waybill", name=number, district=district.code)
    return {"number": number, "snapshot": snapshot, "paper_id": kept}


async def arrive(db: AsyncSession, actor: Actor, dispatch_id: UUID, seen: int, given: ArrivalCreate) -> None:
    """Every piece is counted: arrived, damaged, lost or brought back, all but the first with what happened."""
    row = await repository.read(db, actor, dispatch_id)
    expect_within(actor, Permission.STOCK_KEEP, row.district_code, UnknownDispatch)
    dispatch = await repository.lock(db, dispatch_id)
    dispatch.expect(seen)
    if given.arrived_at > await clock.now(db):
        raise Invalid(Fault("/arrived_at", "date_in_future", IN_FUTURE))
    if given.arrived_at < dispatch.sent_at:
        raise Invalid(Fault("/arrived_at", "before_sent", BEFORE_SENT))
    await count(db, actor, dispatch_id, given)
    async with transition(db, actor, WORKFLOW, dispatch, "arrive", None, of=("dispatch", dispatch_id)) as step:
        dispatch.arrived_at = given.arrived_at
        step.data["remarks"] = sum(each.note is not None for each in given.units)


async def count(db: AsyncSession, actor: Actor, dispatch_id: UUID, given: ArrivalCreate) -> None:
    found, sent = {each.unit_id: each for each in given.units}, await repository.own_units(db, dispatch_id)
    if len(found) != len(given.units) or set(found) != {each.unit_id for each in sent}:
        raise NotAllCounted
    units = {unit.id: unit for unit in await stock.lock_units(db, list(found))}
    kept_for = {row.id: row.application_id for row in await stock.named(db, list(found))}
    for each in sent:
        seen = found[each.unit_id]
        if seen.outcome == Outcome.CAME_BACK:  # it is inspected before it goes out again
            brought = {"brought_by": applications.proposer(actor), "reason": seen.note}
            db.add(StockReturn(unit_id=each.unit_id, application_id=kept_for[each.unit_id], **brought))
            await db.flush()
        UNIT.move(units[each.unit_id], UNIT_ACTIONS[seen.outcome], actor, None)
        each.outcome, each.note = seen.outcome, seen.note
    await db.flush()
