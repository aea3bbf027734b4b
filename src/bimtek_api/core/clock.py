"""Time. The database's clock decides; a district's zone is used only at the edge."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

NOW = func.bimtek_now()
MIDNIGHT = time.min
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


async def now(db: AsyncSession) -> datetime:
    """The instant at which rules are judged: `bimtek_now()`, which only a test database overrides."""
    return (await db.execute(select(NOW))).scalar_one()


def local_date(instant: datetime, zone: str) -> date:
    """The calendar day of `instant` in an Indonesian zone ("WIB", "WITA", "WIT")."""
    return local(instant, zone).date()


def local(instant: datetime, zone: str) -> datetime:
    """The same instant on the wall clock of an Indonesian zone."""
    return instant.astimezone(ZoneInfo(ZONES[zone]))


def at(day: date, clock_time: time, zone: str) -> datetime:
    """The instant of a wall-clock time on `day` in an Indonesian zone."""
    return datetime.combine(day, clock_time, tzinfo=ZoneInfo(ZONES[zone])).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """24:00 of `day` in its zone: the instant at which a dated deadline ends."""
    return at(day + timedelta(days=1), time.min, zone)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day: 31 May less three months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def follows(instant: datetime, day: date, recorded: datetime, zone: str) -> bool:
    """Whether something was not before what has a date only: on that very day, not before it was recorded there.

    What was recorded on a later day than it bears counts from its day on.
    """
    local = local_date(instant, zone)
    if local != day or local_date(recorded, zone) != day:
        return local >= day
    return instant.replace(second=0, microsecond=0) >= recorded.replace(second=0, microsecond=0)
