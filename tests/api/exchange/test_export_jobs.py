"""Case 31: a long list is written by the worker, once, in the name of who asked, and forgotten after a day."""

import asyncio
import csv
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.exchange.export_jobs import service
from bimtek_api.exchange.exports import service as exports
from bimtek_api.files.store import store_of
from bimtek_api.main import create_app
from bimtek_api.settings import Settings
from tests import factories
from tests.conftest import settings_for
from tests.keys import HOOKS

PEOPLE = 7


class Desk:
    """An officer with a session of seven people, over a database that commits."""

    def __init__(self, client: AsyncClient, own: Database, place: Settings) -> None:
        self.client, self.own, self.store = client, own, store_of(place)
        self.vault = Vault.of(place)
        self.officer: Any = None
        self.session_id = ""

    async def ask(self, officer: Any = None, **more: Any) -> dict[str, Any]:
        body = {"session": self.session_id, "format": "csv"} | more
        headers = (officer or self.officer).headers
        answer = await self.client.post("/v1/export-jobs", json=body, headers=headers)
        assert answer.status_code == 202, answer.text
        return answer.json()

    async def read(self, job_id: str, tail: str = "", officer: Any = None) -> Any:
        headers = (officer or self.officer).headers
        return await self.client.get(f"/v1/export-jobs/{job_id}{tail}", headers=headers)

    async def work(self, job_id: str) -> None:
        await service.run(self.own, self.store, UUID(job_id))

    async def number(self, statement: str) -> int:
        async with self.own.transaction() as db:
            return (await db.execute(text(statement))).scalar_one()


@pytest.fixture
async def desk(own: Database, private_database: str, tmp_path: Path) -> Desk:
    place = settings_for(private_database, files_dir=tmp_path)
    client = AsyncClient(transport=ASGITransport(create_app(place, own)), base_url="http://api", event_hooks=HOOKS)
    made = Desk(client, own, place)
    async with own.transaction() as db:
        made.session_id = str((await factories.session(db, size=20)).id)
        made.officer = await factories.present(db, made.vault)
    for _ in range(PEOPLE):
        assert (await factories.register(client, factories.registration(made.session_id))).status_code == 201
    return made


async def test_five_requests_are_one_list(desk: Desk) -> None:
    asked = await asyncio.gather(*(desk.ask() for _ in range(5)))
    assert len({each["id"] for each in asked}) == 1
    assert (await desk.ask(format="xlsx"))["id"] != asked[0]["id"]
    assert await desk.number("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'write_export'") == 2
    waiting = await desk.read(asked[0]["id"], "/file")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "export_not_ready")
    for _ in range(2):
        await desk.work(asked[0]["id"])
    done = (await desk.read(asked[0]["id"])).json()
    assert (done["ready"], done["done"]) == (True, PEOPLE)
    file = await desk.read(asked[0]["id"], "/file")
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert (len(rows), file.headers["content-disposition"]) == (PEOPLE + 1, 'attachment; filename="pendaftaran.csv"')
    assert (await desk.ask())["id"] == asked[0]["id"], "just written"
    assert await desk.number("SELECT count(*) FROM events WHERE name = 'registrations.exported'") == 1


async def test_how_far_it_is_shows_while_it_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "OFTEN", 2)
    seen, settle = [], service.settle

    async def watched(*args: Any, **facts: Any) -> None:
        await settle(*args, **facts)
        seen.append((await desk.read(str(args[1]))).json()["done"])

    monkeypatch.setattr(service, "settle", watched)
    await desk.work((await desk.ask())["id"])
    assert seen == [2, 4, 6, PEOPLE]


async def test_a_list_is_its_askers_alone_and_has_her_rights_of_now(desk: Desk) -> None:
    job = await desk.ask()
    async with desk.own.transaction() as db:
        colleague = await factories.present(db, desk.vault)
    assert (await desk.read(job["id"], officer=colleague)).json()["code"] == "export_not_found"
    async with desk.own.transaction() as db:
        over = f"UPDATE role_assignments SET valid_to = valid_from WHERE officer_id = '{desk.officer.id}'"
        await factories.by_owner(db, over)
    await desk.work(job["id"])
    assert await desk.number("SELECT count(*) FROM export_jobs WHERE failed_at IS NOT NULL") == 1
    assert await desk.number("SELECT count(*) FROM files") == 0


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ("valid_to = valid_from", (403, "forbidden")),
        ("region_code = '16.07'", (409, "export_rights_changed")),
        ("region_code = '16.71'", (200, None)),
        ("region_code = '16'", (409, "export_rights_changed")),
    ],
)
async def test_a_list_is_fetched_with_the_rights_it_was_written_with(desk: Desk, change: str, answer: tuple) -> None:
    """integrity.md 6: an export stayed downloadable after the role was gone."""
    job = await desk.ask()
    await desk.work(job["id"])
    assert (await desk.read(job["id"], "/file")).status_code == 200
    async with desk.own.transaction() as db:
        changed = f"UPDATE role_assignments SET {change} WHERE officer_id = '{desk.officer.id}'"
        await factories.by_owner(db, changed)
    got = await desk.read(job["id"], "/file")
    assert (got.status_code, None if got.status_code == 200 else got.json()["code"]) == answer
    if answer[0] == 409:
        assert (await desk.ask())["id"] != job["id"]


async def test_after_a_day_nothing_is_left(desk: Desk) -> None:
    job = await desk.ask()
    await desk.work(job["id"])
    assert await service.forget(desk.own, desk.store) == 0
    async with desk.own.transaction() as db:
        await db.execute(text("UPDATE export_jobs SET created_at = created_at - interval '25 hours'"))
    assert await service.forget(desk.own, desk.store) == 1
    assert (await desk.read(job["id"])).status_code == 404
    assert await desk.number("SELECT count(*) FROM files") == 0
    assert [each async for each in desk.store.place.list()] == []
