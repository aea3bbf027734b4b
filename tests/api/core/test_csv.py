"""integrity.md 8: a spreadsheet that splits at another sign must not find a formula behind it."""

import csv
from collections.abc import AsyncIterator
from io import StringIO

import pytest

from bimtek_api.core.sheets import written

SPLITTERS = (",", ";", "\t", "|", "\n", "\r")
STARTS = ("=", "+", "-", "@", "\t", "\r")


async def sheet(*cells: str) -> str:
    async def rows() -> AsyncIterator[list[str]]:
        yield list(cells)

    file = await written("csv", ["a", "b"], rows())
    return file.read().decode("utf-8-sig")


@pytest.mark.parametrize("splitter", SPLITTERS)
@pytest.mark.parametrize("start", STARTS)
async def test_no_part_of_a_cell_begins_a_formula(splitter: str, start: str) -> None:
    """However a program splits the line, and whatever it thinks of quotation marks."""
    text = await sheet(f'Mesin{splitter}{start}HYPERLINK("x")', "b")
    parts = [text]
    for each in (splitter, '"'):
        parts = [part for whole in parts for part in whole.split(each)]
    assert not [part for part in parts if part.startswith(("=", "+", "-", "@"))]


async def test_every_cell_is_quoted_and_plain_ones_come_back() -> None:
    plain = ("Siti; Ani", "0812")
    text = await sheet(*plain)
    assert text.splitlines() == ['"a";"b"', '"Siti; Ani";"0812"']
    assert list(csv.reader(StringIO(text), delimiter=";"))[1] == list(plain)
