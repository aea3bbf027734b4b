"""integrity.md 8b: what the image's recipe starts and asks, tried on real processes, each the first of its own world.

No container engine is needed: a process-id namespace makes a process the first one, as in a container.
"""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bimtek_api.local.postgres import free_port
from tests.architecture.test_dockerfile import TEXT
from tests.conftest import environment_for
from tests.database import ROOT

ALONE = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
HEALTH: list[str] = json.loads(re.search(r"^HEALTHCHECK .*CMD (\[.*\])$", TEXT, re.MULTILINE)[1])
GIVEN = dict(re.findall(r"(BIMTEK_\w+_HOST)=(\S+)", TEXT))
KINDS = ("api", "web", "worker")


def refusal() -> str:
    """Why no process can be the first of a world of its own here; empty where it can."""
    try:
        tried = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return (tried.stderr.strip() or f"unshare ended with {tried.returncode}") if tried.returncode else ""


REFUSED = refusal()
pytestmark = pytest.mark.skipif(
    bool(REFUSED), reason=f"the image's processes are not tried: no process-id namespace here ({REFUSED})"
)


def environment(name: str, files: Path) -> dict[str, str]:
    """As in the image, `bimtek` in PATH, on ports of the test's own."""
    ports = {"BIMTEK_API_PORT": str(free_port()), "BIMTEK_WEB_PORT": str(free_port())}
    paths = {"PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}", "BIMTEK_FILES_DIR": str(files)}
    return os.environ | environment_for(name) | GIVEN | ports | paths


@contextmanager
def container(kind: str, given: dict[str, str]) -> Iterator[str]:
    """Yields the process's id, seen from here."""
    outer = subprocess.Popen([*ALONE, "bimtek", kind], env=given, cwd=ROOT)
    children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children")
    try:
        while not (found := children.read_text().split()):
            time.sleep(0.02)
        yield found[0]
    finally:
        outer.kill()
        outer.wait()


def health(first: str, given: dict[str, str]) -> int:
    line = ["nsenter", f"--target={first}", "--pid", "--mount", f"--wdns={ROOT}", *HEALTH]
    return subprocess.run(line, env=given, check=False, timeout=60).returncode


@pytest.mark.parametrize("kind", KINDS)
def test_each_process_is_healthy_when_it_works_is_reached_from_outside_and_stops_when_told(
    private_database: str, tmp_path: Path, kind: str
) -> None:
    given = environment(private_database, tmp_path)
    with container(kind, given) as first:
        deadline = time.monotonic() + 90
        while health(first, given):
            assert time.monotonic() < deadline, f"{kind} never became healthy"
        if kind != "worker":
            port = given[f"BIMTEK_{kind.upper()}_PORT"]
            assert httpx.get(f"http://127.0.0.2:{port}/livez").status_code == 200, "it listens to itself alone"
        os.kill(int(first), signal.SIGTERM)
        while Path(f"/proc/{first}").exists():
            assert time.monotonic() < deadline + 30, "the first process must hear the word to stop by itself"
            time.sleep(0.05)


def test_a_process_that_does_nothing_is_not_healthy(private_database: str, tmp_path: Path) -> None:
    given = environment(private_database, tmp_path)
    for kind in KINDS:
        idle = subprocess.Popen([*ALONE, "bash", "-c", "sleep 60; :", "bimtek", kind], env=given)
        try:
            children = Path(f"/proc/{idle.pid}/task/{idle.pid}/children")
            while not (found := children.read_text().split()):
                time.sleep(0.02)
            assert health(found[0], given) == 1
        finally:
            idle.kill()
            idle.wait()
