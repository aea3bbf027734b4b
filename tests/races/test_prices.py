"""integrity.md 3: 32 clients of one network against 30 seats, and one registration repeated by many at once."""

import asyncio
from collections import Counter

import httpx
import pytest
from sqlalchemy import func, select

from bimtek_api.core.db import Database
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from tests import database, factories
from tests.conftest import environment_for
from tests.servers import running

pytestmark = pytest.mark.race
CLIENTS, SEATS, FREE = 32, 30, 5
NAME = "race_prices"


@pytest.fixture(scope="module")
def priced():
    """A server on which an office's own thresholds count, small ones."""
    database.cluster().copy(NAME)
    free = {"BIMTEK_FREE_PER_NETWORK": str(FREE), "BIMTEK_FREE_PER_PHONE": "3", "BIMTEK_FREE_DELEGATIONS": "1"}
    with running(environment_for(NAME, **free)) as live:
        yield live
    database.cluster().drop(NAME)


@pytest.fixture
def private_database(priced: object) -> str:
    return NAME


async def at_once(base: str, bodies: list[dict]) -> list[httpx.Response]:
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        return await asyncio.gather(*(factories.register(client, body) for body in bodies))


async def test_thirty_two_clients_of_one_network_take_no_more_than_what_is_free(priced, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=SEATS, moderated=False)
    answers = await at_once(priced.api, [factories.registration(session.id) for _ in range(CLIENTS)])
    assert Counter((each.status_code, each.json().get("status")) for each in answers) == {(201, "confirmed"): CLIENTS}
    async with own.transaction() as db:
        counter = (await db.execute(select(SeatCounter).where(SeatCounter.session_id == session.id))).scalar_one()
        states = await db.execute(
            select(Registration.status, func.count()).where(Registration.session_id == session.id)
            .group_by(Registration.status)
        )  # fmt: skip
    assert (counter.taken, counter.waiting) == (FREE, 0)
    assert {str(status): count for status, count in states} == {"confirmed": FREE, "held": CLIENTS - FREE}


async def test_one_registration_sent_by_many_at_once_is_one_and_opens_for_one(priced, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=SEATS)
    body = factories.registration(session.id)
    answers = await at_once(priced.api, [body] * 12)
    assert {each.status_code for each in answers} == {201}
    assert len([each for each in answers if each.json()["secret"]]) == 1
    async with own.transaction() as db:
        of_session = select(Registration.id).where(Registration.session_id == session.id)
        made = (await db.execute(of_session)).scalars().all()
        receipts = await db.execute(select(func.count()).where(Receipt.registration_id.in_(made)))
    assert (len(made), receipts.scalar_one()) == (1, 12)
