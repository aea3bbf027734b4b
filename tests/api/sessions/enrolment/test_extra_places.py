"""gaps.md C20 and 8: "extra place" at the door for somebody waiting said registered and left her waiting."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.seats import Person, consistent


@pytest.mark.parametrize(("moderated", "status"), [(False, "confirmed"), (True, "pending_review")])
async def test_an_extra_place_for_somebody_who_waits_is_hers(
    client: AsyncClient, db: AsyncSession, vault: Vault, moderated: bool, status: str
) -> None:
    session = await factories.session(db, size=1, moderated=moderated)
    officer = await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    body = factories.registration(session.id)
    waiting = (await factories.register(client, body)).json()
    assert waiting["status"] == "waitlisted"
    at_the_door = body | {"assistance": {"walk_in": True, "extra": True}}
    given = await factories.register(client, at_the_door, **officer.headers)
    assert (given.status_code, given.json()["status"]) == (201, status), given.text
    her = Person(client, waiting["number"], waiting["secret"])
    assert await her.status() == status
    asked = f"/v1/registrations?q={given.json()['number']}"
    (row,) = (await client.get(asked, headers=officer.headers)).json()["items"]
    assert (row["status"], row["queue_no"]) == (status, None)
    again = await factories.register(client, at_the_door, **officer.headers)
    assert again.json()["status"] == status, "whoever has a place keeps it"
    seats = (await client.get(f"/v1/sessions/{session.id}")).json()["seats"]
    assert (seats["taken"], seats["waiting"]) == (1, 0)
    await consistent(db)


async def test_without_an_extra_place_it_is_said_that_she_waits(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    body = factories.registration(session.id)
    await factories.register(client, body)
    again = (await factories.register(client, body | {"assistance": {}}, **officer.headers)).json()
    assert (again["status"], again["queue"]["position"]) == ("waitlisted", 1)
    assert again["earlier_stands"]
