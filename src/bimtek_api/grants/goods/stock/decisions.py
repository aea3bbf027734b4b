"""What happens to single pieces: back to the supplier, or to another group."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import BUY, INSPECT
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import holds
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.orders import service as ordering
from bimtek_api.grants.goods.stock import place_statements as places
from bimtek_api.grants.goods.stock import repository
from bimtek_api.grants.goods.stock.errors import NoSuchPlace, UnknownUnit
from bimtek_api.grants.goods.stock.models import Condition, StockPhoto, StockReturn, StockUnit, UnitStatus
from bimtek_api.grants.goods.stock.schemas import UnitAssign, UnitInspection, UnitMove
from bimtek_api.grants.goods.stock.workflow import UNIT, UnitFacts


async def locked(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int) -> StockUnit:
    unit = await repository.lock_unit(db, actor, unit_id)
    expect_within(actor, Permission.STOCK_KEEP, unit.district_code, UnknownUnit)
    unit.expect(seen)
    return unit


async def move(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int, asked: UnitMove) -> None:
    """A rejected piece goes back to its supplier (its number may come again), one on the way back to the store; what
    was found bad goes to its supplier, too, or is written off. Locks the case and the order first."""
    before, order = await repository.read_unit(db, actor, unit_id), None
    if asked.action == "send_back" and before.order_id and before.application_id:
        await cases.lock(db, actor, before.application_id)
        order = await orders.lock(db, actor, before.order_id)
    unit, facts = await locked(db, actor, unit_id, seen), await keepers(db, actor, unit_id)
    UNIT.check(unit, asked.action, actor, facts, asked.reason)
    if asked.action == "restock":
        brought = {"brought_by": applications.proposer(actor), "reason": asked.reason}
        db.add(StockReturn(unit_id=unit_id, application_id=before.application_id, **brought))
        await db.flush()
    subject = ("stock_unit", unit_id)
    async with transition(db, actor, UNIT, unit, asked.action, facts, of=subject, reason=asked.reason):
        await db.flush()
        if order and unit.order_line_id and unit.accepted_at:
            await ordering.expect_another(db, actor, order, unit.order_line_id)


async def inspect_again(
    db: AsyncSession, actor: Actor, unit_id: UUID, seen: int, given: UnitInspection
) -> None:  # fmt: skip
    """Somebody else than who keeps the store says whether a piece that came back may go out again."""
    before = await repository.read_unit(db, actor, unit_id)
    expect_within(actor, Permission.STOCK_INSPECT, before.district_code, UnknownUnit)
    if before.application_id:
        await cases.lock(db, actor, before.application_id)
    unit = await repository.lock_unit(db, actor, unit_id)
    unit.expect(seen)
    step, now = "pass" if given.condition == Condition.GOOD else "fail", await clock.now(db)
    back, facts = await repository.open_return(db, unit_id), await keepers(db, actor, unit_id)
    UNIT.check(unit, step, actor, facts)
    if back is None:
        raise WrongStep
    person = applications.proposer(actor)
    if back.application_id:
        await duties.take(db, back.application_id, [person], INSPECT, free=given.no_conflict)
    found = {"inspected_by": person, "inspected_at": now, "condition": given.condition, "note": given.note}
    back.sqlmodel_update(found)
    await db.flush()
    async with transition(db, actor, UNIT, unit, step, facts, of=("stock_unit", unit_id), reason=given.note):
        pass


async def keepers(db: AsyncSession, actor: Actor, unit_id: UUID) -> UnitFacts:
    """Who keeps the store of a piece: whoever received or listed it, and whoever brought it back; whether it was
    found bad since."""
    hands, back = await places.duties_of(db, unit_id), await repository.open_return(db, unit_id)
    bad = await repository.found_bad(db, unit_id)
    return UnitFacts(actor, frozenset({hands.keeper, back.brought_by if back else None}), found_bad=bad)


async def assign(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int, asked: UnitAssign) -> None:
    """Keeps a piece for another group. Whoever bought and inspected it takes that duty there, too (G16)."""
    before = await repository.read_unit(db, actor, unit_id)
    place = next((each for each in await places.places(db, before) if each.line_id == asked.line_id), None)
    if place is None:
        raise NoSuchPlace
    for case_id in sorted({each for each in (before.application_id, place.application_id) if each}):
        await cases.lock(db, actor, case_id)
    unit = await locked(db, actor, unit_id, seen)
    still = {each.line_id for each in await places.places(db, before)}
    if unit.status != UnitStatus.IN_STOCK or asked.line_id not in still:
        raise NoSuchPlace
    await holds.expect_free(db, place.application_id)
    hands = await places.duties_of(db, unit_id)
    if hands.buyer:
        await duties.take(db, place.application_id, [hands.buyer], BUY)
    inspectors = {hands.inspector, *await places.inspectors_again(db, unit_id)}
    await duties.take(db, place.application_id, inspectors, INSPECT)
    unit.for_line_id, unit.version = asked.line_id, unit.version + 1
    await db.flush()
    data = {"from": before.application_number, "to": place.application_number}
    entry = Entry("goods.assigned", ("stock_unit", unit_id), unit.district_code, reason=asked.reason, data=data)
    await record(db, actor, entry)


async def keep_photo(db: AsyncSession, store: FileStore, actor: Actor, unit_id: UUID, content: bytes) -> None:
    """A photo of one piece, without the place or the phone it was taken with."""
    unit = await repository.lock_unit(db, actor, unit_id)
    expect_within(actor, Permission.STOCK_INSPECT, unit.district_code, UnknownUnit)
    stored = await files.keep(
        db, store, actor, await files.picture(content), kind="stock", media_type="image/jpeg", name="foto.jpg",
        district=unit.district_code,
    )  # fmt: skip
    db.add(StockPhoto(unit_id=unit_id, file_id=stored.id))
    await db.flush()
    data = {"file_id": str(stored.id)}
    await record(db, actor, Entry("stock.photo_kept", ("stock_unit", unit_id), unit.district_code, data=data))
