"""Dates, times and numbers as people here write them: `7–10 Des 2026`, `24.00 WIB`, `1.146`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import ParamSpec
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.i18n import language


class Zones(dict[str, str]):
    """The zones of the country; what is none of them is read on the capital's clock."""

    def __missing__(self, zone: str) -> str:
        return self["WIB"]


ZONES = Zones({"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"})


Args = ParamSpec("Args")


def as_it_stands(said: Callable[Args, str]) -> Callable[Args, str]:
    """A day or an instant no calendar has is shown as it is kept, from whatever time a row is: no page ends there."""

    @wraps(said)
    def told(*args: Args.args, **kwargs: Args.kwargs) -> str:
        try:
            return said(*args, **kwargs)
        except (ValueError, OverflowError, KeyError):
            return str(args[0])

    return told


def to_date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def to_instant(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def local_of(value: datetime | str, zone: str) -> datetime:
    """An instant on the clock of its zone; at the edge of all calendars as it is."""
    instant = to_instant(value)
    try:
        return instant.astimezone(ZoneInfo(ZONES[zone]))
    except OverflowError:
        return instant


@as_it_stands
def day(value: date | str, pattern: str = "d MMM y") -> str:
    return format_date(to_date(value), pattern, locale=language.get())


@as_it_stands
def weekday(value: date | str, pattern: str = "EEEE") -> str:
    return format_date(to_date(value), pattern, locale=language.get())


@as_it_stands
def days(first: date | str, last: date | str, *, year: bool = True) -> str:
    """A span of days, saying month and year once."""
    start, end = to_date(first), to_date(last)
    closing = day(end, "d MMM y" if year else "d MMM")
    if start == end:
        return closing
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{closing}"
    return f"{day(start, 'd MMM' if start.year == end.year or not year else 'd MMM y')} – {closing}"


@as_it_stands
def weekdays(first: date | str, last: date | str, pattern: str = "EEEE") -> str:
    start, end = weekday(first, pattern), weekday(last, pattern)
    return start if to_date(first) == to_date(last) else f"{start}–{end}"


def clock(value: datetime, zone: str) -> str:
    mark = "." if language.get() == "id" else ":"
    return f"{value:%H}{mark}{value:%M} {zone}"


@as_it_stands
def moment(value: datetime | str, zone: str = "WIB", pattern: str = "d MMM y") -> str:
    """An instant in its zone: `25 Nov 2026, 09.40 WIB`."""
    local = local_of(value, zone)
    return f"{day(local.date(), pattern)}, {clock(local, zone)}"


@as_it_stands
def deadline(value: datetime | str, zone: str, pattern: str = "d MMM y") -> str:
    """An instant at which something ends; midnight belongs to the day before, as 24.00."""
    local = local_of(value, zone)
    if (local.hour, local.minute) != (0, 0):
        return moment(value, zone, pattern)
    mark = "." if language.get() == "id" else ":"
    return f"{day(local.date() - timedelta(days=1), pattern)}, 24{mark}00 {zone}"


def number(value: int) -> str:
    shown = f"{value:,}"
    return shown.replace(",", ".") if language.get() == "id" else shown


def rupiah(value: int) -> str:
    return f"Rp {value:,}".replace(",", ".")


def hours(minutes: int) -> str:
    """Lesson time in hours: `6`, `1,5`."""
    return decimal(minutes / 60)


def decimal(value: float) -> str:
    """`4,25` here, `4.25` in English; no digits that say nothing."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return shown.replace(".", ",") if language.get() == "id" else shown


@as_it_stands
def left(value: datetime | str) -> str:
    """The time until an instant: `1 hari 3 jam`, `12 menit`."""
    minutes = max(0, int((to_instant(value) - now()).total_seconds()) // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("%(days)s hari %(hours)s jam") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s jam %(minutes)s menit") % {"hours": hours, "minutes": minutes % 60}
    return _("%(minutes)s menit") % {"minutes": minutes}


def now() -> datetime:
    return datetime.now(UTC)


def phone(value: str) -> str:
    """A stored number as people here say it: 0812 3456 7890."""
    local = "0" + value.removeprefix("+62")
    return " ".join((local[:4], local[4:8], local[8:])).strip()
