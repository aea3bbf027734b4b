"""Rupiah and counts. A dot, a comma or a blank separates thousands, in full groups of three, and nothing else."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from bimtek_api.core.i18n import N_
from bimtek_api.core.values.typed import Number, exact, is_nothing, plain
from bimtek_api.core.wrongs import wrong

RUPIAH = N_("Tulis rupiah utuh, seperti 1.500.000. Titik hanya memisahkan ribuan, tanpa sen.")
COUNT = N_("Tulis bilangan bulat, seperti 30 atau 1.500.")
JSON_INTEGER = N_("Kirim sebagai bilangan bulat JSON, tanpa tanda kutip dan tanpa pecahan.")
GROUPED = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?P<sign>[., ])[0-9]{3}(?:(?P=sign)[0-9]{3}){0,5}")
CURRENCY = re.compile(r"(?i:rp\.?|idr) ?")
NO_CENTS = re.compile(r",(00|-)")


def whole(text: str) -> int | None:
    """`30`, `1.500`, `1 500`, `-5`; None for everything that is not certainly one whole number."""
    negative = text.startswith("-")
    digits = text.removeprefix("-")
    if not GROUPED.fullmatch(digits):
        return None
    found = int("".join(mark for mark in digits if mark.isdigit()))
    return -found if negative else found


def amount(text: str) -> int | None:
    """Rupiah: as `whole`, with `Rp` or `IDR` before it and `,-` or `,00` behind, which are no money."""
    negative = text.startswith("-")
    rest = CURRENCY.sub("", text.removeprefix("-"), count=1) if CURRENCY.match(text.removeprefix("-")) else text
    rest = rest.removeprefix("-") if negative else rest
    bare = rest[:-2] if rest.endswith(",-") else rest[:-3] if rest.endswith(",00") else rest
    if bare != rest and "," in bare:
        return None  # one sign cannot separate thousands and cents
    found = whole(bare)
    return -found if negative and found is not None else found


def cell(value: Number) -> int | None:
    """A sheet's own number: a fraction is no amount, and no dot of it separates thousands."""
    return whole(value) if re.fullmatch(r"-?[0-9]{1,15}", value) else None


def read(value: object, sentence: str, *, money: bool) -> int | None:
    """An integer of JSON, or a text as typed. Raises the sentence for anything else."""
    if is_nothing(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if exact.get():
        raise wrong("not_a_number", JSON_INTEGER)
    if isinstance(value, Number):
        found = cell(value)
    else:
        text = plain(value) if isinstance(value, str) else None
        found = None if text is None else amount(text) if money else whole(text)
    if found is None:
        raise wrong("not_a_number", sentence)
    return found


def rupiah(value: object) -> int | None:
    """`1500000`, `1.500.000`, `Rp 1.500.000,-`."""
    return read(value, RUPIAH, money=True)


def count(value: object) -> int | None:
    """`30`, `1.500`: seats, pieces, days, years, versions."""
    return read(value, COUNT, money=False)


Rupiah = Annotated[int, BeforeValidator(rupiah)]
Count = Annotated[int, BeforeValidator(count)]
