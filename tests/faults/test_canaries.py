"""National ids planted everywhere a person or a program may type one: none comes out where it must not."""

import asyncio
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import psycopg
import pytest
from psycopg import sql

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.conftest import environment_for
from tests.keys import HOOKS
from tests.servers import SAID, Live, running, working

WHY = {"reason": "Mencocokkan KTP saat serah terima."}
TABLES = (
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
)


@pytest.fixture
def house(private_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """API, pages and worker as in production; what they say goes to a file."""
    folder = tmp_path_factory.mktemp("files")
    more = {
        "BIMTEK_ENVIRONMENT": "production", "BIMTEK_FILES_DIR": str(folder),
        "BIMTEK_MAIL_URL": f"folder:{folder}/mail", SAID: str(folder / "said"),
    }  # fmt: skip
    with running(environment_for(private_database, **more), web=True) as live, working(live):
        yield live


class Planter:
    """Plants numbers and keeps every answer, so that all of them can be searched."""

    def __init__(self, api: httpx.AsyncClient, pages: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self.api, self.pages, self.headers = api, pages, headers
        self.planted: list[str] = []
        self.seen: list[bytes] = []

    def nik(self) -> str:
        self.planted.append(factories.nik(7000 + len(self.planted)))
        return self.planted[-1]

    async def ask(self, client: httpx.AsyncClient, method: str, path: str, **more: object) -> httpx.Response:
        answer = await client.request(method, path, **more)
        content = answer.content
        if answer.headers.get("content-type", "").endswith(("sheet", "zip")):
            packed = ZipFile(BytesIO(content))
            content = b"".join(packed.read(name) for name in packed.namelist())
        self.seen += [content, str(answer.headers).encode(), str(answer.url).encode() if method == "POST" else b""]
        return answer

    async def typed_well_and_badly(self, session: str) -> dict:
        """Accepted, repeated, with a wrong field beside it, with unknown fields, broken; returns the first body."""
        body = factories.registration(session, nik=self.nik(), email="canary@uji.id")
        bad = [{"phone": "x"}, {"unknown": self.nik()}, {"name": None}, {"birth_date": "1988-02-31"}]
        for changes in ({}, {}, *bad):
            sent = body | {"nik": self.nik() if changes else body["nik"]} | changes
            await self.ask(self.api, "POST", "/v1/registrations", json=sent, headers=factories.once())
            await self.ask(self.api, "POST", "/v1/registrations/checks", json=sent)
        for more in (WHY, {}, {"reason": "x"}):
            await self.ask(self.api, "POST", "/v1/aid-checks", json={"nik": self.nik()} | more, headers=self.headers)
        broken = f'{{"nik": "{self.nik()}"'
        await self.ask(self.api, "POST", "/v1/registrations", content=broken, headers=factories.once())
        return body

    async def typed_into_addresses(self) -> None:
        for path in (
            "/v1/participants?q={}",
            "/v1/registrations?q={}",
            "/v1/receipts/{}",
            "/v1/districts/{}/summary",
        ):
            await self.ask(self.api, "GET", path.format(self.nik()), headers=self.headers)
        for path in ("/?district={}", "/pendaftaran/{}/x", "/tidak-ada/{}", "/masuk?next=/{}"):
            await self.ask(self.pages, "GET", path.format(self.nik()))

    async def read_by_officers(self) -> None:
        """Lists, papers and pages an officer gets of those who registered."""
        for path in (
            "/v1/participants", "/v1/registrations", "/v1/messages", "/v1/inbox",
            "/v1/exports/registrations?format=csv", "/v1/exports/registrations?format=xlsx",
        ):  # fmt: skip
            answer = await self.ask(self.api, "GET", path, headers=self.headers)
            assert answer.status_code < 500, path
            for item in answer.json()["items"] if path == "/v1/participants" else []:
                for more in ("", "/history", "/copy"):
                    await self.ask(self.api, "GET", f"/v1/participants/{item['id']}{more}", headers=self.headers)
        for path in ("/petugas", "/petugas/peserta", "/petugas/pendaftaran", "/petugas/kabar"):
            assert (await self.ask(self.pages, "GET", path)).status_code == 200, path


def kept(address: str) -> str:
    """Every row of every table as text: history, jobs, messages, keys of repeats."""
    with psycopg.connect(address) as owner:
        names = [row[0] for row in owner.execute(TABLES).fetchall()]
        query = sql.SQL("SELECT t::text FROM {} t")
        return "\n".join(row[0] for name in names for row in owner.execute(query.format(sql.Identifier(name))))


async def test_no_planted_number_comes_out(house: Live, own: Database, private_database: str, vault: Vault) -> None:
    async with own.transaction() as db:
        session = await factories.session(db)
        officer = await factories.present(db, vault)
    token = officer.headers["Authorization"].removeprefix("Bearer ")
    cookies = dict.fromkeys(("bimtek", "__Host-bimtek"), token)
    own = httpx.AsyncClient(base_url=house.api, event_hooks=HOOKS)
    async with own as api, httpx.AsyncClient(base_url=house.web or "", cookies=cookies) as pages:
        planter = Planter(api, pages, officer.headers)
        body = await planter.typed_well_and_badly(str(session.id))
        typed_in_addresses = len(planter.planted)
        await planter.typed_into_addresses()
        await planter.read_by_officers()
        people = (await api.get("/v1/participants", headers=officer.headers)).json()["items"]
        reading = f"/v1/participants/{people[0]['id']}/nik-readings"
        told = await api.post(reading, json=WHY, headers=officer.headers)  # the one place where it belongs
    assert told.json() == {"nik": body["nik"]}
    await asyncio.sleep(1)  # the worker's turn
    logged = Path(house.environment[SAID]).read_text()  # noqa: ASYNC240 - nothing else runs here
    rows, answers = kept(f"{database.cluster().admin}/{private_database}"), b"\n".join(planter.seen)
    assert '"route": "/registrations"' in logged, "the log was caught"
    assert len(planter.planted) >= 18
    assert body["name"] in rows, "rows were searched"
    assert body["name"].encode() in answers, "answers were searched"
    for number in planter.planted:
        assert number not in logged, "in a log"
        assert number not in rows, "in the database"
    for number in planter.planted[:typed_in_addresses]:
        assert number.encode() not in answers, "in an answer"
