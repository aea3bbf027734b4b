"""P1: registering over HTTP, 32 connections, one hot session and 100 sessions.

The floor writes the same rows with one raw asyncpg statement behind a bare FastAPI route, in the same run, on the
same server. All of the real path is on: guards, sealed NIK, history, job.
"""

import asyncio
import itertools
import os
import subprocess
import sys
import time
from uuid import UUID, uuid4

import orjson

from bimtek_api.core.db import Database
from bimtek_api.local.postgres import free_port
from tests import database, factories
from tests.conftest import environment_for, settings_for
from tests.servers import answers, running, stop

CONNECTIONS, SECONDS, MOST, GOAL, HOT_GOAL = 32, 8, 30_000, 0.40, 0.50


def request(path: str, body: dict) -> bytes:
    """One request as it goes over the wire: the load must cost less than what it measures."""
    content = orjson.dumps(body)
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nIdempotency-Key: {uuid4()}\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> None:
    writer.write(sent)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head[9:11] == b"20", head
    await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))


async def load(port: int, path: str, sessions: list[str]) -> float:
    """Answers per second over `CONNECTIONS` kept connections."""
    done, turn = 0, itertools.cycle(sessions)
    prepared = [request(path, factories.registration(next(turn))) for _ in range(MOST)]
    stop_at = time.perf_counter() + SECONDS

    async def worker() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < stop_at and prepared:
            await ask(reader, writer, prepared.pop())
            done += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    return done / (time.perf_counter() - began)


async def sessions_of(name: str, count: int) -> list[str]:
    own = Database(settings_for(name))
    async with own.transaction() as db:
        made = [str((await factories.session(db, size=1000)).id) for _ in range(count)]
    await own.close()
    return made


async def real(name: str, sessions: list[str]) -> float:
    with running(environment_for(name, BIMTEK_ENVIRONMENT="production")) as live:
        return await load(int(live.api.rsplit(":", 1)[1]), "/v1/registrations", sessions)


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.bench.floor"], env=environment, start_new_session=True)


async def floor(name: str, session: UUID) -> float:
    """The bare route in its own process, on the same database."""
    port = free_port()
    environment = os.environ | {"FLOOR_URL": f"{database.cluster().owner}/{name}", "FLOOR_PORT": str(port)}
    child = start(environment)
    url = f"http://127.0.0.1:{port}"
    try:
        await database.wait_until(lambda: answers(f"{url}/readyz"))
        return await load(port, "/registrations", [str(session)])
    finally:
        stop(child)


async def run() -> list[str]:
    name = "bench"
    database.cluster().copy(name)
    hot = await sessions_of(name, 1)
    many = await sessions_of(name, 100)
    base = await floor(name, UUID(hot[0]))
    spread, single = await real(name, many), await real(name, hot)
    database.cluster().drop(name)
    return [
        f"P1 floor            {base:8.0f} registrations/s (raw statement behind a bare route)",
        f"P1 100 sessions     {spread:8.0f}/s  {verdict(spread / base, GOAL)}",
        f"P1 one hot session  {single:8.0f}/s  {verdict(single / base, GOAL)}",
        f"P1 hot against 100             {verdict(single / spread, HOT_GOAL)}",
    ]


def verdict(ratio: float, goal: float) -> str:
    return f"ratio {ratio:.2f}  goal {goal:.2f}  {'pass' if ratio >= goal else 'short'}"
