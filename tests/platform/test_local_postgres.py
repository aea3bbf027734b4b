"""Our PostgreSQL supervisor: restarts, crashes, strangers, neighbours."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bimtek_api.local.postgres import OWNER, LocalPostgres


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalPostgres]:
    made = LocalPostgres(tmp_path / "var", durable=False)
    made.start()
    yield made
    made.stop()


def postmaster(server: LocalPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])


def answer(server: LocalPostgres, database: str = "postgres") -> int:
    with psycopg.connect(server.url("postgres", database)) as connection:
        row = connection.execute("SELECT 41 + 1").fetchone()
    return row[0] if row else 0


def test_a_second_start_finds_the_running_server(server: LocalPostgres) -> None:
    before = postmaster(server)
    LocalPostgres(server.var, durable=False).start()
    assert (postmaster(server), answer(server)) == (before, 42)


def test_it_stops_and_starts_with_its_data(server: LocalPostgres) -> None:
    server.ensure_database("bimtek")
    with psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()
    assert not server.is_running()
    server.start()
    with psycopg.connect(server.url(OWNER)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_after_a_kill_the_next_start_recovers(server: LocalPostgres) -> None:
    os.kill(postmaster(server), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server.is_running() and time.monotonic() < deadline:
        time.sleep(0.05)
    server.start()
    assert answer(server) == 42


def test_a_stale_pid_of_a_stranger_is_neither_believed_nor_killed(server: LocalPostgres) -> None:
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    lock = server.data / "postmaster.pid"
    lock.write_text(f"{stranger.pid}\n{server.data}\n0\n1\n\n127.0.0.1\n\n")
    server.start()
    assert answer(server) == 42
    server.stop()
    assert stranger.poll() is None
    stranger.kill()


def test_a_taken_port_is_left_to_whoever_has_it(server: LocalPostgres, tmp_path: Path) -> None:
    port = server.facts["port"]
    server.stop()
    neighbour = LocalPostgres(tmp_path / "other", durable=False)
    neighbour.start()
    neighbour.stop()
    neighbour.write(neighbour.facts | {"port": port})
    with neighbour:
        server.start()
        assert server.facts["port"] != port
        assert (answer(server), answer(neighbour)) == (42, 42)


def test_nothing_listens_beyond_this_machine(server: LocalPostgres) -> None:
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        rows = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories')"
        )
        assert rows.fetchone() == ("127.0.0.1", "")
    assert (server.note.stat().st_mode & 0o777) == 0o600


def test_a_wrong_password_is_refused(server: LocalPostgres) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(OWNER, "postgres").replace(":", ":x", 2).replace("postgresql:x", "postgresql:"))
