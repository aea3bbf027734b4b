"""The chain's head kept where the database cannot reach it: a file of lines, or a receiver over HTTP.

Whoever rewrites the database and its seals cannot rewrite those lines; `bimtek check` compares them. Without an
address of the office's own the lines lie among its files: not outside everything, but outside the database.
"""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.events import sealer
from bimtek_api.settings import Settings

AT = text("SELECT position, hash FROM event_seals WHERE position = ANY(:positions)")
SECONDS = 15
NAME = "kepala-riwayat.jsonl"


@dataclass(frozen=True)
class Anchor:
    """A head: how many links there were, and the hash of the last. `at` is ISO 8601 in UTC."""

    at: str
    position: int
    hash: str

    def line(self) -> bytes:
        return orjson.dumps(asdict(self)) + b"\n"


async def head(db: AsyncSession) -> Anchor | None:
    row = (await db.execute(sealer.HEAD)).first()
    if row is None:
        return None
    return Anchor((await clock.now(db)).isoformat(), row.position, bytes(row.hash).hex())


def append(path: Path, anchor: Anchor) -> None:
    """One line more, on the disk before we say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        out.write(anchor.line())
        out.flush()
        os.fsync(out.fileno())


def sink_of(settings: Settings) -> str | None:
    """Where heads go: the office's address, or a file beside its files when these lie in a folder."""
    if settings.anchor_url:
        return settings.anchor_url.get_secret_value()
    return None if settings.files_url else (settings.files_dir.resolve() / NAME).as_uri()


def lines_of(settings: Settings) -> Path | None:
    """The file of lines that can be read again from here, if heads go to a file and there is one."""
    address = urlsplit(sink_of(settings) or "")
    path = Path(unquote(address.path))
    return path if address.scheme == "file" and path.is_file() else None


async def keep(sink: str, anchor: Anchor) -> None:
    """`file:/path/lines.jsonl`, or `https://token@host/path`, which gets the line as JSON."""
    address = urlsplit(sink)
    if address.scheme == "file":
        return await asyncio.to_thread(append, Path(unquote(address.path)), anchor)
    token = unquote(address.username or "")
    plain = address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()
    async with httpx.AsyncClient(timeout=SECONDS) as http:
        answer = await http.post(plain, json=asdict(anchor), headers={"Authorization": f"Bearer {token}"})
        answer.raise_for_status()


def kept(path: Path) -> Iterator[Anchor]:
    for line in path.read_bytes().splitlines():
        yield Anchor(**orjson.loads(line))


async def differing(db: AsyncSession, path: Path) -> int | None:
    """The first position whose hash is no longer the one kept outside; None when all are."""
    lines = list(kept(path))
    rows = (await db.execute(AT, {"positions": [each.position for each in lines]})).all()
    now = {row.position: bytes(row.hash).hex() for row in rows}
    return next((each.position for each in lines if now.get(each.position) != each.hash), None)
