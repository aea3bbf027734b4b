"""desk.md 6: the demo is an office in the middle of its year, made through the rules, so that everything holds."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from bimtek_api.core.db import Database
from bimtek_api.demo.fill import filled
from bimtek_api.demo.world.calendar import Calendar
from bimtek_api.demo.world.hands import Office
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.main import create_app
from tests import database
from tests.conftest import settings_for
from tests.invariants import sealed, violations

# No story ends there: nobody's own draft, and what takes two years.
NOWHERE = {"draft", "discarded", "closed", "breached", "recalled"}
CLOCK = "SELECT pg_get_functiondef('bimtek_now()'::regprocedure)"
# Whose work comes rarely; everybody else finds some.
SELDOM = {"nadia", "fajar", "tono"}


@dataclass
class World:
    name: str
    office: Office
    told: list[str]

    def ask(self, query: str) -> list[tuple]:
        with psycopg.connect(f"{database.cluster().owner}/{self.name}") as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture(scope="module")
async def world() -> AsyncIterator[World]:
    """Filled once, and its officers logged in today."""
    name, told = f"p_{uuid4().hex[:12]}", []
    database.cluster().copy(name)
    made = settings_for(name, demo=True, demo_world=True)
    before = World(name, None, told).ask(CLOCK)  # ty: ignore[invalid-argument-type]
    assert await filled(made, told.append)
    assert World(name, None, told).ask(CLOCK) == before, "the clock of rules is as it was"  # ty: ignore[invalid-argument-type]
    plain, owner = Database(made), Database(made, owner=True)
    office = Office(create_app(made, plain), Calendar(plain, owner, date.min))
    async with owner.transaction() as db:
        await office.sit_down(db)
    yield World(name, office, told)
    await office.client.aclose()
    await plain.close()
    await owner.close()
    database.cluster().drop(name)


async def test_every_invariant_holds_and_every_event_has_its_link(world: World) -> None:
    address = f"{database.cluster().owner}/{world.name}"
    sealed(address)
    assert violations(address) == []
    assert world.ask("SELECT count(*) FROM events_to_seal") == [(0,)]


async def test_cases_stand_at_every_desk(world: World) -> None:
    found = {row[0] for row in world.ask("SELECT DISTINCT status FROM applications")}
    assert set(ApplicationStatus) - NOWHERE - found == set()
    sessions = dict(world.ask("SELECT status, count(*) FROM sessions GROUP BY 1"))
    assert set(sessions) >= {"draft", "published", "paused", "cancelled", "in_progress", "completed"}
    assert sum(sessions.values()) >= 25
    assert world.ask("SELECT count(*) > 450 FROM participants") == [(True,)]


async def test_its_past_is_past_and_relative_to_today(world: World) -> None:
    days = "SELECT min(bimtek_now() - at) > interval '0', max(bimtek_now() - at) > interval '290 days' FROM events"
    assert world.ask(days) == [(True, True)]
    assert world.ask("SELECT count(*) FROM handovers WHERE handed_at > bimtek_now() - interval '60 days'") == [(0,)]
    assert len(world.told) >= 9, "whoever waits reads which month it is"


async def test_every_officer_finds_work(world: World) -> None:
    idle = []
    for name, hand in world.office.people.items():
        queues = await hand.rows("/v1/inbox")
        if not sum(each["count"] for each in queues) and name not in SELDOM:
            idle.append(name)
    assert idle == []
