"""Bytes whose request was broken off before their row are removed; whatever a row names, or may yet, stays."""

import asyncio
import hashlib
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer

from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.db import Database
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore, name_of, store_of
from bimtek_api.local.postgres import free_port
from tests import factories
from tests.conftest import settings_for

KEPT, ORPHAN, YOUNG = b"ditandatangani", b"terputus", b"baru saja"
ABOUT = {"kind": "scan", "media_type": "application/pdf", "name": "surat.pdf"}


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def keep(own: Database, store: FileStore, content: bytes, district: str) -> None:
    async with own.transaction() as db:
        await files.keep(db, store, SYSTEM, content, district=district, **ABOUT)


async def has(store: FileStore, content: bytes) -> bool:
    parts = [part async for part in store.place.list()]
    return any(sha(content) in each["path"] for part in parts for each in part)


def age(folder: Path, content: bytes) -> None:
    earlier = time.time() - 2 * 86_400
    os.utime(folder / name_of(sha(content)), (earlier, earlier))


async def test_a_day_old_orphan_goes_and_nothing_else(own: Database, tmp_path: Path) -> None:
    store = store_of(settings_for("none", files_dir=tmp_path))
    for district in (factories.PALEMBANG, factories.BANYUASIN):
        await keep(own, store, KEPT + district.encode(), district)
        age(tmp_path, KEPT + district.encode())
    for content in (ORPHAN, YOUNG):
        await store.write(content)
    age(tmp_path, ORPHAN)
    (tmp_path / "catatan.txt").write_text("not ours")
    os.utime(tmp_path / "catatan.txt", (1, 1))
    assert await files.sweep(own, store) == 1
    assert [await has(store, each) for each in (ORPHAN, YOUNG)] == [False, True]
    for district in (factories.PALEMBANG, factories.BANYUASIN):
        assert await store.read(sha(KEPT + district.encode()))
    assert (tmp_path / "catatan.txt").exists()


@pytest.fixture
def bucket() -> Iterator[str]:
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    httpx.put(f"http://127.0.0.1:{port}/sapuan").raise_for_status()
    yield f"s3://kunci:rahasia@127.0.0.1:{port}/sapuan?region=ap-southeast-3&tls=none"
    server.stop()


async def test_in_a_bucket_as_well(own: Database, bucket: str) -> None:
    store = store_of(settings_for("none", files_url=bucket))
    await keep(own, store, KEPT, factories.PALEMBANG)
    await store.write(ORPHAN)
    assert await files.sweep(own, store, timedelta(seconds=-2)) == 1
    assert (await has(store, KEPT), await has(store, ORPHAN)) == (True, False)


async def test_sweeping_waits_for_an_upload_of_the_same_bytes(own: Database, tmp_path: Path) -> None:
    """The bytes lie there without a row, are brought again, and only then get one."""
    store = store_of(settings_for("none", files_dir=tmp_path))
    await store.write(ORPHAN)
    age(tmp_path, ORPHAN)
    async with own.transaction() as db:
        await files.keep(db, store, SYSTEM, ORPHAN, district=factories.PALEMBANG, **ABOUT)
        age(tmp_path, ORPHAN)  # as if a clock were wrong, too
        sweeping = asyncio.create_task(files.sweep(own, store))
        await asyncio.sleep(0.5)
        assert not sweeping.done()
    assert await sweeping == 0
    assert await store.read(sha(ORPHAN)) == ORPHAN
