"""C14: the worker itself passes a seat on within a minute; nobody asks for it and no test calls its task."""

import httpx
import psycopg
import pytest
from sqlalchemy import text

from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.sessions.seats import Person
from tests.conftest import environment_for
from tests.keys import HOOKS
from tests.servers import running, working

pytestmark = pytest.mark.race
LAPSE = "UPDATE registrations SET hold_until = bimtek_now() + interval '2 seconds' WHERE status = 'offered'"
COUNT = "SELECT count(*) FROM registrations WHERE status = %s"
BY_ITSELF = "SELECT count(*) FROM events WHERE name = 'registration.offered' AND actor_kind = 'system'"


async def test_a_lapse_passes_on_within_a_minute_by_the_worker_alone(own: Database, private_database: str) -> None:
    """Two lapses after each other, for the schedule of the process and not one lucky turn of it."""
    async with own.transaction() as db:
        session = await factories.session(db, size=1)
    with running(environment_for(private_database)) as live, working(live):
        async with httpx.AsyncClient(base_url=live.api, timeout=30, event_hooks=HOOKS) as client:
            told = [(await factories.register(client, factories.registration(session.id))).json() for _ in range(4)]
            first = Person(client, told[0]["number"], told[0]["secret"])
            gone = await first.does("give_up")
            assert gone.json()["status"] == "withdrawn", gone.text
        for lapsed in (1, 2):
            async with own.transaction() as db:
                await factories.by_owner(db, LAPSE)
            await database.wait_until(lambda wanted=lapsed: counted(private_database, "offer_lapsed") == wanted, 60)
            assert counted(private_database, "offered") == 1, "ended and passed on in one go"
        async with own.transaction() as db:
            assert (await db.execute(text(BY_ITSELF))).scalar_one() == 3, "the seat given up, and two by the clock"


def counted(name: str, status: str) -> int:
    """Asked from outside: a look through the API would pass the seat on itself."""
    with psycopg.connect(f"{database.cluster().owner}/{name}") as connection:
        row = connection.execute(COUNT, (status,)).fetchone()
    return row[0] if row else 0
