"""Keeping the calendar, and refusing what binds money while it is frozen."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Forbidden
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere
from bimtek_api.programmes.workdays import repository
from bimtek_api.programmes.workdays.errors import Frozen, HolidayKnown, UnknownFreeze, UnknownHoliday
from bimtek_api.programmes.workdays.models import FreezeWindow, Holiday
from bimtek_api.programmes.workdays.schemas import FreezeCreate, HolidayWrite
from bimtek_api.regions import repository as regions


async def expect_open(db: AsyncSession, district: str) -> None:
    """Raises Frozen on a day on which nothing that binds money may be done in the district."""
    window = await repository.frozen(db, district, await regions.today(db, district))
    if window:
        raise Frozen(until=f"{window.last_day:%d-%m-%Y}", reason=window.reason)


async def add_holiday(db: AsyncSession, actor: Actor, new: HolidayWrite) -> None:
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    holiday = Holiday(**new.model_dump())
    try:
        async with db.begin_nested():
            db.add(holiday)
            await db.flush()
    except IntegrityError as known:
        raise HolidayKnown from known
    data = {"day": str(new.day)}
    await record(db, actor, Entry("holiday.added", ("holiday", holiday.id), COUNTRY, data=data))


async def remove_holiday(db: AsyncSession, actor: Actor, holiday_id: UUID) -> int:
    """For one that was written by mistake. Terms that have begun keep their last day. Returns its year."""
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    holiday = await db.get(Holiday, holiday_id)
    if holiday is None:
        raise UnknownHoliday
    await db.delete(holiday)
    await db.flush()
    data = {"day": str(holiday.day)}
    await record(db, actor, Entry("holiday.removed", ("holiday", holiday_id), COUNTRY, data=data))
    return holiday.day.year


async def freeze(db: AsyncSession, actor: Actor, new: FreezeCreate) -> None:
    """By whoever manages programmes in that whole area."""
    if new.region_code:
        await regions.office(db, new.region_code)
    expect_area(actor, new.region_code)
    made = FreezeWindow(**new.model_dump(), made_by=actor.id)
    db.add(made)
    await db.flush()
    data = {"first_day": str(new.first_day), "last_day": str(new.last_day)}
    entry = Entry("freeze.begun", ("freeze", made.id), new.region_code or COUNTRY, reason=new.reason, data=data)
    await record(db, actor, entry)


def expect_area(actor: Actor, region: str | None) -> None:
    held = actor.regions(Permission.PROGRAMME_MANAGE)
    covers = None in held or (region and any(region == each or region.startswith(f"{each}.") for each in held))
    if not covers or actor.id is None:
        raise Forbidden


async def thaw(db: AsyncSession, actor: Actor, freeze_id: UUID) -> None:
    """Ends a window before its last day."""
    window = await repository.lock_freeze(db, freeze_id)
    if window is None or window.ended_at:
        raise UnknownFreeze
    expect_area(actor, window.region_code)
    window.ended_at = await clock.now(db)
    await db.flush()
    await record(db, actor, Entry("freeze.ended", ("freeze", freeze_id), window.region_code or COUNTRY))
