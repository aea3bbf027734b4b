"""integrity.md 8 and 8b: a start that is refused says why; a slow one is waited for; a process knows its health."""

import subprocess
import sys
import time

import pytest

from bimtek_api.local import up
from tests.conftest import environment_for
from tests.servers import output, process, stop

WRONG = [
    ("BIMTEK_MAIL_URL", "mail.kantor.id:587"),
    ("BIMTEK_MAIL_URL", "smtp://mail:banyak"),
    ("BIMTEK_MAIL_URL", "smtp://"),
    ("BIMTEK_CHAT_URL", "gateway"),
    ("BIMTEK_FILES_URL", "https://bucket"),
    ("BIMTEK_NIK_KEY_CURRENT", "tidak-ada"),
    ("BIMTEK_DATABASE_URL", "mysql://rahasia@localhost/x"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_that_would_fail_later_is_refused_at_the_start(name: str, value: str) -> None:
    line = [sys.executable, "-m", "bimtek_api.cli", "api"]
    done = subprocess.run(
        line, env=environment_for("none") | {name: value}, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, name in done.stderr) == (2, True), done.stderr
    assert value not in done.stderr
    assert "Traceback" not in done.stderr


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
