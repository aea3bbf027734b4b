"""Instants: a day, a time and an offset or one of our zones, between the years 2000 and 2100."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from bimtek_api.core.clock import ZONES
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import NUMBER_CELL, typed_day, typed_time
from bimtek_api.core.values.typed import Number, exact, is_nothing, plain
from bimtek_api.core.wrongs import wrong

INSTANT = N_("Tulis tanggal, jam, dan zonanya, seperti 17/8/2026 08.00 WIB.")
JSON_INSTANT = N_("Kirim waktu sebagai teks dengan zona, seperti 2026-08-17T08:00:00+07:00.")
OUTSIDE = N_("Periksa tahunnya: waktu ini harus antara tahun 2000 dan 2100.")
EARLIEST, LATEST = 2000, 2100
OFFSET = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})"
)
LOCAL = re.compile(r"(?P<day>.+?),? (?P<time>[0-9]{1,2}[.:][0-9]{2}) (?P<zone>WIB|WITA|WIT)", re.IGNORECASE)


def instant(value: object) -> datetime | None:
    """RFC 3339 with its offset; as typed also `17/8/2026 08.00 WIB`."""
    if is_nothing(value):
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return within(value)
    if isinstance(value, Number):
        raise wrong("not_a_date", NUMBER_CELL)
    text = plain(value) if isinstance(value, str) else None
    if text and OFFSET.fullmatch(text):
        try:
            found = datetime.fromisoformat(text.upper())
        except ValueError as error:
            raise wrong("not_an_instant", INSTANT) from error
        return within(found)
    if exact.get():
        raise wrong("not_an_instant", JSON_INSTANT)
    local = LOCAL.fullmatch(text) if text else None
    if local is None:
        raise wrong("not_an_instant", INSTANT)
    zone, day = ZoneInfo(ZONES[local["zone"].upper()]), typed_day(local["day"])
    if local["time"] in ("24.00", "24:00"):  # a day's end, as deadlines are written
        return within(datetime.combine(later(day), time.min, tzinfo=zone))
    return within(datetime.combine(day, typed_time(local["time"]), tzinfo=zone))


def later(day: date) -> date:
    """The next day, of which the last of all has none."""
    return day + timedelta(days=1) if day < date.max else day


def within(value: datetime) -> datetime:
    """Every zone of the world can show what is between these years; what is at the ends of time breaks pages."""
    if not EARLIEST <= value.year <= LATEST or abs(value.utcoffset() or timedelta()) > timedelta(hours=15):
        raise wrong("instant_outside", OUTSIDE)
    return value


Instant = Annotated[datetime, BeforeValidator(instant)]
