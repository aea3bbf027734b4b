"""Processes killed at the worst moment: nothing lost, nothing twice."""

import asyncio
import os
import signal

import httpx
import psycopg
import pytest
from sqlalchemy import func, select

from bimtek_api.core.db import Database
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from tests import database, factories
from tests.conftest import environment_for
from tests.keys import HOOKS
from tests.servers import process, running, stop

pytestmark = pytest.mark.race
JOBS = "SELECT count(*) FROM procrastinate_jobs"


async def test_an_api_killed_under_load_keeps_each_key_to_one_effect(own: Database, private_database: str) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=500)
    requests = [(factories.registration(session.id), factories.once()) for _ in range(60)]
    environment = environment_for(private_database)
    with running(environment) as first:
        tasks = [asyncio.create_task(send(first.api, *each)) for each in requests]
        await asyncio.sleep(0.35)
        for pid in first.pids:
            os.kill(pid, signal.SIGKILL)
        await asyncio.gather(*tasks)
    with running(environment) as second:
        answers = [await send(second.api, *each) for each in requests]
    assert {answer and answer.status_code for answer in answers} == {201}
    async with own.transaction() as db:
        made = (await db.execute(select(func.count()).select_from(Registration))).scalar_one()
        taken = (await db.execute(select(SeatCounter.taken))).scalar_one()
    assert (made, taken) == (60, 60)


async def send(base: str, body: dict, key: dict) -> httpx.Response | None:
    try:
        async with httpx.AsyncClient(base_url=base, timeout=20, event_hooks=HOOKS) as client:
            return await client.post("/v1/registrations", json=body, headers=key)
    except httpx.HTTPError:
        return None


async def test_a_worker_killed_is_followed_by_one_that_finishes(own: Database, private_database: str) -> None:
    async with own.transaction() as db:
        session = await factories.session(db)
    environment = environment_for(private_database)
    with running(environment) as live:
        for _ in range(20):
            assert await send(live.api, factories.registration(session.id), factories.once())
    first = process("worker", environment)
    await asyncio.sleep(1.2)
    os.killpg(first.pid, signal.SIGKILL)
    second = process("worker", environment)
    try:
        await database.wait_until(lambda: left(private_database) == 0, 120)
    finally:
        stop(second)


def left(name: str) -> int:
    with psycopg.connect(f"{database.cluster().owner}/{name}") as connection:
        row = connection.execute(f"{JOBS} WHERE task_name = 'fan_out'").fetchone()
    return row[0] if row else 0
