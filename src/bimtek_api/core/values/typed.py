"""Where a value comes from: a program's JSON, which has types of its own, or a text as somebody typed it."""

import re
from contextvars import ContextVar

from bimtek_api.core import texts
from bimtek_api.core.i18n import N_

# Whether the body of this request is JSON of a program. Numbers are numbers there, days ISO, instants with their
# offset; in addresses, forms, sheets and the pages' own requests they are what somebody wrote.
of_a_program: ContextVar[bool] = ContextVar("of_a_program", default=False)
exact: ContextVar[bool] = ContextVar("exact", default=False)  # while such a body is read
JSON = "application/json"
LONGEST = 60
BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u3000\t]+")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
CELL_IS_NUMBER = N_(
    "Sel ini berisi bilangan, sehingga nol di depan dan angka terakhirnya tidak dapat dipercaya. Ubah format kolomnya"
    " menjadi Teks, lalu ketik ulang nomornya."
)


class Number(str):
    """The text of a sheet's cell that holds a number: its program has rounded it and dropped zeros already."""

    __slots__ = ()


def is_exact(content_type: str) -> bool:
    """Whether a body of this media type is a program's JSON."""
    return content_type.partition(";")[0].strip().lower() == JSON


def is_nothing(value: object) -> bool:
    """Nothing was written. A program says null; an empty text is none of its numbers or days."""
    return value is None or (isinstance(value, str) and not exact.get() and not value.strip())


def plain(text: str) -> str | None:
    """A short text in one form, with plain dashes and blanks; None when it is too long or holds controls."""
    made = texts.tidied(text) if len(text) <= LONGEST else None
    return None if made is None else BLANKS.sub(" ", made.translate(DASHES)).strip()
