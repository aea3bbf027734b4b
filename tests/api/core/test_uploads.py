"""What people and their programs upload: judged by content, made anew, never run, never named by its sender."""

from io import BytesIO
from typing import Any
from zlib import crc32

import pytest
from httpx import AsyncClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import pictures
from bimtek_api.files import service
from bimtek_api.files.models import StoredFile

SCRIPT = b"<script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


def image(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **save: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **save)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 30,000 by 30,000 points."""
    tiny = bytearray(image("PNG", (1, 1)))
    tiny[16:24] = (30_000).to_bytes(4, "big") * 2
    tiny[29:33] = crc32(tiny[12:29]).to_bytes(4, "big")
    return bytes(tiny)


def exif() -> bytes:
    place = Image.Exif()
    place[0x010F] = "Ponsel"
    place.get_ifd(0x8825)[2] = (2.0, 58.0, 12.0)
    return image(exif=place)


@pytest.mark.parametrize(
    "content",
    [
        HEIC, SCRIPT, b"", b"\x00", b"GIF89a" + b"\x00" * 40, b"MZ" + b"\x00" * 400, b"PK\x03\x04" + b"\x00" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", image()[:60], image("GIF"), image("TIFF"), bomb(),
        b"%PDF-1.7 without an end", b"\xff\xd8\xff" + SCRIPT, b"%!PS-Adobe-3.0 EPSF-3.0",
    ],
    ids=[
        "heic-named-jpg", "script", "empty", "nul", "gif-head", "program", "zip", "svg", "half-a-jpeg", "gif", "tiff",
        "pixel-bomb", "pdf-without-end", "jpeg-head", "postscript",
    ],
)  # fmt: skip
async def test_what_is_not_a_whole_picture_or_pdf_is_refused(
    client: AsyncClient, db: AsyncSession, path: tuple[str, dict[str, str]], content: bytes
) -> None:
    answer = await client.put(path[0], files={"file": ("foto.jpg", content, "image/jpeg")}, headers=path[1])
    assert answer.status_code == 422, answer.text
    wanted = {"picture_heic"} if content == HEIC else {"not_a_document", "picture_too_large", "invalid"}
    assert answer.json()["code"] in wanted
    assert (await db.execute(select(StoredFile))).first() is None


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\\\temp\\\\a.jpg",
        "a" * 300 + ".jpg",
        "x\u202egpj.exe",
        "sur\u00e1t \u6f22\u5b57.jpg",
        ".htaccess",
        "",
    ],
    ids=["parents", "drive", "long", "turned", "foreign", "hidden", "none"],
)  # fmt: skip
async def test_the_senders_name_is_nowhere(
    client: AsyncClient, db: AsyncSession, path: tuple[str, dict[str, str]], name: str
) -> None:
    sent = await client.put(path[0], files={"file": (name or "x", image())}, headers=path[1])
    assert sent.status_code == 200, sent.text
    kept = (await db.execute(select(StoredFile))).scalar_one()
    assert not name or name not in kept.name
    read = await client.get(path[0], headers=path[1])
    assert read.headers["content-type"] == "image/jpeg"
    assert read.headers["x-content-type-options"] == "nosniff" or "attachment" in read.headers["content-disposition"]


@pytest.mark.parametrize("content", [image() + SCRIPT, exif()], ids=["polyglot", "place"])
async def test_a_picture_is_made_anew(client: AsyncClient, path: tuple[str, dict[str, str]], content: bytes) -> None:
    """What hangs on at its end, and where it was taken, are not in what is kept."""
    assert (await client.put(path[0], files={"file": ("a.jpg", content)}, headers=path[1])).status_code == 200
    read = (await client.get(path[0], headers=path[1])).content
    assert SCRIPT not in read
    assert dict(Image.open(BytesIO(read)).getexif()) == {}


async def test_a_picture_of_too_many_points_is_not_opened() -> None:
    with pytest.raises(pictures.PictureTooLarge):
        await service.picture(bomb())
