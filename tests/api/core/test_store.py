"""C92: the private store in a folder and in a bucket behaves the same; what is missing or changed is noticed."""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer

from bimtek_api.files.errors import StoreSilent, UnknownFile
from bimtek_api.files.store import FileStore, name_of, store_of
from bimtek_api.local.postgres import free_port
from tests.conftest import settings_for

CONTENT = b"%PDF-1.7 surat %%EOF"
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket on loopback; its address."""
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    httpx.put(f"http://127.0.0.1:{port}/berkas").raise_for_status()
    yield f"s3://kunci:rahasia@127.0.0.1:{port}/berkas?region=ap-southeast-3&tls=none"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "folder":
        return store_of(settings_for("none", files_dir=tmp_path / "files"))
    return store_of(settings_for("none", files_url=request.getfixturevalue("bucket")))


async def test_what_is_written_is_read_once_and_twice(store: FileStore) -> None:
    assert [await store.write(CONTENT) for _ in range(2)] == [SHA, SHA]
    assert await store.read(SHA) == CONTENT


async def test_bytes_changed_outside_are_never_served(store: FileStore) -> None:
    other = hashlib.sha256(b"asli").hexdigest()
    await store.place.put_async(name_of(other), b"palsu")
    for sha256 in (other, "0" * 64):
        with pytest.raises(UnknownFile):
            await store.read(sha256)


async def test_a_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    await store_of(settings_for("none", files_dir=tmp_path / "files")).write(CONTENT)
    assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [SHA]


async def test_a_silent_store_says_so(tmp_path: Path) -> None:
    nowhere = store_of(settings_for("none", files_url=f"s3://a:b@127.0.0.1:{free_port()}/berkas?tls=none"))
    with pytest.raises(StoreSilent):
        await nowhere.write(CONTENT)
    with pytest.raises(StoreSilent):
        await nowhere.read(SHA)


async def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    store = store_of(settings_for("none", files_dir=tmp_path / "files"))
    (tmp_path / "files" / SHA[:2]).write_text("a file where a folder should be")
    with pytest.raises(StoreSilent):
        await store.write(CONTENT)
