"""integrity.md 8b: what goes on for months survives a restart of the database, and says so when it does not."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from bimtek_api.local.postgres import LOGIN, OWNER, LocalPostgres
from tests import database
from tests.conftest import environment_for
from tests.servers import process, running, stop

pytestmark = pytest.mark.race
HEARD = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 seconds'"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalPostgres]:
    made = LocalPostgres(tmp_path / "var")
    made.start()
    made.ensure_database("bimtek")
    database.migrate(database.ROOT, made.url(OWNER))
    yield made
    made.stop()


def environment(server: LocalPostgres) -> dict[str, str]:
    changes = {"BIMTEK_DATABASE_URL": server.url(LOGIN), "BIMTEK_OWNER_DATABASE_URL": server.url(OWNER)}
    return environment_for("bimtek", **changes)


def restart(server: LocalPostgres) -> None:
    server.stop()
    server.start()


def eventually(url: str, seconds: float, sql: str) -> Any:
    """The first true answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with psycopg.connect(url) as connection:
                row = connection.execute(sql).fetchone()
        except psycopg.OperationalError:
            row = None
        if row and row[0]:
            return row[0]
        time.sleep(0.2)
    raise TimeoutError(sql)


def test_a_worker_goes_on_after_the_database_was_restarted(server: LocalPostgres) -> None:
    """It ended for good, with exit status 0, and nobody heard of it."""
    worker = process("worker", environment(server))
    try:
        eventually(server.url(OWNER), 30, HEARD)
        restart(server)
        with psycopg.connect(server.url(OWNER), autocommit=True) as connection:
            connection.execute("DELETE FROM procrastinate_workers WHERE true")
        eventually(server.url(OWNER), 60, HEARD)
        assert worker.poll() is None
    finally:
        stop(worker)
    assert worker.returncode == 0


def test_readiness_names_a_silent_worker_and_a_schema_left_behind(server: LocalPostgres) -> None:
    with running(environment(server)) as live:
        assert httpx.get(f"{live.api}/readyz").json() == {"status": "ok", "worker": "silent"}
        with psycopg.connect(server.url(OWNER), autocommit=True) as connection:
            connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
            assert httpx.get(f"{live.api}/readyz").json()["worker"] == "working"
            (newest,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
            connection.execute("UPDATE alembic_version SET version_num = 'foundation'")
            behind = httpx.get(f"{live.api}/readyz")
            assert (behind.status_code, behind.json()["code"]) == (503, "schema_behind")
            connection.execute("UPDATE alembic_version SET version_num = 'from_the_next_release'")
            assert httpx.get(f"{live.api}/readyz").status_code == 200
            connection.execute("UPDATE alembic_version SET version_num = %s", (newest,))


def test_no_request_meets_a_connection_that_died_while_it_rested(server: LocalPostgres) -> None:
    """The first requests minutes after a restart failed, one for every connection in the pool."""
    with running(environment(server)) as live, httpx.Client(base_url=live.api) as client:
        assert client.get("/v1/sessions").status_code == 200
        restart(server)
        answers = [client.get("/v1/sessions").status_code for _ in range(20)]
    assert answers == [200] * 20
