"""Tables people bring, honest or not: read as they are or refused with the reason; never guessed, never fatal."""

import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import readers
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Refusal
from tests import factories
from tests.api.exchange.test_imports import send

SHEET = "xl/worksheets/sheet1.xml"


def book(*write: Callable) -> bytes:
    """A workbook whose one sheet `write` fills."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as opened:
        sheet = opened.add_worksheet()
        sheet.write_row(0, 0, ["nomor", "judul"])
        for each in write:
            each(opened, sheet)
    return out.getvalue()


def changed(content: bytes, name: str, new: bytes, *, lie: bool = False) -> bytes:
    """The same workbook with one part replaced; `lie` makes it say that the part is tiny."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for each in old.namelist():
            made.writestr(each, new if each == name else old.read(each))
    packed = out.getvalue()
    return packed.replace(len(new).to_bytes(4, "little"), (9).to_bytes(4, "little")) if lie else packed


def far(row: int, column: int) -> bytes:
    return book(lambda _book, sheet: sheet.write(row, column, "x"))


def unnamed_cells() -> bytes:
    """Cells that do not say where they are, beside a row far down."""
    cells = b"<row>" + b"<c><v>1</v></c>" * 20_000 + b'</row><row r="1048576"><c><v>1</v></c></row>'
    return changed(book(), SHEET, b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")


REFUSED = {
    "a cell at the far end": (far(1_048_575, 16_383), "table_too_large"),
    "a cell far down": (far(1_048_575, 9), "table_too_large"),
    "cells without a place": (unnamed_cells(), "table_too_large"),
    "a bomb": (changed(book(), SHEET, b" " * 41_000_000), "table_too_large"),
    "a bomb that lies": (changed(book(), SHEET, b" " * 41_000_000, lie=True), "table_too_large"),
    "wide letters": (changed(book(), SHEET, "<worksheet/>".encode("utf-16")), "table_unreadable"),
    "half a workbook": (book()[:900], "table_unreadable"),
    "encrypted": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "table_unreadable"),
    "another program's": (
        changed(book(), SHEET, b"").replace(b"xl/workbook.xml", b"xl/workbook.bin"),
        "table_unreadable",
    ),
    "columns twice": (b"nomor,judul,Nomor \n1,2,3\n", "table_column_repeated"),
    "an endless cell": (b'nomor\n"' + b"x" * 200_000, "table_unreadable"),
    "cp1252": ("judul\nR\u00e9ni\n".encode("cp1252"), "table_encoding"),
}
READ = {
    "ragged": (b"nomor,judul\n1\n2,dua,lebih\n", [{"nomor": "1"}, {"nomor": "2", "judul": "dua"}]),
    "leading empty columns": (b",,nomor,judul\n\n,,1,satu\n" + b"\n" * 300, [{"nomor": "1", "judul": "satu"}]),
    "a mark": ("\ufeffnomor;judul\n1;satu\n".encode(), [{"nomor": "1", "judul": "satu"}]),
    "tabs in utf-16": ("nomor\tjudul\n1\tsatu\n".encode("utf-16"), [{"nomor": "1", "judul": "satu"}]),
    "lines in a cell": (b'nomor,judul\n1,"a\nb"\n', [{"nomor": "1", "judul": "a\nb"}]),
    "a formula is its value": (
        book(lambda _book, sheet: sheet.write_formula(1, 0, "=1+1", None, 2)), [{"nomor": "2", "judul": ""}]
    ),
    "merged cells hold one value": (
        book(lambda _book, sheet: sheet.merge_range(1, 0, 2, 0, "sama"), lambda _b, sheet: sheet.write(2, 1, "x")),
        [{"nomor": "sama", "judul": ""}, {"nomor": "", "judul": "x"}],
    ),
    "rows with nothing but a format": (
        book(lambda _book, sheet: [sheet.set_row(row, 20) for row in range(5000)]),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_its_reason(what: str) -> None:
    content, code = REFUSED[what]
    with pytest.raises(Refusal) as refused:
        readers.table(content)
    assert refused.value.code == code


@pytest.mark.parametrize("what", READ)
def test_read_as_it_is(what: str) -> None:
    content, rows = READ[what]
    assert [line.cells for line in readers.table(content)[1]] == rows


@pytest.mark.parametrize("what", [*REFUSED, *READ])
async def test_the_api_answers_everything(client: AsyncClient, db: AsyncSession, vault: Vault, what: str) -> None:
    content, officer = (REFUSED.get(what) or READ[what])[0], await factories.officer(db, vault)
    assert (await send(client, officer, content, dry=True)).status_code in (200, 422)


def test_looking_takes_little_memory(tmp_path) -> None:
    """In a process that may have 600 MB: whoever grew with the grid would be ended."""
    (tmp_path / "far.xlsx").write_bytes(far(1_048_575, 16_383))
    program = (
        "import sys, pathlib, resource\n"
        "from bimtek_api.core import readers\n"
        f"resource.setrlimit(resource.RLIMIT_DATA, (600_000_000, {resource.RLIM_INFINITY}))\n"
        "try: readers.table(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "except readers.TableTooLarge: print('too large')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "far.xlsx"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "too large\n")
