"""Inviting somebody on file: a seat is held, she answers like to any offer."""

from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.consents import documents as notice
from tests import factories
from tests.api.sessions.seats import consistent, person


async def invite(
    client: AsyncClient, who: factories.TestOfficer, session_id: Any, participant_id: str, **body: Any
) -> Response:
    path, sent = f"/v1/sessions/{session_id}/invitations", {"participant_id": participant_id} | body
    return await client.post(path, json=sent, headers=who.headers | factories.once())


async def on_file(client: AsyncClient, db: AsyncSession, who: factories.TestOfficer) -> str:
    """A participant who registered for another session, long ago in another place."""
    old = await factories.session(db, starts_in=60)
    await person(client, old.id)
    rows = await client.get(f"/v1/registrations?session={old.id}", headers=who.headers)
    return rows.json()["items"][0]["participant_id"]


async def test_a_seat_is_held_until_she_answers(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    session, participant = await factories.session(db, size=1), await on_file(client, db, officer)
    made = await invite(client, officer, session.id, participant)
    assert made.status_code == 201, made.text
    held = made.json()
    assert (held["status"], held["channel"], held["notice_version"]) == ("offered", "invited", notice.UNREAD)
    assert held["hold_until"]
    assert held["session"]["seats"]["taken"] == 1
    await consistent(db)
    waiting = await person(client, session.id)
    assert await waiting.status() == "waitlisted"
    said = await factories.move(client, officer, held["id"], "record_acceptance", held["version"])
    assert (said.status_code, said.json()["status"]) == (200, "confirmed"), said.text
    history = await client.get(f"/v1/registrations/{held['id']}/history", headers=officer.headers)
    assert [each["name"] for each in history.json()["items"]] == [
        "registration.offer_accepted", "registration.invited",
    ]  # fmt: skip


async def test_no_free_seat_a_second_registration_and_a_stranger_are_refused(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    session, participant = await factories.session(db, size=1), await on_file(client, db, officer)
    await person(client, session.id)
    full = await invite(client, officer, session.id, participant)
    assert (full.status_code, full.json()["code"]) == (409, "no_free_seat")
    assert (await invite(client, officer, session.id, participant, extra=True)).status_code == 201
    again = await invite(client, officer, session.id, participant, extra=True)
    assert (again.status_code, again.json()["code"]) == (409, "second_registration")
    await consistent(db)
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await invite(client, stranger, session.id, participant)).status_code == 404


async def test_the_same_request_sent_twice_invites_once(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    session, participant = await factories.session(db), await on_file(client, db, officer)
    headers, path = officer.headers | factories.once(), f"/v1/sessions/{session.id}/invitations"
    answers = [await client.post(path, json={"participant_id": participant}, headers=headers) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
