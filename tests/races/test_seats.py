"""Overselling over real HTTP, with a negative control that shows the check can fail."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import func, select

from bimtek_api.core.actor import PUBLIC
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.idempotency import Once
from bimtek_api.sessions.enrolment.checks.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.entries import service
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from tests import database, factories
from tests.keys import HOOKS
from tests.servers import Live

pytestmark = pytest.mark.race
CLIENTS, SEATS = 200, 30
# The negative control: what a program without the counter would do. It reads, thinks, then writes.
COLUMNS = (
    "session_id, district_code, channel, nik_sealed, nik_last4, name, phone, birth_date, sex, home_district_code,"
    " subdistrict_code, village_code, trade, kbli, kbli_version, equipment_needs, notice_version"
)
COUNT = "SELECT count(*) FROM registrations WHERE session_id = %s AND status = 'pending_review'"
CLONE = (
    f"INSERT INTO registrations ({COLUMNS}, number, nik_index, status)"
    f" SELECT {COLUMNS}, %s, %s, 'pending_review' FROM registrations WHERE session_id = %s LIMIT 1"
)


@dataclass
class Outcome:
    """What the clients were told and what the database holds."""

    told: Counter
    held: int
    order_kept: bool
    counter: tuple[int, int]


async def storm(live: Live, session_id: UUID) -> list[httpx.Response]:
    """200 people at once, each with her own connection."""
    bodies = [factories.registration(session_id) for _ in range(CLIENTS)]
    gate = asyncio.Event()

    async def one(body: dict) -> httpx.Response:
        async with httpx.AsyncClient(base_url=live.api, timeout=60, event_hooks=HOOKS) as client:
            await gate.wait()
            return await factories.register(client, body)

    tasks = [asyncio.create_task(one(body)) for body in bodies]
    await asyncio.sleep(0.5)
    gate.set()
    return await asyncio.gather(*tasks)


async def outcome(own: Database, session_id: UUID, answers: list[httpx.Response]) -> Outcome:
    async with own.transaction() as db:
        held = await db.execute(
            select(func.count()).where(
                Registration.session_id == session_id, Registration.status == RegistrationStatus.PENDING_REVIEW
            )
        )
        counter = (await db.execute(select(SeatCounter).where(SeatCounter.session_id == session_id))).scalar_one()
        waiting = await db.execute(
            select(Registration.queue_no).where(
                Registration.session_id == session_id, Registration.queue_no.is_not(None)
            )
        )
        order = sorted(waiting.scalars())
    return Outcome(
        Counter(each.json().get("status", each.status_code) for each in answers),
        held.scalar_one(),
        order == list(range(1, len(order) + 1)),
        (counter.taken, counter.waiting),
    )


async def test_two_hundred_people_never_get_more_than_thirty_seats(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=SEATS)
    answers = await storm(live_api, session.id)
    found = await outcome(own, session.id, answers)
    assert found.told == {"pending_review": SEATS, "waitlisted": CLIENTS - SEATS}
    assert (found.held, found.counter, found.order_kept) == (SEATS, (SEATS, CLIENTS - SEATS), True)
    places = [each.json()["queue"]["position"] for each in answers if each.json()["queue"]]
    assert len(places) == CLIENTS - SEATS


async def careless(url: str, session_id: UUID) -> None:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        seen = await (await connection.execute(COUNT, (session_id,))).fetchone()
        await asyncio.sleep(0.01)
        if seen and seen[0] < SEATS:
            number = next(factories.numbers)
            await connection.execute(CLONE, (f"BT-{number:08d}"[:12], number.to_bytes(32, "big"), session_id))


async def test_the_check_can_fail_without_the_counter(own: Database, private_database: str, vault: Vault) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=SEATS)
        body = RegistrationCreate(**factories.registration(session.id))
        await service.register(db, vault, PUBLIC, Once("negative-control", b""), body)
    url = f"{database.cluster().owner}/{private_database}"
    for _ in range(CLIENTS // 20):
        await asyncio.gather(*(careless(url, session.id) for _ in range(20)))
    found = await outcome(own, session.id, [])
    assert found.held > SEATS, "without the counter's lock this storm must oversell"


async def test_one_person_pressing_twenty_times_is_one_registration(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=SEATS)
    body, key = factories.registration(session.id), factories.once()
    async with httpx.AsyncClient(base_url=live_api.api, timeout=60, event_hooks=HOOKS) as client:
        same_key = [client.post("/v1/registrations", json=body, headers=key) for _ in range(10)]
        other_keys = [factories.register(client, body) for _ in range(10)]
        answers = await asyncio.gather(*same_key, *other_keys)
    assert {each.status_code for each in answers} <= {201, 409}
    assert len({each.json()["number"] for each in answers[:10] if each.status_code == 201}) == 1
    found = await outcome(own, session.id, answers)
    assert (found.held, found.counter) == (1, (1, 0))


async def test_the_last_seat_goes_to_one_of_twenty(live_api: Live, own: Database) -> None:
    async with own.transaction() as db:
        session = await factories.session(db, size=1)
    bodies = [factories.registration(session.id) for _ in range(20)]
    async with httpx.AsyncClient(base_url=live_api.api, timeout=60, event_hooks=HOOKS) as client:
        answers = await asyncio.gather(*(factories.register(client, body) for body in bodies))
    found = await outcome(own, session.id, answers)
    assert (found.told, found.counter, found.order_kept) == ({"pending_review": 1, "waitlisted": 19}, (1, 19), True)
