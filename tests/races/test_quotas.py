"""C13: five hundred people, thirty seats, three overlapping quotas, over real HTTP; and a check that can fail."""

import asyncio
import random
from collections import Counter
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.db import Database
from bimtek_api.reports.invariants.service import violations
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from tests import database, factories
from tests.keys import HOOKS
from tests.servers import Live

pytestmark = pytest.mark.race
REQUESTS, SEATS, AT_ONCE = 500, 30, 60
SHARES = {("target", "women"): 12, ("target", "first_timers"): 8, ("district", factories.PALEMBANG): 15}
HELD = text(
    "SELECT sex, home_district_code AS home, groups, status, queue_no FROM registrations WHERE session_id = :id"
)


async def planned(db: AsyncSession) -> UUID:
    session = await factories.session(db, size=SEATS)
    for (kind, value), kept in SHARES.items():
        db.add(SeatCounter(session_id=session.id, kind=kind, value=value, share=kept, size=SEATS - kept))
    await db.flush()
    return session.id


def anybody(chance: random.Random, session_id: UUID) -> dict[str, Any]:
    place = chance.choice([factories.PALEMBANG, factories.BANYUASIN])
    who = {"sex": chance.choice(["female", "male"]), "first_timer": chance.random() < 0.4}
    return factories.registration(session_id, district=place, **who)


async def storm(live: Live, bodies: list[dict[str, Any]]) -> list[httpx.Response]:
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(
        base_url=live.api, timeout=60, limits=httpx.Limits(max_connections=AT_ONCE), event_hooks=HOOKS
    ) as client:

        async def one(body: dict[str, Any]) -> httpx.Response:
            async with gate:
                return await factories.register(client, body)

        return await asyncio.gather(*(one(body) for body in bodies))


def outside(rows: list[Any]) -> dict[str, int]:
    """Seats held by people outside each group: what a share limits."""
    held = [row for row in rows if row.status == "pending_review"]
    return {
        "room": len(held),
        "women": sum(row.sex != "female" for row in held),
        "first_timers": sum("first_timers" not in row.groups for row in held),
        factories.PALEMBANG: sum(row.home != factories.PALEMBANG for row in held),
    }


async def test_three_overlapping_quotas_hold_under_five_hundred_requests(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session_id = await planned(db)
    chance = random.Random(20261125)
    answers = await storm(live_api, [anybody(chance, session_id) for _ in range(REQUESTS)])
    assert Counter(each.status_code for each in answers) == {201: REQUESTS}, "none lost, no deadlock"
    async with own.transaction() as db:
        rows = list((await db.execute(HELD, {"id": session_id})).all())
        assert await violations(db) == {}
    found = outside(rows)
    assert found["room"] == SEATS, "every seat is given: enough people fit each share"
    for (_, value), kept in SHARES.items():
        assert found[value] <= SEATS - kept
    waiting = sorted(row.queue_no for row in rows if row.status == "waitlisted")
    assert waiting == list(range(1, REQUESTS - SEATS + 1))


SEAT = (
    "UPDATE seat_counters SET taken = taken + 1 WHERE session_id = %s AND kind = 'room' AND taken < size RETURNING 1"
)
INSIDE = "SELECT count(*) FROM careless WHERE NOT woman"


async def careless(url: str, session_id: UUID, *, woman: bool) -> None:
    """Takes the room's seat properly, but looks at the women's share before and writes after."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        men = await (await connection.execute(INSIDE)).fetchone()
        await asyncio.sleep(0.02)
        if woman or (men and men[0] < SEATS - SHARES["target", "women"]):
            seat = await connection.execute(SEAT, (session_id,))
            if await seat.fetchone():
                await connection.execute("INSERT INTO careless VALUES (%s)", (woman,))


async def test_the_check_can_fail_when_a_share_is_only_looked_at(own: Database, private_database: str) -> None:
    async with own.transaction() as db:
        session_id = await planned(db)
    url = f"{database.cluster().owner}/{private_database}"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("CREATE TABLE careless (woman boolean)")
        await asyncio.gather(*(careless(url, session_id, woman=False) for _ in range(SEATS)))
        men = await (await connection.execute(INSIDE)).fetchone()
    assert men is not None
    assert men[0] > SEATS - SHARES["target", "women"], "without the lock this storm must break the share"
