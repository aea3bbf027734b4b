"""Looking at a workbook before a library reads it: a few kilobytes may unpack to gigabytes, or name a cell so far out
that the grid up to it fills the memory. Nothing a file says about its own size is believed."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_UNPACKED, MOST_CELLS = 40_000_000, 4_000_000
PORTION = 1_000_000
FOREIGN = {"xl/workbook.bin", "mimetype"}  # XLSB and ODS, which hide their sizes elsewhere
PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,3})([0-9]+)""")
ROW, CELL = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?c\b")
WIDE_LETTERS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class TooLarge(Exception):
    """It would take more room than any honest table of ours."""


def look(content: bytes) -> None:
    """Raises TooLarge, or BadZipFile for what is no XLSX."""
    left = MOST_UNPACKED
    with ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if "xl/workbook.xml" not in packed.namelist() or FOREIGN & set(packed.namelist()):
            raise BadZipFile
    for part in parts:
        unpacked = b"".join(portions(content, part, left))
        left -= len(unpacked)
        if unpacked.startswith(WIDE_LETTERS):  # could not be looked through
            raise BadZipFile
        if area(unpacked) > MOST_CELLS:
            raise TooLarge


def portions(content: bytes, part: ZipInfo, most: int) -> Iterator[bytes]:
    """The part's bytes as they really unpack; what follows its declared end is not hidden. Raises TooLarge."""
    head = content[part.header_offset : part.header_offset + 30]
    begin = part.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[begin : begin + part.compress_size]
    if len(head) < 30 or part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile
    if part.compress_type == ZIP_STORED:
        yield packed
        return
    unpacking, total = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packed and not unpacking.eof:
        try:
            portion = unpacking.decompress(packed, PORTION)
        except zlib.error as error:
            raise BadZipFile from error
        total, packed = total + len(portion), unpacking.unconsumed_tail
        if total > most:
            raise TooLarge
        yield portion


def area(xml: bytes) -> int:
    """Cells of the grid a sheet's text spans: by what its rows and cells are called, and by how many there are."""
    places = PLACE.findall(xml)
    rows = [CELL.findall(row) for row in ROW.split(xml)[1:]]
    width = max((column(letters) for letters, _ in places), default=0)
    height = max((int(number) for _, number in places), default=0)
    return max(width, *map(len, rows), 1) * max(height, len(rows)) if rows else 0


def column(letters: bytes) -> int:
    """A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
