"""The API killed at three chosen moments: before the commit, after it but before the answer, and in an upload."""

import asyncio
import os
import signal
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from httpx import AsyncClient
from PIL import Image

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.sessions.planning.test_forms import PHOTO, POWER, Desk
from tests.conftest import environment_for
from tests.faults.load import Load, kept
from tests.keys import HOOKS
from tests.servers import Live, running

pytestmark = pytest.mark.race
HELD = 4  # seconds
# While the transaction works: whoever is killed here never says COMMIT.
BEFORE = "CREATE TRIGGER held BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION hold()"
# Inside COMMIT: it was said, and PostgreSQL keeps its word although nobody hears the answer.
INSIDE = (
    "CREATE CONSTRAINT TRIGGER held AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION hold()"
)
HOLD = f"""
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep({HELD}); RETURN new; END $$
"""
SLEEPS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'PgSleep'"


def kill(live: Live) -> None:
    for pid in live.pids:
        os.kill(pid, signal.SIGKILL)


def sleepers(admin: psycopg.Connection, name: str) -> int:
    return (admin.execute(SLEEPS, (name,)).fetchone() or (0,))[0]


@pytest.mark.parametrize(("trigger", "left"), [(BEFORE, (0, 0, 0)), (INSIDE, (1, 1, 1))])
async def test_a_key_is_one_effect_whenever_the_api_dies(
    own: Database, private_database: str, trigger: str, left: tuple[int, int, int]
) -> None:
    async with own.transaction() as db:
        load = Load((await factories.session(db)).id, 1)
    owner, environment = f"{database.cluster().admin}/{private_database}", environment_for(private_database)
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute(HOLD)
        admin.execute(trigger)  # ty: ignore[no-matching-overload]
        with running(environment) as first:
            async with AsyncClient(base_url=first.api, timeout=20, event_hooks=HOOKS) as client:
                asked = asyncio.create_task(load.send(client, 0))
                await database.wait_until(lambda: sleepers(admin, private_database) == 1)
                kill(first)
                assert await asked is None, "no answer came"
        await database.wait_until(lambda: sleepers(admin, private_database) == 0)
        admin.execute("DROP TRIGGER held ON events")
        await database.wait_until(lambda: kept(owner) == left)
        with running(environment) as second:
            async with AsyncClient(base_url=second.api, timeout=20, event_hooks=HOOKS) as client:
                answers = [await load.send(client, 0) for _ in range(2)]
    assert [each and each.status_code for each in answers] == [201, 201]
    assert len({each.json()["number"] for each in answers if each}) == 1, "the same registration"
    assert kept(owner) == (1, 1, 1)


def photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((900, 900), 90).save(out, "JPEG", quality=82)
    return out.getvalue()


def written(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


async def half_an_upload(live: Live, path: str, headers: dict[str, str]) -> asyncio.StreamWriter:
    """Head and half of the body of an upload, on a line that stays open."""
    sent = httpx.Request("PUT", live.api + path, files={"file": ("toko.jpg", photo())}, headers=headers)
    content, host = sent.read(), urlsplit(live.api)
    _reader, writer = await asyncio.open_connection(host.hostname, host.port)
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.headers.items() if name != "connection")
    writer.write(f"PUT {path} HTTP/1.1\r\n{head}\r\n".encode() + content[: len(content) // 2])
    await writer.drain()
    return writer


async def test_an_upload_cut_by_a_kill_leaves_nothing_and_is_sent_again(
    own: Database, private_database: str, vault: Vault, tmp_path: Path
) -> None:
    async with own.transaction() as db:
        session, officer = await factories.session(db), await factories.officer(db, vault)
    environment = environment_for(private_database, BIMTEK_FILES_DIR=str(tmp_path / "files"))
    with running(environment) as first:
        async with AsyncClient(base_url=first.api, timeout=20, event_hooks=HOOKS) as client:
            desk = Desk(client, officer, session.id)
            assert (await desk.ask(POWER, PHOTO)).status_code == 200
            assert (await desk.register(1, power=False)).status_code == 201
            path = f"/v1/registrations/{(await desk.rows())[0]['id']}/files/shop"
        writer = await half_an_upload(first, path, officer.headers)
        await asyncio.sleep(0.5)  # it is being read
        kill(first)
        writer.close()
    with running(environment) as second:
        async with AsyncClient(base_url=second.api, timeout=20, event_hooks=HOOKS) as client:
            desk = Desk(client, officer, session.id)
            assert await asyncio.to_thread(written, tmp_path) == []
            assert (await desk.one())["files"][0]["uploaded_at"] is None
            again = await client.put(path, files={"file": ("toko.jpg", photo())}, headers=officer.headers)
            assert again.status_code == 200, again.text
            assert (await desk.one())["files"][0]["uploaded_at"]
    assert len(await asyncio.to_thread(written, tmp_path)) == 1
