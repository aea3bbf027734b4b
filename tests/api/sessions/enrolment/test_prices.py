"""integrity.md 3: one anonymous client took all 30 seats in 3 s. The first are free, then an officer looks first."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.settings import Settings
from tests import factories
from tests.api.access.test_limits import through_pages
from tests.api.sessions.enrolment.test_delegations import body as delegation
from tests.api.sessions.seats import Person, consistent

HALL, HOME = "203.0.113.5", "198.51.100.9"
FREE = {"free_per_network": 5, "free_per_phone": 2, "free_delegations": 1}


@pytest.fixture(autouse=True)
async def priced(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """As an office has it, with small numbers."""
    app.state.settings = settings.model_copy(update=FREE)
    yield
    app.state.settings = settings


async def register(client: AsyncClient, session_id: Any, network: str = HALL, **changes: Any) -> Response:
    return await factories.register(client, factories.registration(session_id, **changes), **through_pages(network))


async def rows(client: AsyncClient, officer: factories.TestOfficer, session_id: Any) -> list[dict[str, Any]]:
    found = await client.get(f"/v1/registrations?session={session_id}&limit=100", headers=officer.headers)
    return found.json()["items"]


async def taken(client: AsyncClient, session_id: Any) -> int:
    return (await client.get(f"/v1/sessions/{session_id}")).json()["seats"]["taken"]


async def test_beyond_the_first_from_one_network_no_seat_is_held_and_nobody_outside_sees_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=30, moderated=False), await factories.officer(db, vault)
    told = [(await register(client, session.id)).json() for _ in range(30)]
    assert {each["status"] for each in told} == {"confirmed"}, "one public answer"
    assert Counter(each["status"] for each in await rows(client, officer, session.id)) == {"confirmed": 5, "held": 25}
    assert await taken(client, session.id) == 5
    other = (await register(client, session.id, HOME)).json()
    assert (other["status"], await taken(client, session.id)) == ("confirmed", 6), "others find seats"
    assert (await register(client, (await factories.session(db)).id)).json()["status"] == "pending_review"
    await consistent(db)


async def test_one_phone_number_registers_a_few_from_wherever(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    for at in range(4):
        await register(client, session.id, f"192.0.2.{at}", phone="081255556666")
    assert await taken(client, session.id) == FREE["free_per_phone"]


async def test_nobody_fills_an_officers_list_from_one_place(
    app: FastAPI, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """What waits for a look is bounded by network and by phone; officers and their windows go on."""
    app.state.settings = app.state.settings.model_copy(update={"held_per_network": 4, "held_per_phone": 2})
    session, officer = await factories.session(db, size=60), await factories.officer(db, vault)
    answers = [await register(client, session.id) for _ in range(12)]
    assert [each.status_code for each in answers] == [201] * 9 + [409] * 3
    assert {each.json()["code"] for each in answers[9:]} == {"registrations_enough"}
    assert Counter(each["status"] for each in await rows(client, officer, session.id))["held"] == 4
    phone = [await register(client, session.id, f"192.0.2.{at}", phone="081255556666") for at in range(6)]
    assert [each.status_code for each in phone] == [201] * 4 + [409] * 2, "two for free, two to be looked at"
    assert (await register(client, session.id, HOME)).json()["status"] == "pending_review", (
        "others are as free as ever"
    )
    by_her = factories.registration(session.id, assistance={})
    headers = through_pages(HALL) | officer.headers
    assert (await factories.register(client, by_her, **headers)).status_code == 201
    await open_window(client, officer, session.id, **await hours(db, -1, 3))
    assert (await register(client, session.id)).status_code == 201
    await consistent(db)


async def test_an_officer_lets_in_whom_she_has_looked_at(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=6, moderated=False), await factories.officer(db, vault)
    told = [(await register(client, session.id)).json() for _ in range(8)]
    held = [row for row in await rows(client, officer, session.id) if row["status"] == "held"]
    detail = (await client.get(f"/v1/registrations/{held[0]['id']}", headers=officer.headers)).json()
    assert "let_in" in {each["action"] for each in detail["available_actions"]}
    inbox = (await client.get("/v1/inbox", headers=officer.headers)).json()["items"]
    assert [each["count"] for each in inbox if each["kind"] == "registrations_to_review"] == [3]
    moved = [(await factories.move(client, officer, row["id"], "let_in")).json()["status"] for row in held]
    assert moved == ["confirmed", "waitlisted", "waitlisted"], "one seat was left; the others wait in order"
    seen = [await Person(client, each["number"], each["secret"]).sees() for each in told[5:]]
    assert [each["queue"]["position"] if each["queue"] else None for each in seen] == [None, 1, 2]
    await consistent(db)


async def test_held_people_give_up_are_refused_and_wait_where_it_is_full(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=5), await factories.officer(db, vault)
    told = [(await register(client, session.id)).json() for _ in range(7)]
    assert [each["status"] for each in told[5:]] == ["waitlisted"] * 2, "what she would be if she were let in"
    assert told[6]["queue"]["position"] == 1
    assert (await Person(client, told[5]["number"], told[5]["secret"]).does("give_up")).json()[
        "status"
    ] == "withdrawn"
    held = next(row for row in await rows(client, officer, session.id) if row["status"] == "held")
    refused = await factories.move(client, officer, held["id"], "reject", reason="Bukan orang sungguhan.")
    assert refused.json()["status"] == "rejected"
    await consistent(db)


async def open_window(client: AsyncClient, officer: factories.TestOfficer, session_id: Any, **more: Any) -> Response:
    body = {"place": "Balai Desa Plaju", "opens_at": more.pop("opens_at"), "closes_at": more.pop("closes_at")} | more
    headers = officer.headers | factories.once() | through_pages(HALL)
    return await client.post(f"/v1/sessions/{session_id}/place-windows", json=body, headers=headers)


async def hours(db: AsyncSession, first: int, last: int) -> dict[str, str]:
    now = await clock.now(db)
    return {
        "opens_at": (now + timedelta(hours=first)).isoformat(),
        "closes_at": (now + timedelta(hours=last)).isoformat(),
    }


async def test_a_village_hall_behind_one_address_registers_forty_through_an_officers_window(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=60), await factories.officer(db, vault)
    made = await open_window(client, officer, session.id, most=35, **await hours(db, -1, 3))
    assert made.status_code == 201, made.text
    for _ in range(40):
        await register(client, session.id)
    assert await taken(client, session.id) == 40
    await register(client, session.id)
    assert await taken(client, session.id) == 40, "35 through the window, the first 5 for free"
    path = f"/v1/sessions/{session.id}/place-windows"
    (window,) = (await client.get(path, headers=officer.headers)).json()["items"]
    assert (window["used"], window["open"], window["place"]) == (35, False, "Balai Desa Plaju")
    kept = (await db.execute(text("SELECT data FROM events WHERE name = 'session.place_opened'"))).scalar_one()
    assert kept["place"] == "Balai Desa Plaju"


async def test_a_window_is_for_its_place_and_time_and_is_closed_by_hand(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=60), await factories.officer(db, vault)
    await open_window(client, officer, session.id, **await hours(db, 1, 3))
    made = await open_window(client, officer, session.id, address=HOME, **await hours(db, -1, 3))
    for _ in range(7):
        await register(client, session.id)
        await register(client, session.id, HOME)
    assert await taken(client, session.id) == 5 + 7
    path = f"/v1/sessions/{session.id}/place-windows/{made.json()['id']}/closings"
    closed = await client.post(path, headers=officer.headers | factories.once())
    assert (closed.status_code, closed.json()["open"]) == (200, False)
    assert (await client.post(path, headers=officer.headers | factories.once())).json()["code"] == "place_window_over"
    await register(client, session.id, HOME)
    assert await taken(client, session.id) == 12
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    refused = await open_window(client, stranger, session.id, **await hours(db, -1, 3))
    assert refused.status_code in (403, 404)


async def test_delegations_are_one_from_a_network_and_officers_are_free(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=60), await factories.officer(db, vault)
    await open_window(client, officer, session.id, most=12, **await hours(db, -1, 3))
    sent = [delegation(session.id, 12), delegation(session.id, 12)]
    headers = [factories.once() | through_pages(HALL) for _ in sent]
    answers = [await client.post("/v1/delegations", json=sent[at], headers=headers[at]) for at in (0, 1)]
    assert [each.status_code for each in answers] == [201, 409]
    assert answers[1].json()["code"] == "delegations_enough"
    by_her = await client.post("/v1/delegations", json=sent[1], headers=factories.once() | officer.headers)
    assert by_her.status_code == 201, by_her.text
    for _ in range(8):
        made = await factories.register(
            client, factories.registration(session.id, assistance={}), **through_pages(HALL), **officer.headers
        )
        assert made.status_code == 201
    assert await taken(client, session.id) == 32


async def test_what_is_counted_names_no_address_and_no_phone(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    await register(client, session.id)
    kept = (await db.execute(text("SELECT kind, origin FROM registration_origins ORDER BY kind"))).all()
    assert [(row.kind, len(row.origin)) for row in kept] == [("network", 32), ("phone", 32)]
