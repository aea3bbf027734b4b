"""Files that are small to send and great to open: pictures, sheets, documents (integrity.md 7)."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from PIL import Image

SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b"</sheetData></worksheet>"


def small_picture() -> bytes:
    return picture("RGB", (60, 40))


def picture(mode: str, size: tuple[int, int], kind: str = "PNG") -> bytes:
    """One colour: the larger, the better it packs."""
    out = BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def sheet(rows: bytes) -> bytes:
    """A workbook that a program of ours has begun and whose rows are `rows`."""
    whole, out = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet()
    with ZipFile(whole) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name in old.namelist():
            made.writestr(name, HEAD + rows + TAIL if name == SHEET else old.read(name))
    return out.getvalue()


def dense(rows: int, columns: int) -> bytes:
    """A grid full of numbers: a few kilobytes that become millions of cells."""
    return sheet((b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>") * rows)


def corpus() -> dict[str, bytes]:
    """By what it attacks."""
    return {
        "a picture of 39 million points in five kilobytes": picture("1", (6_200, 6_200)),
        "a picture with a mask": picture("RGBA", (6_000, 6_000)),
        "a photo of 39 million points": picture("L", (6_200, 6_200), "JPEG"),
        "a sheet of two million cells": dense(39_000, 51),
        "a sheet that goes on to the right": dense(100, 16_384),
        "a table of one long line": b"nomor," * 330_000,
        "a document": b"%PDF-1.7\n" + b"<<" * 5_000_000 + b"\n%%EOF",
    }
