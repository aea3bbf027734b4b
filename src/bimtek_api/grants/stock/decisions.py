"""What happens to single pieces: back to the supplier, or to another group."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import BUY, INSPECT
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.applications import repository as cases
from bimtek_api.grants.stock import repository
from bimtek_api.grants.stock.errors import NoSuchPlace, UnknownUnit
from bimtek_api.grants.stock.models import StockPhoto, StockUnit, UnitStatus
from bimtek_api.grants.stock.schemas import UnitAssign, UnitMove
from bimtek_api.grants.stock.workflow import UNIT


async def locked(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int) -> StockUnit:
    unit = await repository.lock_unit(db, actor, unit_id)
    expect_within(actor, Permission.STOCK_KEEP, unit.district_code, UnknownUnit)
    unit.expect(seen)
    return unit


async def move(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int, asked: UnitMove) -> None:
    """A rejected piece goes back to its supplier (its number may come again), one on the way back into stock."""
    unit = await locked(db, actor, unit_id, seen)
    moved = UNIT.move(unit, asked.action, actor, {}, asked.reason)
    await db.flush()
    subject = ("stock_unit", unit_id)
    await record(
        db, actor, Entry(moved.event, subject, unit.district_code, None, moved.before, moved.after, asked.reason)
    )


async def assign(db: AsyncSession, actor: Actor, unit_id: UUID, seen: int, asked: UnitAssign) -> None:
    """Keeps a piece for another group. Whoever bought and inspected it takes that duty there, too (G16)."""
    before = await repository.read_unit(db, actor, unit_id)
    place = next((each for each in await repository.places(db, before) if each.line_id == asked.line_id), None)
    if place is None:
        raise NoSuchPlace
    for case_id in sorted((before.application_id, place.application_id)):
        await cases.lock(db, actor, case_id)
    unit = await locked(db, actor, unit_id, seen)
    still = {each.line_id for each in await repository.places(db, before)}
    if unit.status != UnitStatus.IN_STOCK or asked.line_id not in still:
        raise NoSuchPlace
    hands = await repository.duties_of(db, unit_id)
    await duties.take(db, place.application_id, [hands.buyer], BUY)
    await duties.take(db, place.application_id, [hands.inspected_by], INSPECT)
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
