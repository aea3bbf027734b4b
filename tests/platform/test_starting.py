"""integrity.md 8 and 8b: a start that is refused says why; a slow one is waited for; a process knows its health."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.types import Receive, Scope, Send

from bimtek_api import cli
from bimtek_api.commands.serving import Quiet
from bimtek_api.local import up
from tests.conftest import environment_for, settings_for
from tests.servers import output, process, stop

WRONG = [
    ("BIMTEK_MAIL_URL", "mail.kantor.id:587"),
    ("BIMTEK_MAIL_URL", "smtp://mail:banyak"),
    ("BIMTEK_MAIL_URL", "smtp://"),
    ("BIMTEK_MAIL_FROM", "Dinas Tanpa Alamat"),
    ("BIMTEK_CHAT_URL", "gateway"),
    ("BIMTEK_FILES_URL", "https://bucket"),
    ("BIMTEK_SCANNER_URL", "clamav:3310"),
    ("BIMTEK_WEB_URL", "bimtek.kantor.id"),
    ("BIMTEK_NIK_KEYS", "bukan-json"),
    ("BIMTEK_NIK_KEYS", '{"k1": "pendek"}'),
    ("BIMTEK_NIK_KEY_CURRENT", "tidak-ada"),
    ("BIMTEK_INDEX_KEY", "terlalu-pendek"),
    ("BIMTEK_RECEIPT_KEY_FILE", "/tidak/ada"),
    ("BIMTEK_DATABASE_URL", "mysql://rahasia@localhost/x"),
]
WRONG_FOR_PAGES = [
    ("BIMTEK_API_URL", "api:8000"),
    ("BIMTEK_WEB_URL", "bimtek.kantor.id"),
    ("BIMTEK_WEB_KEY", "terlalu-pendek"),
    ("BIMTEK_CLIENT_ADDRESS_KEY", "%%%"),
    ("BIMTEK_WEB_KEY_FILE", "/tidak/ada"),
]


def started(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A process that should end by itself at once."""
    line, environment = (
        [sys.executable, "-m", "bimtek_api.cli", *words],
        os.environ | environment_for("none") | settings,
    )
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, timeout=120)


def expect_refused(done: subprocess.CompletedProcess[str], name: str, value: str) -> None:
    assert (done.returncode, name in done.stderr) == (2, True), done.stderr
    assert value not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_that_would_fail_later_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """integrity.md 8b: a malformed mail URL or an unknown current key was taken at start."""
    for each, given in (environment_for("none") | {name: value}).items():
        monkeypatch.setenv(each, given)
    monkeypatch.setattr(sys, "argv", ["bimtek", "worker"])
    done = subprocess.CompletedProcess([], cli.main(), "", capsys.readouterr().err)
    expect_refused(done, name, value)


@pytest.mark.parametrize(("name", "value"), WRONG_FOR_PAGES)
def test_so_are_the_settings_of_the_pages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    for each, given in (environment_for("none") | {name: value}).items():
        monkeypatch.setenv(each, given)
    monkeypatch.setattr(sys, "argv", ["bimtek", "web"])
    done = subprocess.CompletedProcess([], cli.main(), "", capsys.readouterr().err)
    expect_refused(done, name, value)


@pytest.mark.parametrize(("process", "name"), [("api", "BIMTEK_MAIL_URL"), ("web", "BIMTEK_WEB_KEY")])
def test_the_process_ends_with_the_sentence_alone(process: str, name: str) -> None:
    expect_refused(started(process, **{name: "bukan-apa-apa"}), name, "bukan-apa-apa")


def test_production_needs_the_address_people_type() -> None:
    """Without it every link in a mail led to localhost."""
    with pytest.raises(ValidationError, match="BIMTEK_WEB_URL"):
        settings_for("none", environment="production")


def test_a_process_that_cannot_see_its_migrations_says_so(tmp_path: Path) -> None:
    """Its readiness would otherwise be well on any schema."""
    for name in ("api", "migrate"):
        done = started(name, BIMTEK_HOME=str(tmp_path))
        assert (done.returncode, "BIMTEK_HOME" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_command_the_database_refuses_says_what_is_missing(private_database: str) -> None:
    """They ended in traces of a hundred lines, with the driver's words in them."""
    login = environment_for(private_database)["BIMTEK_DATABASE_URL"]
    nowhere = {"BIMTEK_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/x"}
    nowhere["BIMTEK_OWNER_DATABASE_URL"] = nowhere["BIMTEK_DATABASE_URL"]
    as_login = {"BIMTEK_DATABASE_URL": login, "BIMTEK_OWNER_DATABASE_URL": login}
    empty = {name: f"{each.rpartition('/')[0]}/postgres" for name, each in as_login.items()}
    named = ("administrator", "--email", "a@uji.id", "--name", "A", "--position", "B")
    for line, settings, said in (
        (("migrate",), nowhere, "tidak dapat dihubungi"),
        (("check",), nowhere, "tidak dapat dihubungi"),
        (named, as_login, "BIMTEK_OWNER_DATABASE_URL"),
        (("check",), empty, "bimtek migrate"),
    ):
        done = started(*line, **settings)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def child(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code])


def test_a_slow_start_is_waited_for_as_long_as_something_moves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(up, "PATIENCE", 1.5)
    monkeypatch.setattr(up, "TELL", 0.5)
    ready = time.monotonic() + 4
    monkeypatch.setattr(up, "answers", lambda address: time.monotonic() > ready)
    busy = child("while True: pass")
    try:
        up.wait_ready({"api": busy}, {"api": "http://x"})
    finally:
        stop_one(busy)
    assert "menunggu api" in capsys.readouterr().out


def test_a_start_in_which_nothing_moves_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "PATIENCE", 1)
    monkeypatch.setattr(up, "answers", lambda address: False)
    asleep = child("import time; time.sleep(60)")
    try:
        with pytest.raises(SystemExit, match="tidak ada yang bergerak"):
            up.wait_ready({"api": asleep}, {"api": "http://x"})
    finally:
        stop_one(asleep)


def stop_one(running: subprocess.Popen[bytes]) -> None:
    running.kill()
    running.wait()


def test_each_process_knows_its_health(private_database: str) -> None:
    environment = environment_for(private_database)
    assert output("healthy", environment, "worker")[0] == 1
    worker = process("worker", environment)
    try:
        deadline = time.monotonic() + 60
        while output("healthy", environment, "worker")[0]:
            assert time.monotonic() < deadline
    finally:
        stop(worker)
    assert output("healthy", environment | {"BIMTEK_API_PORT": "1"}, "api")[0] == 1


async def test_a_fault_of_ours_prints_no_trace_with_what_somebody_typed() -> None:
    """The server printed each fault's message after the application had answered and logged it by kind and place."""

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("9971994409881234")

    async def nothing(*_given: object) -> Any:
        return None

    await Quiet(broken)({"type": "http"}, nothing, nothing)
    with pytest.raises(ValueError, match="9971"):
        await Quiet(broken)({"type": "lifespan"}, nothing, nothing)
