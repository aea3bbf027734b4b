"""Tables people bring: XLSX or CSV, read as texts with the row numbers their program shows. Nothing is guessed."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import NamedTuple
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum, SheetVisibleEnum, load_workbook

from bimtek_api.core import sheets, texts, workbooks, workshop
from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.typed import Number

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 2_000_000, 2_000, 60, 10
ABOVE = 20  # rows with titles, logos and remarks above the columns' names
DELIMITERS = ",;\t"
SEPARATOR = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"  # a workbook with a password, or of before 2007
Rows = list[list[str]]


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


class ColumnsMissing(Unprocessable):
    code = "table_columns_missing"
    text = N_("Kolom ini tidak ada di berkas: {columns}. Pakai nama kolom seperti di templat.")


class SheetHidden(Unprocessable):
    code = "table_sheet_hidden"
    text = N_("Datanya ada di lembar tersembunyi “{sheet}”. Tampilkan lembar itu, periksa isinya, lalu simpan lagi.")


class SeveralSheets(Unprocessable):
    code = "table_several_sheets"
    text = N_("Lebih dari satu lembar berisi data: {sheets}. Sisakan satu lembar.")


@dataclass(frozen=True)
class Line:
    """One row that holds something: its number as spreadsheet programs count, and its cells by column name."""

    number: int
    cells: dict[str, str]


class Table(NamedTuple):
    """What was found: the columns, every row that is not blank, and the sheet's name, which a CSV has not."""

    columns: list[str]
    lines: list[Line]
    sheet: str | None


@dataclass(frozen=True)
class Wanted:
    """The columns a sheet of this kind may have, and those without which nothing can be read."""

    known: Collection[str]
    needed: Collection[str] = ()

    def heads(self, row: Sequence[str]) -> bool:
        """Whether a row names the columns: at least two of them, or the only one there is."""
        names = {heading(cell) for cell in row}
        return len(names & set(self.known)) >= min(2, len(self.known))


ANY = Wanted(())


async def read(content: bytes, wanted: Wanted = ANY) -> Table:
    """The same beside the event loop: a small file may be a great deal of work."""
    return await workshop.do(table, content, wanted)


def table(content: bytes, wanted: Wanted = ANY) -> Table:
    """The rows under the columns' names, wherever these begin. Columns without a name are left out."""
    if len(content) > MOST_BYTES:
        raise TableTooLarge(rows=MOST_ROWS)
    if content.startswith(LOCKED_OR_OLD):
        raise Unreadable
    is_book = content.startswith(b"PK\x03\x04")
    sheet, rows = chosen(book(content), wanted) if is_book else (None, text_rows(content, wanted))
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if not filled:
        raise Unreadable
    if len(filled) > MOST_ROWS:
        raise TableTooLarge(rows=MOST_ROWS)
    at = next((at for at, (_, row) in enumerate(filled[:ABOVE]) if wanted.heads(row)), 0)
    names = [heading(cell) for cell in filled[at][1][:MOST_COLUMNS]]
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise ColumnRepeated(column=twice)
    if absent := [name for name in wanted.needed if name not in names]:
        raise ColumnsMissing(columns=", ".join(absent))
    lines = [Line(number, named(names, row)) for number, row in filled[at + 1 :]]
    return Table([name for name in names if name], [line for line in lines if any(line.cells.values())], sheet)


def named(names: list[str], row: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, row, strict=False) if name}


def heading(cell: str) -> str:
    """`Jam mulai `, `jam_mulai` and `Jam` over `mulai *` are the same column."""
    plain = (texts.tidied(cell[:200]) or "").lower().replace("_", " ")
    return "_".join(plain.strip(" \t\r\n*:").split())


@dataclass(frozen=True)
class Sheet:
    name: str
    shown: bool
    rows: Rows


def book(content: bytes) -> list[Sheet]:
    """The sheets of a modest workbook."""
    try:
        workbooks.look(content)
        opened, found, cells = load_workbook(BytesIO(content)), [], 0
        for each in opened.sheets_metadata[:MOST_SHEETS]:
            if each.typ == SheetTypeEnum.WorkSheet:
                sheet = opened.get_sheet_by_name(each.name)
                cells += sheet.total_height * sheet.total_width
                if cells > workbooks.MOST_CELLS:
                    raise workbooks.TooLarge
                found.append(Sheet(each.name, each.visible == SheetVisibleEnum.Visible, cells_of(sheet)))
        return found
    except workbooks.TooLarge as error:
        raise TableTooLarge(rows=MOST_ROWS) from error
    except (BadZipFile, CalamineError, IndexError, ValueError) as error:
        raise Unreadable from error


def chosen(found: list[Sheet], wanted: Wanted) -> tuple[str, Rows]:
    """The one sheet people see that names the columns; never one they do not see."""
    fitting = [each for each in found if any(map(wanted.heads, [row for row in each.rows if any(row)][:ABOVE]))]
    shown = [each for each in fitting if each.shown]
    if len(shown) > 1:
        raise SeveralSheets(sheets=", ".join(f"“{each.name}”" for each in shown))
    if not shown and fitting:
        raise SheetHidden(sheet=fitting[0].name)
    seen = shown or [each for each in found if each.shown and any(map(any, each.rows))]
    if not seen:
        raise Unreadable
    return seen[0].name, seen[0].rows


def cells_of(sheet: CalamineSheet) -> Rows:
    return [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def text_of(cell: object) -> str:
    """A cell as text: days and times as ISO writes them; a number stays marked as one, for it has been rounded."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Number(int(cell) if float(cell).is_integer() else cell)
    return str(cell).replace("\0", "").strip()


def text_rows(content: bytes, wanted: Wanted) -> Rows:
    """CSV in UTF-8 or, with its mark, UTF-16. It says its separator itself (`sep=;`), or its columns' names do."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding from error
    if "\0" in text:
        raise Unreadable
    first, _, rest = text.partition("\n")
    if said := SEPARATOR.fullmatch(first):
        return [[], *split(rest, said[1])]
    tried = [split(text, sign) for sign in separators(text)]
    return next((rows for rows in tried if any(map(wanted.heads, rows[:ABOVE]))), tried[0])


def separators(text: str) -> Iterator[str]:
    """The likely one first: what the first line that holds something uses most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    yield from sorted(DELIMITERS, key=first.count, reverse=True)


def split(text: str, delimiter: str) -> Rows:
    try:
        rows: Sequence[Sequence[str]] = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable from error
    return [[sheets.armed(cell.strip()) for cell in row] for row in rows]
