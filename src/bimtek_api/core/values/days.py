"""Days and wall-clock times. The year has four digits and the day comes first, unless the year does."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import BeforeValidator

from bimtek_api.core.i18n import N_
from bimtek_api.core.values.typed import Number, exact, is_nothing, plain
from bimtek_api.core.wrongs import wrong

DAY = N_("Tulis tanggal dengan tahun empat angka, seperti 17 Agustus 2023 atau 17/8/2023.")
NOWHERE = N_("Tanggal itu tidak ada di kalender. Periksa hari, bulan, dan tahunnya.")
WEEKDAY = N_("Nama hari dan tanggalnya tidak cocok. Periksa keduanya.")
NUMBER_CELL = N_("Sel ini berisi bilangan, bukan tanggal. Ubah format selnya menjadi Tanggal atau Teks.")
JSON_DAY = N_("Kirim tanggal sebagai teks YYYY-MM-DD.")
OUTSIDE = N_("Periksa tahunnya: tanggal ini harus antara tahun {first} dan {last}.")
CLOCK = N_("Tulis jam seperti 08.00 atau 13.30.")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "agustus august agu agt ags aug", "september sep sept",
            "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ), start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday", "jumat jum'at friday",
         "sabtu saturday", "minggu ahad sunday"),
    )
    for name in names.split()
}  # fmt: skip
NAMED = re.compile(
    r"(?:(?P<weekday>[A-Za-z']+),? )?(?P<day>[0-9]{1,2})[ -](?P<month>[A-Za-z]+)\.?[ -](?P<year>[0-9]{4})"
)
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})")
DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})(?P<sign> ?[-/. ] ?)(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:]00)?")


def calendar_day(year: str, month: int, day: str) -> date:
    try:
        return date(int(year), month, int(day))
    except ValueError as error:
        raise wrong("not_a_date", NOWHERE) from error


def typed_day(text: str) -> date:
    """`17/8/2023`, `2023-08-17`, `17 Agustus 2023`, `Kamis, 17 Agustus 2023`. Raises for anything else."""
    if found := YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text):
        return calendar_day(found["year"], int(found["month"]), found["day"])
    found = NAMED.fullmatch(text)
    month = MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None:
        raise wrong("not_a_date", DAY)
    day = calendar_day(found["year"], month, found["day"])
    said = found["weekday"]
    if said and WEEKDAYS.get(said.lower()) != day.weekday():
        raise wrong("not_a_date", WEEKDAY)
    return day


def read_day(value: object) -> date | None:
    """ISO of JSON, or a day as typed; None for nothing, of which the field itself says whether it may be."""
    if is_nothing(value):
        return None
    if type(value) is date:
        return value
    if exact.get():
        if not (isinstance(value, str) and ISO.fullmatch(value)):
            raise wrong("not_a_date", JSON_DAY if isinstance(value, int | float) else DAY)
        return typed_day(value)
    if isinstance(value, Number):
        raise wrong("not_a_date", NUMBER_CELL)
    text = plain(value) if isinstance(value, str) else None
    if text is None:
        raise wrong("not_a_date", DAY)
    return typed_day(text)


class Within:
    """A day as typed, in the years that are plausible for its field."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last

    def __call__(self, value: object) -> date | None:
        day = read_day(value)
        if day and not self.first <= day.year <= self.last:
            raise wrong("date_outside", OUTSIDE, first=self.first, last=self.last)
        return day


def clock_time(value: object) -> time | None:
    """`08.00` or `08:00`, without a zone."""
    return None if is_nothing(value) else typed_time(value)


def typed_time(value: object) -> time:
    if type(value) is time and value.tzinfo is None:
        return value
    text = plain(value) if isinstance(value, str) and not isinstance(value, Number) else None
    found = TIME.fullmatch(text) if text else None
    if found is None or not (int(found["hour"]) < 24 and int(found["minute"]) < 60):
        raise wrong("not_a_time", CLOCK)
    return time(int(found["hour"]), int(found["minute"]))


Day = Annotated[date, BeforeValidator(Within(1900, 2100))]
BirthDay = Annotated[date, BeforeValidator(Within(1890, 2100))]
AidDay = Annotated[date, BeforeValidator(Within(1990, 2100))]
OfficeDay = Annotated[date, BeforeValidator(Within(2000, 2100))]
ClockTime = Annotated[time, BeforeValidator(clock_time)]
