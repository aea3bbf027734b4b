"""C90: what people agree to, by purpose, with the notice they read, the channel, and the withdrawal."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.consents import documents as notice
from tests import factories
from tests.api.sessions.seats import BORN, Person, person


async def agree(who: Person, purpose: str, *, given: bool, born: str = BORN) -> Response:
    body = {"purpose": purpose, "given": given, "birth_date": born}
    return await who.client.post(f"/v1/receipts/{who.number}/consents", json=body, headers=who.headers)


def agreed(body: dict[str, Any]) -> dict[str, str | None]:
    return {each["code"]: each["channel"] for each in body["consents"]}


async def of_officer(client: AsyncClient, who: factories.TestOfficer, number: str) -> dict[str, Any]:
    rows = (await client.get("/v1/registrations", params={"q": number}, headers=who.headers)).json()["items"]
    return (await client.get(f"/v1/registrations/{rows[0]['id']}", headers=who.headers)).json()


async def test_nothing_is_agreed_to_unless_she_says_so(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id)
    del body["consents"]
    made = (await factories.register(client, body)).json()
    assert agreed(made) == {"invitations": None, "publication": None}


async def test_a_consent_keeps_purpose_notice_and_channel(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    she = await person(client, session.id, consents=["publication", "publication"])
    seen = await she.sees()
    assert agreed(seen) == {"invitations": None, "publication": "self"}
    one = seen["consents"][1]
    assert (one["notice_version"], bool(one["given_at"]), bool(one["text"])) == (notice.VERSION, True, True)
    assert (await of_officer(client, officer, she.number))["consents"] == seen["consents"]


async def test_the_first_answer_shows_what_the_receipt_will_show(client: AsyncClient, db: AsyncSession) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=60)
    body = factories.registration(first.id, consents=["publication"])
    await factories.register(client, body)
    again = await factories.register(client, body | {"session_id": str(second.id), "consents": ["invitations"]})
    made = again.json()
    she = Person(client, made["number"], made["secret"])
    assert made["consents"] == (await she.sees())["consents"]
    assert agreed(made) == {"invitations": "self", "publication": "self"}, "hers, wherever she registered"


async def test_she_withdraws_and_gives_again_and_both_stay_on_record(client: AsyncClient, db: AsyncSession) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=60)
    body = factories.registration(first.id)
    one = (await factories.register(client, body)).json()
    two = (await factories.register(client, body | {"session_id": str(second.id)})).json()
    she, other = (Person(client, each["number"], each["secret"]) for each in (one, two))
    assert agreed(await she.sees())["invitations"] == "self"
    wrong = await agree(she, "invitations", given=False, born="1990-01-01")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/birth_date")
    gone = await agree(she, "invitations", given=False)
    assert (gone.status_code, agreed(gone.json())["invitations"]) == (200, None)
    assert agreed(await other.sees())["invitations"] is None, "withdrawn is withdrawn everywhere"
    await agree(other, "invitations", given=True)
    rows = (await db.execute(text("SELECT withdrawn_at, withdrawn_channel FROM consents ORDER BY id"))).all()
    assert [each.withdrawn_channel for each in rows] == ["self", "self", None]
    names = await db.execute(text("SELECT name FROM events WHERE name LIKE 'consent.%' ORDER BY position"))
    assert list(names.scalars()) == ["consent.withdrawn", "consent.given"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("purpose = 'publication'", "permission denied"),
        ("given_at = given_at - interval '1 day'", "permission denied"),
        ("withdrawn_at = NULL, withdrawn_channel = NULL", "stays withdrawn"),
    ],
)
async def test_not_even_a_statement_rewrites_what_she_said(
    client: AsyncClient, db: AsyncSession, change: str, says: str
) -> None:
    she = await person(client, (await factories.session(db)).id)
    assert (await agree(she, "invitations", given=False)).status_code == 200
    with pytest.raises(DBAPIError, match=says):
        await db.execute(text(f"UPDATE consents SET {change}"))


async def test_saying_the_same_again_changes_nothing(client: AsyncClient, db: AsyncSession) -> None:
    she = await person(client, (await factories.session(db)).id, consents=[])
    for _ in range(2):
        assert (await agree(she, "publication", given=True)).status_code == 200
    assert (await db.execute(text("SELECT count(*) FROM consents"))).scalar_one() == 1
    assert (await db.execute(text("SELECT count(*) FROM events WHERE name = 'consent.given'"))).scalar_one() == 1


async def test_an_officer_writes_down_what_she_said_and_invites_only_then(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer, old = await factories.officer(db, vault), await factories.session(db, starts_in=60)
    session, she = await factories.session(db), await person(client, old.id, consents=[])
    row = await of_officer(client, officer, she.number)
    path, sent = f"/v1/sessions/{session.id}/invitations", {"participant_id": row["participant_id"]}
    refused = await client.post(path, json=sent, headers=officer.headers | factories.once())
    assert (refused.status_code, refused.json()["code"]) == (409, "no_consent")
    said, noted = {"purpose": "invitations", "given": True}, f"/v1/registrations/{row['id']}/consents"
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await client.post(noted, json=said, headers=stranger.headers)).status_code == 404
    answer = await client.post(noted, json=said, headers=officer.headers)
    assert (answer.status_code, agreed(answer.json())["invitations"]) == (200, "officer"), answer.text
    assert (await client.post(path, json=sent, headers=officer.headers | factories.once())).status_code == 201
    again = await client.post(noted, json=said | {"given": False}, headers=officer.headers)
    assert agreed(again.json())["invitations"] is None


@pytest.mark.parametrize("version", list(notice.WORDINGS))
async def test_every_wording_ever_shown_can_be_read(client: AsyncClient, version: str) -> None:
    found = (await client.get(f"/v1/notices/{version}")).json()
    assert (found["version"], bool(found["body"])) == (version, True)


async def test_the_notice_in_force_and_one_that_never_was(client: AsyncClient) -> None:
    current = (await client.get("/v1/notices/current")).json()
    assert current["version"] == notice.VERSION
    assert [each["code"] for each in current["purposes"]] == ["invitations", "publication"]
    assert (await client.get("/v1/notices/1999-01")).json()["code"] == "notice_not_found"
