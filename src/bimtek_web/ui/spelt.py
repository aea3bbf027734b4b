"""Amounts and days in words: what was understood, for whoever typed it to compare with what was meant."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache

import inflect
from lokal import terbilang

from bimtek_web.ui import formats
from bimtek_web.ui.forms import date_of
from bimtek_web.ui.i18n import language

ENGINE = inflect.engine()


@lru_cache(maxsize=2_000)
def said(value: int, tongue: str) -> str:
    """inflect answers a text for a number; its type says it might be a list of groups."""
    words = terbilang(value) if tongue == "id" else str(ENGINE.number_to_words(str(value), andword=""))
    return f"{words} rupiah"


def amount(value: int) -> str:
    """`empat puluh lima juta rupiah`."""
    return said(value, language.get())


def day(value: date | str) -> str:
    """`Kamis, 17 Agustus 2023`."""
    return formats.day(value, "EEEE, d MMMM y")


def understood(sort: str, number: int | None, text: str, zone: str | None = None) -> str:
    """One value that the API read, as people say it."""
    if number is not None:
        return f"{formats.rupiah(number)} ({amount(number)})" if sort == "rupiah" else formats.number(number)
    if sort == "day":
        return day(text)
    if sort == "instant":
        return formats.deadline(text, zone or "WIB", "EEEE, d MMMM y")
    return formats.phone(text) if sort == "phone" else text


def boxes(values: Mapping[str, object], name: str) -> str:
    """Three boxes of a day in words; as they were typed while the calendar has no such day."""
    with suppress(ValueError):
        return day(date_of(values, name) or "")
    return " / ".join(str(values.get(f"{name}_{part}", "")) for part in ("day", "month", "year"))
