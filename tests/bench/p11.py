"""P11: how long the API's loop is kept, and what it holds, while a hostile corpus is sent. Goal: 50 ms, 300 MB."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.local.postgres import free_port
from tests import database, factories
from tests.conftest import environment_for, settings_for, writing
from tests.corpus.hostile import corpus
from tests.keys import HOOKS
from tests.servers import Live, stop, wait_until_ready

GOAL_MS, GOAL_MB = 50, 300
SHEETS = "/v1/imports/sessions"
PHOTOS = f"/v1/districts/{factories.PALEMBANG}/photos"


@asynccontextmanager
async def watched(name: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API over the database `name`, with a clock in its loop."""
    port = str(free_port())
    environment = environment_for(name, BIMTEK_ENVIRONMENT="production", BIMTEK_API_PORT=port)
    command = [sys.executable, "-m", "tests.lagging"]
    child = subprocess.Popen(command, env=os.environ | environment, start_new_session=True)
    live = Live(f"http://127.0.0.1:{port}", None, environment)
    try:
        wait_until_ready(live, [child])
        async with httpx.AsyncClient(base_url=live.api, timeout=120, event_hooks=HOOKS) as http:
            yield http
    finally:
        stop(child)


async def attack(name: str) -> tuple[dict[str, float], list[int]]:
    """The clock's figures after every file was sent to both doors at once, and what was answered."""
    settings = settings_for(name)
    own, files = Database(settings), corpus()
    async with watched(name) as http:
        async with writing(own, http) as db:
            roles = (Role.DISTRICT_OFFICER, Role.HANDOVER_OFFICER)
            people = [await factories.officer(db, Vault.of(settings), role) for role in roles]
        doors = ((SHEETS, "file", people[0]), (PHOTOS, "photo", people[1]))
        for path, part, who in doors:  # the first ones build what every later one finds
            await http.post(path, files={part: ("x", b"x")}, headers=who.headers)
        await http.get("/lag")
        sent = [
            http.post(path, files={part: ("x", content)}, headers=who.headers)
            for content in files.values()
            for path, part, who in doors
        ]
        answers = [each.status_code for each in await asyncio.gather(*sent)]
        figures = (await http.get("/lag")).json()
    await own.close()
    return figures, answers


async def run() -> list[str]:
    name = "bench_p11"
    database.cluster().copy(name)
    figures, answers = await attack(name)
    database.cluster().drop(name)
    late, held, computed = figures["worst_ms"], figures["peak_mb"], figures["computed_ms"]
    return [
        f"P11 loop kept {late:.0f} ms at worst, {figures['p99_ms']:.1f} ms at p99, computing {computed:.0f} ms"
        f" (goal {GOAL_MS} ms): {'passes' if late <= GOAL_MS else 'FAILS'}",
        f"P11 peak memory {held:.0f} MB (goal {GOAL_MB} MB): {'passes' if held < GOAL_MB else 'FAILS'};"
        f" answers {sorted(set(answers))}",
    ]
