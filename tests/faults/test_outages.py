"""The database away, a commit that fails, callers that vanish, a full disk: nothing lost, nothing twice."""

import asyncio
import resource
import time
from collections.abc import Iterator
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
from bimtek_api.local.postgres import LOGIN, OWNER, LocalPostgres
from tests import database, factories
from tests.api.sessions.planning.test_forms import PHOTO, POWER, Desk
from tests.conftest import environment_for, settings_for
from tests.faults.load import Load, kept
from tests.keys import HOOKS
from tests.servers import Live, answers, running

pytestmark = pytest.mark.race
PROBLEM = "application/problem+json"
AT_COMMIT = """
CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN {how}; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER planned AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION fail_commit();
"""
RAISE, KILL = "RAISE EXCEPTION 'planned'", "PERFORM pg_terminate_backend(pg_backend_pid())"
OPEN = """
SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%%') FROM pg_stat_activity
WHERE datname = %s AND usename = 'bimtek_login'
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalPostgres]:
    """A PostgreSQL of this test's own, as others must not find theirs gone; its files are safe from a stop."""
    made = LocalPostgres(tmp_path / "var")
    made.start()
    made.ensure_database("bimtek")
    database.migrate(database.ROOT, made.url(OWNER))
    database.loader.load(made.url(OWNER))
    with psycopg.connect(made.url("postgres"), autocommit=True) as connection:
        connection.execute(database.HAND)
    yield made
    made.stop()


async def test_postgresql_restarted_under_load_loses_nothing(server: LocalPostgres, tmp_path: Path) -> None:
    url = server.url(LOGIN)
    own = Database(settings_for("bimtek", database_url=url))
    async with own.transaction() as db:
        load = Load((await factories.session(db, size=500)).id, 240)
    await own.close()
    changes = {"BIMTEK_DATABASE_URL": url, "BIMTEK_OWNER_DATABASE_URL": server.url(OWNER)}
    with running(environment_for("bimtek", **changes)) as live:
        sending = asyncio.create_task(load.all_at(live.api))
        await database.wait_until(lambda: sum(each is not None for each in load.answers) > 40)
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(1)
        away = answers(f"{live.api}/readyz")
        await asyncio.to_thread(server.start)
        back = time.monotonic()
        await database.wait_until(lambda: answers(f"{live.api}/readyz"), 10)
        recovered = time.monotonic() - back
        await asyncio.wait_for(sending, 60)
    assert not away
    assert load.refusals() == {(503, PROBLEM)}, "the outage was seen, and told as such"
    assert recovered < 10
    assert kept(server.url(OWNER)) == (240, 240, 240)


@pytest.mark.parametrize("how", [RAISE, KILL])
async def test_a_commit_that_fails_is_never_told_as_done(live_api: Live, own: Database, how: str) -> None:
    async with own.transaction() as db:
        load = Load((await factories.session(db)).id, 3)
    owner = f"{database.cluster().admin}/{own.engine.url.database}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(AT_COMMIT.format(how=how))  # ty: ignore[no-matching-overload]
        async with AsyncClient(base_url=live_api.api, timeout=20, event_hooks=HOOKS) as client:
            for number in range(load.size):
                answer = await load.send(client, number)
                assert answer is not None
                assert answer.status_code in (500, 503)
                assert answer.headers["content-type"] == PROBLEM
            assert kept(owner) == (0, 0, 0)
            connection.execute("DROP TRIGGER planned ON events")
            for number in range(load.size):
                await load.insist(client, number)
    assert kept(owner) == (3, 3, 3)


async def test_a_thousand_callers_who_vanish_leave_the_pool_as_it_was(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=1000)
    host = urlsplit(live_api.api)

    async def vanish(number: int) -> None:
        _reader, writer = await asyncio.open_connection(host.hostname, host.port)
        body = httpx.Request("POST", live_api.api, json=factories.registration(session.id)).content
        head = "POST /v1/registrations HTTP/1.1\r\nHost: bimtek\r\nContent-Type: application/json\r\n"
        head += f"Idempotency-Key: {factories.once()['Idempotency-Key']}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body[: len(body) // 2 if number % 3 == 0 else None])
        await writer.drain()
        await asyncio.sleep(number % 7 / 200)
        writer.close()

    for start in range(0, 1000, 50):
        await asyncio.gather(*(vanish(number) for number in range(start, start + 50)))
    load = Load(session.id, 20)
    await load.all_at(live_api.api)
    name = own.engine.url.database
    await own.close()  # the test's own connection is none of the pool's
    with psycopg.connect(f"{database.cluster().admin}/postgres", autocommit=True) as connection:
        await database.wait_until(lambda: (connection.execute(OPEN, (name,)).fetchone() or (0, 1))[1] == 0)
        connections = (connection.execute(OPEN, (name,)).fetchone() or (99,))[0]
    assert connections <= 8, "no more than the pool holds"
    registered, taken, told = kept(f"{database.cluster().owner}/{name}")
    assert registered == taken == told
    assert load.refusals() == set()


def noise() -> bytes:
    """A photo of about 700 kB."""
    out = BytesIO()
    Image.effect_noise((1200, 1200), 90).save(out, "JPEG", quality=82)
    return out.getvalue()


def leftovers(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


async def test_a_full_disk_refuses_the_upload_and_keeps_no_half_of_it(
    own: Database, private_database: str, vault: Vault, tmp_path: Path
) -> None:
    async with own.transaction() as db:
        session, officer = await factories.session(db), await factories.officer(db, vault)
    store, said = tmp_path / "files", str(tmp_path / "said")  # what it logs must stay below the limit, too
    with running(environment_for(private_database, BIMTEK_FILES_DIR=str(store), SAID=said)) as live:
        async with AsyncClient(base_url=live.api, timeout=20, event_hooks=HOOKS) as client:
            desk = Desk(client, officer, session.id)
            await desk.ask(POWER, PHOTO)
            assert (await desk.register(1, power=False)).status_code == 201
            path = f"/v1/registrations/{(await desk.rows())[0]['id']}/files/shop"
            files = {"file": ("toko.jpg", noise())}
            resource.prlimit(live.pids[0], resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
            full = await client.put(path, files=files, headers=officer.headers)
            assert (full.status_code, full.json()["code"]) == (503, "store_silent"), full.text
            assert leftovers(store) == []
            assert (await desk.one())["files"][0]["uploaded_at"] is None
            resource.prlimit(live.pids[0], resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            again = await client.put(path, files=files, headers=officer.headers)
            assert again.status_code == 200, again.text
            assert (await desk.one())["files"][0]["uploaded_at"]
