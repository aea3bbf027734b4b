"""All certificates of a session as one PDF: asked once, drawn by the worker, progress visible."""

from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient
from pypdf import PdfReader
from sqlalchemy import text

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.files.store import store_of
from bimtek_api.main import create_app
from bimtek_api.sessions.outcome.prints import service
from bimtek_api.settings import Settings
from tests import factories
from tests.api.sessions.course import Course, course
from tests.conftest import settings_for
from tests.keys import HOOKS


@pytest.fixture
def place(private_database: str, tmp_path: Path) -> Settings:
    return settings_for(private_database, files_dir=tmp_path)


@pytest.fixture
async def desk(own: Database, place: Settings) -> tuple[AsyncClient, Course]:
    """A completed session with three certificates, in a database that commits."""
    client = AsyncClient(transport=ASGITransport(create_app(place, own)), base_url="http://api", event_hooks=HOOKS)
    async with own.transaction() as db:
        running_session = await factories.session(db, starts_in=0, days=1)
        officer = await factories.officer(db, Vault.of(place))
    running = Course(client, officer, running_session.id)
    for name in ("A", "B", "C"):
        await factories.register(client, factories.registration(running_session.id, name=name))
    rows = await client.get(f"/v1/registrations?session={running_session.id}", headers=officer.headers)
    for row in rows.json()["items"]:
        await factories.move(client, officer, row["id"], "accept")
    await running.mark_days(1, 1, 1)
    assert (await running.move("complete")).status_code == 200
    return client, running


async def test_all_certificates_become_one_pdf_and_the_same_request_the_same_printing(
    desk: tuple[AsyncClient, Course], own: Database, place: Settings
) -> None:
    client, running = desk
    path, headers = f"{running.path}/certificate-prints", running.officer.headers
    asked = [(await client.post(path, headers=headers)).json() for _ in range(2)]
    assert asked[0] == asked[1]
    assert (asked[0]["done"], asked[0]["total"], asked[0]["ready"]) == (0, 3, False)
    one = f"/v1/certificate-prints/{asked[0]['id']}"
    assert (await client.get(f"{one}/paper", headers=headers)).json()["code"] == "print_not_ready"
    async with own.transaction() as db:
        jobs = await db.execute(
            text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'print_certificates'")
        )
        assert jobs.scalar_one() == 1
    for _ in range(2):
        await service.run(own, store_of(place), place.web_url, UUID(asked[0]["id"]))
    done = (await client.get(one, headers=headers)).json()
    assert (done["done"], done["ready"]) == (3, True)
    pages = PdfReader(BytesIO((await client.get(f"{one}/paper", headers=headers)).content)).pages
    assert [name in page.extract_text() for name, page in zip("ABC", pages, strict=True)] == [True] * 3
    async with own.transaction() as db:
        kept = await db.execute(text("SELECT count(*) FROM files WHERE kind = 'certificates'"))
        assert kept.scalar_one() == 1


async def test_a_certificate_revoked_meanwhile_fails_the_printing_and_a_new_one_leaves_it_out(
    desk: tuple[AsyncClient, Course], own: Database, place: Settings
) -> None:
    client, running = desk
    path, headers = f"{running.path}/certificate-prints", running.officer.headers
    first = (await client.post(path, headers=headers)).json()
    code = (await client.get(f"{running.path}/certificates", headers=headers)).json()["items"][0]["code"]
    await client.post(f"/v1/certificates/{code}/revocations", json={"reason": "Uji"}, headers=headers)
    await service.run(own, store_of(place), place.web_url, UUID(first["id"]))
    failed = (await client.get(f"/v1/certificate-prints/{first['id']}", headers=headers)).json()
    assert (failed["ready"], bool(failed["failed_at"])) == (False, True)
    second = (await client.post(path, headers=headers)).json()
    assert (second["id"] == first["id"], second["total"]) == (False, 2)


async def test_a_session_without_certificates_has_nothing_to_print(client: AsyncClient, db, vault: Vault) -> None:
    running = await course(client, db, vault, "Satu")
    refused = await client.post(f"{running.path}/certificate-prints", headers=running.officer.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_print")
