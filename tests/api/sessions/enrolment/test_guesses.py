"""integrity.md 3: a birth date was guessed 43 times from two networks, and behind a stolen link, without a 429."""

from datetime import date, timedelta

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.access.test_limits import through_pages
from tests.api.sessions.enrolment.test_delegations import Group, enter
from tests.api.sessions.seats import BORN, Person, person

NETWORKS = ("203.0.113.5", "198.51.100.9")
DAYS = [(date(1970, 1, 1) + timedelta(days=at)).isoformat() for at in range(43)]
MOST = 8


async def look_up(client: AsyncClient, number: str, born: str, network: str) -> Response:
    body = {"number": number, "birth_date": born}
    return await client.post("/v1/receipts/lookups", json=body, headers=through_pages(network))


async def own(she: Person, born: str, network: str) -> Response:
    body = {"action": "give_up", "birth_date": born}
    headers = she.headers | through_pages(network)
    return await she.client.post(f"/v1/receipts/{she.number}/transitions", json=body, headers=headers)


@pytest.fixture
async def she(client: AsyncClient, db: AsyncSession) -> Person:
    return await person(client, (await factories.session(db)).id)


async def test_forty_three_guesses_from_two_networks_are_stopped(client: AsyncClient, she: Person) -> None:
    told = [await look_up(client, she.number, day, NETWORKS[at % 2]) for at, day in enumerate(DAYS)]
    assert [each.status_code for each in told] == [404] * MOST + [429] * (43 - MOST)
    assert (await look_up(client, she.number, BORN, "192.0.2.1")).status_code == 429, "from anywhere"
    assert (await she.status(), (await she.does("give_up")).status_code) == ("pending_review", 200), "her link works"


async def test_a_stolen_link_does_not_help_to_guess(she: Person) -> None:
    told = [await own(she, day, NETWORKS[at % 2]) for at, day in enumerate(DAYS)]
    assert [each.status_code for each in told] == [422] * MOST + [429] * (43 - MOST)
    assert (await own(she, BORN, "192.0.2.1")).status_code == 429
    assert await she.status() == "pending_review"


async def test_every_act_behind_the_link_counts_with_the_others(she: Person) -> None:
    path, wrong = f"/v1/receipts/{she.number}", {"birth_date": "1990-01-01"}
    acts = (
        ("consents", wrong | {"purpose": "invitations", "given": True}),
        ("corrections", wrong | {"name": "Lain"}),
        ("transitions", wrong | {"action": "give_up"}),
    )
    told = []
    for at in range(MOST + 1):
        name, body = acts[at % len(acts)]
        told.append(await she.client.post(f"{path}/{name}", json=body, headers=she.headers | factories.once()))
    assert [each.status_code for each in told] == [422] * MOST + [429]


async def test_many_receipts_from_one_network_are_stopped_too(client: AsyncClient) -> None:
    told = [await look_up(client, f"BT-AAAA-{at:04d}", BORN, NETWORKS[0]) for at in range(31)]
    assert [each.status_code for each in told] == [404] * 30 + [429]


async def test_right_answers_count_for_nothing_and_nobody_is_shut_out_by_a_wrong_secret(
    client: AsyncClient, she: Person
) -> None:
    for at in range(3 * MOST):
        assert (await look_up(client, she.number, BORN, f"192.0.2.{at}")).status_code == 200
    stranger = Person(client, she.number, "x" * 32)
    assert {(await stranger.does("give_up")).status_code for _ in range(MOST + 2)} == {404, 429}
    assert (await she.does("give_up")).status_code == 200


async def test_a_delegations_phone_number_is_not_guessed_either(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    group = Group(client, await enter(client, session.id, 2))
    told = [(await group.does("give_up", f"0813{at:08d}")).status_code for at in range(MOST + 1)]
    assert told == [422] * MOST + [429]


async def test_what_is_counted_stands_nowhere_in_clear(client: AsyncClient, db: AsyncSession, she: Person) -> None:
    """integrity.md 3: a complaint's address stood in clear in `throttles`."""
    await look_up(client, she.number, "1990-01-01", NETWORKS[0])
    await client.get("/v1/certificates/ABCDEFGHJKMN", headers=through_pages(NETWORKS[0]))
    kept = (await db.execute(text("SELECT bucket FROM throttles"))).scalars().all()
    assert len(kept) >= 3
    assert all(isinstance(each, bytes) and len(each) == 32 for each in kept)
    assert not any(word.encode() in each for each in kept for word in (NETWORKS[0], she.number, "guess", "receipt"))
