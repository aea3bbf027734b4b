"""Queries of the calendar."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, extract, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.programmes.workdays.models import FreezeWindow, Holiday
from bimtek_api.regions.models import Region

F = FreezeWindow


def after(day: object, working_days: int) -> ColumnElement[date]:
    """The last of so many working days after a day, as SQL: the database knows the holidays."""
    return func.workday_after(day, working_days, type_=Date)


async def due_on(db: AsyncSession, day: date, working_days: int) -> date:
    """The last day of a term of working days; Saturdays, Sundays and holidays do not count."""
    return (await db.execute(select(after(literal(day, Date), working_days)))).scalar_one()


async def holidays(db: AsyncSession, year: int) -> Sequence[Holiday]:
    query = select(Holiday).where(extract("year", Holiday.day) == year).order_by(Holiday.day)
    return (await db.execute(query)).scalars().all()


async def freezes(db: AsyncSession, today: date) -> Sequence[Row]:
    """Windows that have not ended, the next one first."""
    query = (
        select(F.id, F.first_day, F.last_day, F.region_code, F.reason, Region.name.label("region_name"))
        .outerjoin(Region, Region.code == F.region_code)
        .where(F.ended_at.is_(None), F.last_day >= today)
        .order_by(F.first_day, F.id)
    )
    return (await db.execute(query)).all()


async def frozen(db: AsyncSession, district: str, today: date) -> FreezeWindow | None:
    """The window that holds for a district today."""
    covers = or_(
        F.region_code.is_(None), F.region_code == district,
        literal(district).startswith(F.region_code + ".", autoescape=False),
    )  # fmt: skip
    query = select(F).where(F.ended_at.is_(None), F.first_day <= today, F.last_day >= today, covers)
    return (await db.execute(query.order_by(F.last_day.desc()).limit(1))).scalar_one_or_none()


async def lock_freeze(db: AsyncSession, freeze_id: UUID) -> FreezeWindow | None:
    query = select(F).where(F.id == freeze_id).with_for_update(key_share=True)
    return (await db.execute(query)).scalar_one_or_none()
