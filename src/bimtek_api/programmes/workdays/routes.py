"""The calendar of working days and freeze windows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.values.whole import Count
from bimtek_api.programmes.workdays import repository, service
from bimtek_api.programmes.workdays.schemas import (
    FreezeCreate,
    FreezeRead,
    HolidayRead,
    HolidayWrite,
    WorkCalendar,
)

router = APIRouter(tags=["calendar"])
Year = Annotated[Count, Query(ge=2020, le=2100)]


def freeze_read(row: Row) -> FreezeRead:
    region = Ref(code=row.region_code, name=row.region_name) if row.region_code else None
    plain = {name: getattr(row, name) for name in ("id", "first_day", "last_day", "reason")}
    return FreezeRead(**plain, region=region)


async def calendar(db: AsyncSession, year: int | None = None) -> WorkCalendar:
    today = clock.local_date(await clock.now(db), "WIB")
    wanted = year or today.year
    return WorkCalendar(
        year=wanted,
        holidays=[HolidayRead.model_validate(each) for each in await repository.holidays(db, wanted)],
        freezes=[freeze_read(each) for each in await repository.freezes(db, today)],
    )  # fmt: skip


@router.get("/calendar", **needs(Permission.GRANT_READ))
async def read_calendar(db: DB, year: Year | None = None) -> WorkCalendar:
    """Holidays of one year, by default this one, and the freeze windows ahead."""
    return await calendar(db, year)


@router.post("/holidays", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def add_holiday(db: DB, actor: ActorDep, once: OnceDep, new: HolidayWrite) -> WorkCalendar:
    """A day that is no working day; terms that begin afterwards leave it out."""
    if await once.first(db, actor):
        await service.add_holiday(db, actor, new)
    return await calendar(db, new.day.year)


@router.delete("/holidays/{holiday_id}", **needs(Permission.PROGRAMME_MANAGE))
async def remove_holiday(db: DB, actor: ActorDep, holiday_id: UUID) -> WorkCalendar:
    """Takes back a day that was written by mistake."""
    return await calendar(db, await service.remove_holiday(db, actor, holiday_id))


@router.post("/freeze-windows", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def begin_freeze(db: DB, actor: ActorDep, once: OnceDep, new: FreezeCreate) -> WorkCalendar:
    """Days on which no decree is signed, nothing ordered and no payment prepared in an area."""
    if await once.first(db, actor):
        await service.freeze(db, actor, new)
    return await calendar(db)


@router.post("/freeze-windows/{freeze_id}/ends", **needs(Permission.PROGRAMME_MANAGE))
async def end_freeze(db: DB, actor: ActorDep, once: OnceDep, freeze_id: UUID) -> WorkCalendar:
    """Ends a freeze before its last day."""
    if await once.first(db, actor):
        await service.thaw(db, actor, freeze_id)
    return await calendar(db)
