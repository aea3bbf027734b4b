"""Tables people bring: XLSX or CSV, read as texts with the row numbers their program shows. Nothing is guessed."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from zipfile import BadZipFile

from python_calamine import CalamineError, load_workbook

from bimtek_api.core import workbooks, workshop
from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 2_000_000, 2_000, 60
DELIMITERS = ",;\t"
LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"  # a workbook with a password, or of before 2007


class Unreadable(Unprocessable):
    code = "table_unreadable"
    text = N_("Berkas ini bukan XLSX atau CSV yang utuh, atau berkas yang dikunci kata sandi.")


class WrongEncoding(Unprocessable):
    code = "table_encoding"
    text = N_("Huruf di berkas ini bukan UTF-8. Simpan sebagai “CSV UTF-8” atau XLSX.")


class ColumnRepeated(Unprocessable):
    code = "table_column_repeated"
    text = N_("Kolom “{column}” ada dua kali. Hapus atau ganti nama salah satunya.")


class TableTooLarge(Unprocessable):
    code = "table_too_large"
    text = N_("Berkas terlalu besar. Paling banyak {rows} baris dan 2 MB.")


@dataclass(frozen=True)
class Line:
    """One row that holds something: its number as spreadsheet programs count, and its cells by column name."""

    number: int
    cells: dict[str, str]


async def read(content: bytes) -> tuple[list[str], list[Line]]:
    """The same beside the event loop: a small file may be a great deal of work."""
    return await workshop.do(table, content)


def table(content: bytes) -> tuple[list[str], list[Line]]:
    """The column names and every row that is not blank. Columns without a name are left out."""
    if len(content) > MOST_BYTES:
        raise TableTooLarge(rows=MOST_ROWS)
    if content.startswith(LOCKED_OR_OLD):
        raise Unreadable
    rows = sheet_rows(content) if content[:4] == b"PK\x03\x04" else text_rows(content)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if not filled:
        raise Unreadable
    if len(filled) > MOST_ROWS:
        raise TableTooLarge(rows=MOST_ROWS)
    names = [heading(cell) for cell in filled[0][1][:MOST_COLUMNS]]
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise ColumnRepeated(column=twice)
    lines = [Line(number, named(names, row)) for number, row in filled[1:]]
    return [name for name in names if name], [line for line in lines if any(line.cells.values())]


def named(names: list[str], row: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, row, strict=False) if name}


def heading(cell: str) -> str:
    """`Jam mulai ` and `jam_mulai` are the same column."""
    return "_".join(cell.lower().replace("_", " ").split())


def sheet_rows(content: bytes) -> list[list[str]]:
    """The first sheet, if it is modest."""
    try:
        workbooks.look(content)
        rows = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except workbooks.TooLarge as error:
        raise TableTooLarge(rows=MOST_ROWS) from error
    except (BadZipFile, CalamineError, IndexError, ValueError) as error:
        raise Unreadable from error
    return [[text_of(cell) for cell in row] for row in rows]


def text_of(cell: object) -> str:
    """A cell as text: whole numbers without a fraction, days and times as ISO writes them."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\0", "").strip()


def text_rows(content: bytes) -> list[list[str]]:
    """CSV in UTF-8 or, with its mark, UTF-16; separated by comma, semicolon or tab, whichever the first line uses."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding from error
    if "\0" in text:
        raise Unreadable
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows: Sequence[Sequence[str]] = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable from error
    return [[cell.strip() for cell in row] for row in rows]
