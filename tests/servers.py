"""Real processes for races and journeys: the API and the pages on free ports, over a database of their own."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bimtek_api.local.postgres import free_port

READY_SECONDS = 120  # on a machine others work on; who died is noticed at once


@dataclass(frozen=True)
class Live:
    """Where the processes listen, and the environment they run in."""

    api: str
    web: str | None
    environment: dict[str, str]
    pids: tuple[int, ...] = ()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


SAID = "SAID"  # in an environment: the file that gets what the processes say


def process(name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bimtek_api.cli", name]
    if SAID not in environment:
        return subprocess.Popen(command, env=os.environ | environment, start_new_session=True)
    with Path(environment[SAID]).open("ab") as said:
        return subprocess.Popen(
            command, env=os.environ | environment, start_new_session=True, stdout=said, stderr=said
        )


def command(name: str, environment: dict[str, str], *arguments: str) -> None:
    """Runs one `bimtek` command to its end."""
    line = [sys.executable, "-m", "bimtek_api.cli", name, *arguments]
    subprocess.run(line, env=os.environ | environment, check=True)


def output(name: str, environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """The exit status of one `bimtek` command and what it said."""
    line = [sys.executable, "-m", "bimtek_api.cli", name, *arguments]
    done = subprocess.run(line, env=os.environ | environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def wait_until_ready(live: Live, children: Sequence[subprocess.Popen[bytes]] = ()) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not all(answers(f"{address}/readyz") for address in (live.web, live.api) if address):
        if time.monotonic() > deadline or any(child.poll() is not None for child in children):
            raise RuntimeError("the servers did not become ready")
        time.sleep(0.05)


@contextmanager
def running(environment: dict[str, str], *, web: bool = False) -> Iterator[Live]:
    """Starts API (and pages) and waits until they are ready; stops them at the end."""
    api_port, web_port = str(free_port()), environment.get("BIMTEK_WEB_PORT") or str(free_port())
    chosen = environment | {
        "BIMTEK_API_PORT": api_port,
        "BIMTEK_WEB_PORT": web_port,
        "BIMTEK_API_URL": f"http://127.0.0.1:{api_port}",
        "BIMTEK_WEB_URL": f"http://localhost:{web_port}",
    }
    names = ["api", "web"] if web else ["api"]
    children = [process(name, chosen) for name in names]
    pids = tuple(child.pid for child in children)
    live = Live(f"http://127.0.0.1:{api_port}", f"http://localhost:{web_port}" if web else None, chosen, pids)
    try:
        wait_until_ready(live, children)
        yield live
    finally:
        for child in children:
            stop(child)


@contextmanager
def working(live: Live) -> Iterator[None]:
    """The worker beside a running system."""
    child = process("worker", live.environment)
    try:
        yield
    finally:
        stop(child)
