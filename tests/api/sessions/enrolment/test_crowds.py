"""integrity.md 3, attacked again: many people in one request, and many networks of one owner."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.settings import Settings
from tests import factories
from tests.api.access.test_limits import through_pages
from tests.api.sessions.enrolment.test_delegations import Group
from tests.api.sessions.enrolment.test_delegations import body as delegation
from tests.api.sessions.enrolment.test_prices import FREE, HALL, HOME, hours, open_window, register, rows, taken
from tests.api.sessions.seats import consistent

MANY = 12


@pytest.fixture(autouse=True)
async def priced(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    app.state.settings = settings.model_copy(update=FREE | {"held_per_network": 30, "held_per_phone": 10})
    yield
    app.state.settings = settings


async def send(client: AsyncClient, session_id: Any, many: int, network: str = HALL) -> Response:
    headers = factories.once() | through_pages(network)
    return await client.post("/v1/delegations", json=delegation(session_id, many), headers=headers)


async def test_one_request_with_many_people_takes_no_more_seats_than_many_requests(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=30, moderated=False), await factories.officer(db, vault)
    group = Group(client, await send(client, session.id, MANY))
    assert await group.states() == ["confirmed"] * MANY, "one public answer"
    assert await taken(client, session.id) == 0
    assert Counter(each["status"] for each in await rows(client, officer, session.id)) == {"held": MANY}
    sent = [{"id": each["id"], "version": 1} for each in await rows(client, officer, session.id)]
    path, headers = "/v1/registrations/transitions", officer.headers | factories.once()
    done = await client.post(path, json={"action": "let_in", "items": sent}, headers=headers)
    assert (done.status_code, await taken(client, session.id)) == (200, MANY)
    await consistent(db)


async def test_a_small_delegation_holds_its_seats_and_uses_up_what_its_network_has_free(
    client: AsyncClient, db: AsyncSession
) -> None:
    session = await factories.session(db, size=30)
    assert (await send(client, session.id, FREE["free_per_network"])).status_code == 201
    assert await taken(client, session.id) == FREE["free_per_network"]
    await register(client, session.id)
    assert await taken(client, session.id) == FREE["free_per_network"]


async def test_a_window_for_their_place_lets_many_who_come_together_in_at_once(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=30), await factories.officer(db, vault)
    await open_window(client, officer, session.id, most=MANY, **await hours(db, -1, 3))
    await send(client, session.id, MANY)
    assert await taken(client, session.id) == MANY


async def test_delegations_do_not_fill_an_officers_list_either(
    app: FastAPI, client: AsyncClient, db: AsyncSession
) -> None:
    app.state.settings = app.state.settings.model_copy(update={"held_per_network": MANY - 1})
    session = await factories.session(db, size=30)
    refused = await send(client, session.id, MANY)
    assert (refused.status_code, refused.json()["code"]) == (409, "registrations_enough")


async def test_whoever_owns_thousands_of_networks_pays_for_the_one_around_them(
    client: AsyncClient, db: AsyncSession
) -> None:
    session, free = await factories.session(db, size=60), FREE["free_per_network"]
    for at in range(3 * free):
        await register(client, session.id, f"2001:db8:5:{at:x}::7")
    assert await taken(client, session.id) == 2 * free
    await register(client, session.id, "2001:db8:6::7")
    await register(client, session.id, HOME)
    assert await taken(client, session.id) == 2 * free + 2, "neighbours are as free as ever"


async def test_an_address_of_ipv4_is_one_however_it_is_written(client: AsyncClient, db: AsyncSession) -> None:
    session, free = await factories.session(db, size=60), FREE["free_per_network"]
    for _ in range(free):
        await register(client, session.id, HOME)
    await register(client, session.id, f"::ffff:{HOME}")
    assert await taken(client, session.id) == free
    await register(client, session.id, f"::ffff:{HALL}")
    assert await taken(client, session.id) == free + 1, "and two of them are two"
