"""Uploads and the office's virus scanner: a real ClamAV that knows one signature of ours."""

import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bimtek_api.core import guards
from bimtek_api.core.crypto import Vault
from bimtek_api.files import scanner
from bimtek_api.files.models import StoredFile
from bimtek_api.local.postgres import free_port
from bimtek_api.main import routers
from tests import database, factories
from tests.documents import pdf

CLAMD = "/usr/sbin/clamd"
MARK = b"tanda-uji-bimtek-yang-dikira-virus"
PDF = pdf(12)
INFECTED = PDF.replace(b"endobj", b"% " + MARK + b"\nendobj", 1)
CONFIGURATION = """
Foreground yes
DatabaseDirectory {folder}
TCPSocket {port}
TCPAddr 127.0.0.1
LogFile {folder}/log
"""


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not Path(CLAMD).exists() and os.environ.get("CI") != "true":
        pytest.skip("ClamAV is not installed: as root, apt-get install clamav-daemon")
    folder, port = tmp_path_factory.mktemp("clamd"), free_port()
    (folder / "uji.ndb").write_text(f"Bimtek.Uji:0:*:{MARK.hex()}\n")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    folder.chmod(0o755)
    running = subprocess.Popen([CLAMD, "--config-file", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    yield f"tcp://127.0.0.1:{port}"
    running.terminate()
    running.wait(10)


def listens(url: str) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", int(url.rsplit(":", 1)[1]))) == 0


@contextmanager
def asking(app: FastAPI, url: str) -> Iterator[None]:
    """The API with a scanner there; the other tests have none."""
    before, app.state.scanner = app.state.scanner, scanner.Scanner(url)
    yield
    app.state.scanner = before


@pytest.fixture
async def scanned(app: FastAPI, clamd: str) -> AsyncIterator[None]:
    await database.wait_until(lambda: listens(clamd))
    with asking(app, clamd):
        yield


@pytest.mark.usefixtures("scanned")
async def test_an_infected_file_is_refused_and_a_clean_one_kept_whole(
    client: AsyncClient, db: AsyncSession, path: tuple[str, dict[str, str]]
) -> None:
    with capture_logs() as said:
        refused = await client.put(path[0], files={"file": ("rahasia.pdf", INFECTED)}, headers=path[1])
    assert (refused.status_code, refused.json()["code"]) == (422, "file_infected")
    assert [each for each in said if each["event"] == "file_infected"] == [
        {"event": "file_infected", "signature": "Bimtek.Uji.UNOFFICIAL", "log_level": "warning"}
    ]
    assert (await db.execute(select(StoredFile))).first() is None
    assert (await client.put(path[0], files={"file": ("surat.pdf", PDF)}, headers=path[1])).status_code == 200
    assert (await client.get(path[0], headers=path[1])).content == PDF


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("kind", ["Multipart/Form-Data", "MULTIPART/FORM-DATA"])
async def test_no_spelling_of_the_header_passes_by_the_scanner(
    client: AsyncClient, db: AsyncSession, path: tuple[str, dict[str, str]], kind: str
) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + INFECTED + b"\r\n--x--\r\n"
    )
    headers = path[1] | {"Content-Type": f"{kind}; boundary=x"}
    refused = await client.put(path[0], content=body, headers=headers)
    assert refused.json()["code"] == "file_infected"
    assert (await db.execute(select(StoredFile))).first() is None


@pytest.mark.usefixtures("scanned")
async def test_a_table_is_looked_at_before_it_is_read(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    files = {"file": ("x.csv", b"nomor,judul\n1," + MARK)}
    answer = await client.post("/v1/imports/sessions", files=files, headers=officer.headers)
    assert answer.json()["code"] == "file_infected"


async def test_without_an_answer_of_the_scanner_nothing_is_taken(
    app: FastAPI,
    client: AsyncClient,
    db: AsyncSession,
    path: tuple[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scanner, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for port in (silent.getsockname()[1], free_port()):  # one that hangs, one that is not there
            with asking(app, f"tcp://127.0.0.1:{port}"):
                answer = await client.put(path[0], files={"file": ("surat.pdf", PDF)}, headers=path[1])
            assert (answer.status_code, answer.json()["code"]) == (503, "scanner_silent")
    assert (await db.execute(select(StoredFile))).first() is None


def test_every_operation_that_takes_a_file_has_it_scanned() -> None:
    routes = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
    taking = [
        route
        for route in routes
        if "UploadFile" in " ".join(str(each.field_info.annotation) for each in route.dependant.body_params)
    ]
    assert len(taking) > 12
    bare = [route.path for route in taking if guards.scanned not in [x.call for x in route.dependant.dependencies]]
    assert bare == []
