"""A district as people write it: `Kab. Tangerang`, `OKI`, `Kep. Seribu`, `Pangkalpinang`, `16.71`, `1671`."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from bimtek_api.core import texts
from bimtek_api.core.values.typed import DASHES

SHORT = {
    "kab": "kabupaten", "kabup": "kabupaten", "kt": "kota", "kodya": "kota", "kotamadya": "kota", "kep": "kepulauan",
    "adm": "administrasi",
}  # fmt: skip
KINDS, SILENT = ("kabupaten", "kota"), ("administrasi",)
WORD = re.compile(r"[a-z']+|[0-9]+")
CODE = re.compile(r"[0-9]{2}(?:[. ]?[0-9]{2})?")


class Named(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=Named)


def words(text: str) -> list[str]:
    """Lower case, short forms written out, what only offices say left out."""
    plain = (texts.tidied(text) or "").translate(DASHES).lower()
    return [SHORT.get(each, each) for each in WORD.findall(plain) if SHORT.get(each, each) not in SILENT]


def proper(name: str) -> list[str]:
    """The words of a name without `Kabupaten` or `Kota`."""
    said = words(name)
    return said[1:] if said[:1] and said[0] in KINDS else said


def initials(name: str) -> str:
    return "".join(word[0] for word in proper(name))


def code_of(text: str) -> str | None:
    """`16.71` of `16.71`, `1671` or `16 71`; None when it is no code."""
    bare = text.strip()
    if not CODE.fullmatch(bare):
        return None
    digits = "".join(mark for mark in bare if mark.isdigit())
    return f"{digits[:2]}.{digits[2:]}" if len(digits) == 4 else digits


def searched(rows: Iterable[Row], text: str) -> list[Row]:
    """The districts that a search means, in their order."""
    if code := code_of(text):
        return [row for row in rows if row.code.startswith(code)]
    wanted = "".join(words(text))
    if not wanted:
        return []
    rows = list(rows)
    found = [row for row in rows if wanted in "".join(words(row.name))]
    short = [row for row in rows if len(proper(row.name)) > 1 and initials(row.name) == wanted]
    return short + [row for row in found if row not in short]


def meant(rows: Sequence[Row], text: str) -> list[Row]:
    """The districts that a text names in full: one, none, or those between which somebody must choose."""
    if code := code_of(text):
        return [row for row in rows if row.code == code]
    said = "".join(words(text))
    whole = [row for row in rows if said and "".join(words(row.name)) == said]
    named = [row for row in rows if said and "".join(proper(row.name)) == said]
    short = [row for row in rows if len(proper(row.name)) > 1 and initials(row.name) == said]
    return whole or named or short
