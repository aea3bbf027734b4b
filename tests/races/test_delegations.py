"""Delegations and single people in one storm for the same seats: all or nothing, nothing twice, no deadlock."""

import asyncio
from collections import Counter
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from bimtek_api.core.db import Database
from bimtek_api.reports.invariants.service import violations
from tests import factories
from tests.api.sessions.enrolment.test_delegations import body
from tests.keys import HOOKS
from tests.servers import Live

pytestmark = pytest.mark.race
SEATS, TOGETHER, ALONE = 20, 40, 60
HELD = text("SELECT delegation_id, status FROM registrations WHERE session_id = :id")


async def storm(live: Live, session_id: UUID) -> list[httpx.Response]:
    gate = asyncio.Semaphore(40)
    async with httpx.AsyncClient(base_url=live.api, timeout=60, event_hooks=HOOKS) as client:

        async def send(path: str, sent: dict) -> httpx.Response:
            async with gate:
                return await client.post(path, json=sent, headers=factories.once())

        groups = [send("/v1/delegations", body(session_id, 3)) for _ in range(TOGETHER)]
        people = [send("/v1/registrations", factories.registration(session_id)) for _ in range(ALONE)]
        mixed = [each for pair in zip(people, groups + people[TOGETHER:], strict=False) for each in pair]
        return await asyncio.gather(*dict.fromkeys(mixed))


async def test_a_storm_of_delegations_and_people_alone(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session_id = (await factories.session(db, size=SEATS)).id
    answers = await storm(live_api, session_id)
    assert Counter(each.status_code for each in answers) == {201: TOGETHER + ALONE}, "none lost, no deadlock"
    async with own.transaction() as db:
        rows = (await db.execute(HELD, {"id": session_id})).all()
        assert await violations(db) == {}
    assert len(rows) == TOGETHER * 3 + ALONE
    # Whoever came just before a seat was seen to be free is offered it instead: a held seat either way.
    assert sum(row.status in ("pending_review", "offered") for row in rows) == SEATS
    groups: dict[UUID, set[str]] = {}
    for row in rows:
        if row.delegation_id:
            groups.setdefault(row.delegation_id, set()).add(row.status)
    assert all(len(states) == 1 for states in groups.values()), "all of a delegation, or none"
