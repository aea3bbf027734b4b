"""Papers as PDF: a typst template, data as JSON, a QR code that leads to the check page."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import orjson
import segno
import typst
from babel.dates import format_date
from PIL import Image

from bimtek_api.core import texts, workshop
from bimtek_api.core.shapes import Json

ROOT = Path(__file__).parents[1]  # templates share core/paper.typ
OFFICE = {"name": "", "below": "", "address": ""}


def fingerprint(snapshot: Mapping[str, object]) -> str:
    """The hash a paper prints: over its content, in one canonical form."""
    return hashlib.sha256(orjson.dumps(snapshot, option=orjson.OPT_SORT_KEYS)).hexdigest()


def mark(snapshot_hash: str) -> str:
    """The first half of a fingerprint in groups of four, to be compared by eye."""
    return " ".join(snapshot_hash[start : start + 4] for start in range(0, 32, 4))


def qr(address: str) -> str:
    """An SVG drawing of a QR code."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


async def drawing(jpeg: bytes) -> str:
    """A JPEG as an SVG drawing: templates get their pictures as text."""
    return await workshop.do(shrunk, jpeg)


def shrunk(jpeg: bytes) -> str:
    with Image.open(BytesIO(jpeg)) as opened:
        picture, out = opened.convert("RGB"), BytesIO()
        picture.thumbnail((900, 900))
        picture.save(out, "JPEG", quality=75)
    content, (width, height) = b64encode(out.getvalue()).decode(), picture.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width}'
        f' {height}"><image width="{width}" height="{height}" xlink:href="data:image/jpeg;base64,{content}"/></svg>'
    )


def coordinates(latitude: float | None, longitude: float | None, accuracy: int | None) -> str:
    """`-2.990934, 104.756554 (± 12 m)`; nothing when they were not taken."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude:.6f}, {longitude:.6f}" + (f" (± {accuracy} m)" if accuracy is not None else "")


def rupiah(amount: int) -> str:
    """`64.350.000`, as papers here write it."""
    return f"{amount:,}".replace(",", ".")


def spelt(day: date) -> str:
    """`7 Desember 2026`: papers are Indonesian for every reader."""
    return format_date(day, "d MMMM y", locale="id")


def use_letterhead(name: str, below: str, address: str) -> None:
    """What heads every paper of this process from now on; the district's name follows `below`."""
    OFFICE.update(name=name, below=below, address=address)


async def render(template: Path, data: Json) -> bytes:
    """The PDF, typeset beside the event loop. Text in `data` is text: typst does not evaluate it."""
    given = texts.printed(orjson.dumps(data | {"office": OFFICE}).decode())  # JSON's own signs are all printed
    return await workshop.do(typeset, template, given)


def typeset(template: Path, given: str) -> bytes:
    """With the fonts that come with typst and no others: a paper looks alike on every machine."""
    return typst.compile(template, root=ROOT, format="pdf", sys_inputs={"data": given}, ignore_system_fonts=True)
