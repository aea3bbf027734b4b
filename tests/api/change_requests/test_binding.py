"""integrity.md 1, row 4: a stranger registers a NIK first; the card settles whose record it is."""

from itertools import count
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.service import Notifier
from tests import factories
from tests.conftest import settings_for

NIK = factories.nik(4242)
apart = count(1)  # no session of hers is at the time of another


async def registered(client: AsyncClient, db: AsyncSession, who: Any = None, **body: Any) -> dict[str, Any]:
    """One registration for a session of its own, as an officer reads it; `status` tells what became of it."""
    session = await factories.session(db, moderated=False, starts_in=10 * next(apart))
    headers = who.headers if who else {}
    answer = await factories.register(client, factories.registration(session.id, nik=NIK, **body), **headers)
    assert answer.status_code == 201, answer.text
    query = "SELECT id, status, person_id, version FROM registrations WHERE session_id = :id"
    return dict((await db.execute(text(query), {"id": session.id})).one()._mapping)


@pytest.fixture
async def story(client: AsyncClient, db: AsyncSession) -> dict[str, Any]:
    """A stranger came first; the real person waits for an officer."""
    stranger = await registered(client, db, name="Orang Asing", phone="081200009999", email="asing@uji.id")
    real = await registered(client, db, name="Sumarni Asli", phone="081200001111")
    assert (stranger["status"], real["status"], real["person_id"]) == ("confirmed", "pending_review", None)
    return {"stranger": stranger, "real": real}


async def bind(
    client: AsyncClient, who: factories.TestOfficer, registration: dict[str, Any], **more: Any
) -> tuple[int, dict[str, Any]]:
    path = f"/v1/registrations/{registration['id']}/transitions"
    headers = who.headers | factories.once() | {"If-Match": f'"{registration["version"]}"'}
    answer = await client.post(path, json={"action": "bind"} | more, headers=headers)
    return answer.status_code, answer.json()


async def test_once_her_card_was_seen_the_record_is_hers(
    client: AsyncClient, db: AsyncSession, vault: Vault, story: dict[str, Any]
) -> None:
    officer = await factories.officer(db, vault)
    status, _ = await bind(client, officer, story["real"], card_seen=True)
    assert status == 200
    person = story["stranger"]["person_id"]
    page = (await client.get(f"/v1/participants/{person}", headers=officer.headers)).json()
    assert (page["name"], page["phone"], page["email"]) == ("Sumarni Asli", "+6281200001111", None)
    later = await registered(client, db, name="Sumarni Asli", phone="081200001111")
    assert (later["status"], later["person_id"]) == ("confirmed", person)
    former = await registered(client, db, name="Orang Asing", phone="081200009999")
    assert (former["status"], former["person_id"]) == ("pending_review", None)


async def test_before_and_after_are_kept_and_the_history_names_nobody(
    client: AsyncClient, db: AsyncSession, vault: Vault, story: dict[str, Any]
) -> None:
    officer = await factories.officer(db, vault)
    await bind(client, officer, story["real"], card_seen=True)
    (kept,) = (await client.get("/v1/change-requests?status=applied", headers=officer.headers)).json()["items"]
    shown = (await client.get(f"/v1/change-requests/{kept['id']}", headers=officer.headers)).json()
    assert shown["before"]["phone"] == "+6281200009999"
    assert shown["after"] == {"name": "Sumarni Asli", "phone": "+6281200001111", "email": None}
    assert (shown["made_by"], shown["decided_by"]) == (None, kept["decided_by"])
    query = text("SELECT e::text FROM events e WHERE name IN ('registration.bound', 'change.applied')")
    lines = (await db.execute(query)).scalars().all()
    assert len(lines) == 2
    assert not any(mark in line for line in lines for mark in ("Sumarni", "81200001111", "81200009999"))


async def test_without_the_card_nothing_on_file_moves(
    client: AsyncClient, db: AsyncSession, vault: Vault, story: dict[str, Any]
) -> None:
    officer = await factories.officer(db, vault)
    assert (await bind(client, officer, story["real"]))[0] == 200
    page = (await client.get(f"/v1/participants/{story['stranger']['person_id']}", headers=officer.headers)).json()
    assert page["name"] == "Orang Asing"


async def test_whoever_typed_the_registration_does_not_confirm_its_card(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    await registered(client, db, name="Sumarni Asli", phone="081200001111")
    officer = await factories.officer(db, vault)
    typed = await registered(client, db, who=officer, name="Sumarni Asli", phone="081200007777")
    status, body = await bind(client, officer, typed, card_seen=True)
    assert (status, body["code"]) == (409, "made_by_you")
    other = await factories.officer(db, vault, Role.DISTRICT_OFFICER)
    assert (await bind(client, other, typed, card_seen=True))[0] == 200


async def test_she_and_whoever_stood_there_before_are_told(
    client: AsyncClient, db: AsyncSession, vault: Vault, story: dict[str, Any]
) -> None:
    officer = await factories.officer(db, vault)
    await bind(client, officer, story["real"], card_seen=True)
    event = (await db.execute(text("SELECT id FROM events WHERE name = 'change.applied'"))).scalar_one()
    assert await told(db, vault, event) == {"081200009999", "081200001111"}


async def told(db: AsyncSession, vault: Vault, event_id: Any) -> set[str]:
    """The phones of those for whom a message was written."""
    await Notifier(vault, settings_for("x")).listen(db, await db.get_one(Event, event_id))
    query = text(
        "SELECT r.phone FROM messages m JOIN registrations r ON r.id = m.registration_id"
        " WHERE m.kind = 'record_corrected'"
    )
    return {phone.replace("+62", "0") for phone in (await db.execute(query)).scalars()}
