"""Tables as files: CSV and XLSX whose cells are text, so that no program runs what somebody typed as a formula."""

import asyncio
import csv
import re
from collections.abc import AsyncIterator, Sequence
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import Annotated, Literal

import xlsxwriter
from pydantic import Field

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_

SEPARATOR = ";"  # a comma is the decimal sign here, so Excel splits at semicolons
Format = Annotated[
    Literal["csv", "xlsx"],
    Field(description="csv: UTF-8 with a byte order mark, semicolons between quoted cells; xlsx: cells are text."),
]
Rows = AsyncIterator[Sequence[str]]
Numbered = AsyncIterator[tuple[int, Sequence[str]]]
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
# A program may split at another sign than the comma, or not heed quotation marks: what begins behind one counts.
FORMULA = re.compile(r"(^|[;,|\t\r\n])([=+\-@\t\r])")
DISARMED = re.compile(r"(^|[;,|\t\r\n])'(?=[=+\-@\t\r])")
IN_MEMORY = 2_000_000  # bytes; what is longer goes to a temporary file
MOST_ROWS, BREATH = 1_000_000, 50
AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 22


class TooManyRows(Conflict):
    code = "too_many_rows"
    text = N_("Lebih dari {most} baris tidak muat dalam satu berkas. Persempit saringannya.")


async def written(
    kind: Format, head: Sequence[str], rows: Rows, most: int = MOST_ROWS
) -> SpooledTemporaryFile[bytes]:
    """The whole file, at its beginning. Memory does not grow with the rows. Raises TooManyRows."""
    file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    await (write_csv if kind == "csv" else write_xlsx)(file, head, numbered(rows, most))
    file.seek(0)
    return file


async def numbered(rows: Rows, most: int) -> Numbered:
    number = 0
    async for row in rows:
        number += 1
        if number > most:
            raise TooManyRows(most=most)
        if number % BREATH == 0:
            await asyncio.sleep(0)  # what comes in portions from the database would keep the loop for all of one
        yield number, row


def disarmed(cells: Sequence[str]) -> list[str]:
    """An apostrophe before each sign that begins a formula: at a cell's start, and wherever a program may split."""
    return [FORMULA.sub(r"\1'\2", cell) for cell in cells]


def armed(cell: str) -> str:
    """The cell as it was before `disarmed`: what we wrote comes back as it was."""
    return DISARMED.sub(r"\1", cell)


async def write_csv(file: SpooledTemporaryFile[bytes], head: Sequence[str], rows: Numbered) -> None:
    """UTF-8 with a mark, because spreadsheets otherwise guess; separated as Excel here splits; each cell quoted."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    lines = csv.writer(text, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL)
    lines.writerow(disarmed(head))
    async for _, row in rows:
        lines.writerow(disarmed(row))
    text.flush()
    text.detach()


async def write_xlsx(file: SpooledTemporaryFile[bytes], head: Sequence[str], rows: Numbered) -> None:
    book = xlsxwriter.Workbook(file, AS_TEXT)
    sheet = book.add_worksheet()
    as_text = book.add_format({"num_format": "@"})  # what is typed into it stays as it was typed, zeros and all
    sheet.set_column(0, len(head) - 1, WIDTH, as_text)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
    async for number, row in rows:
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, as_text)
    await asyncio.to_thread(book.close)
