"""integrity.md 3: a repeat gets a number and nothing else; another human under the same id is no repeat."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from tests import factories
from tests.api.sessions.enrolment.test_delegations import body as delegation

BORN = "1988-09-04"
EMPTY = ("hold", "pass_code", "certificate", "evaluation", "secret")


async def officer_sees(client: AsyncClient, officer: factories.TestOfficer, **asked: Any) -> list[dict[str, Any]]:
    found = await client.get("/v1/registrations", params=asked, headers=officer.headers)
    return found.json()["items"]


async def test_a_repeat_gets_a_number_and_no_power_over_the_registration(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 3: NIK + phone alone gave the secret, the pass, "replace" and "give up"."""
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    body = factories.registration(session.id, consents=[])
    first = (await factories.register(client, body)).json()
    again = (
        await factories.register(client, body | {"consents": ["invitations"], "name": body["name"].upper()})
    ).json()
    assert {name: again[name] for name in EMPTY} == dict.fromkeys(EMPTY)
    assert [again[name] for name in ("actions", "unavailable", "timeline", "files", "consents")] == [[]] * 5
    assert again["earlier_stands"].startswith("Anda sudah terdaftar.")
    assert first["earlier_stands"] is None
    row = (await officer_sees(client, officer, session=session.id))[0]
    detail = (await client.get(f"/v1/registrations/{row['id']}", headers=officer.headers)).json()
    assert [each["given_at"] for each in detail["consents"]] == [None, None], "a repeat consents to nothing"


async def test_the_secret_an_earlier_repeat_was_given_opens_nothing_now(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 3: receipts of repeats handed out before this rule."""
    session = await factories.session(db)
    body = factories.registration(session.id)
    await factories.register(client, body)
    again = (await factories.register(client, body)).json()
    receipt = (await db.execute(select(Receipt).where(Receipt.number == again["number"]))).scalar_one()
    secret = {"Receipt-Secret": vault.receipt_secret(receipt.id, receipt.generation)}
    seen = await client.get(f"/v1/receipts/{again['number']}", headers=secret)
    assert (seen.status_code, seen.json()["code"]) == (409, "receipt_repeated")
    given_up = {"action": "give_up", "birth_date": BORN}
    moved = await client.post(f"/v1/receipts/{again['number']}/transitions", json=given_up, headers=secret)
    assert moved.json()["code"] == "receipt_repeated"


async def test_a_repeats_number_is_found_by_officers_and_at_the_status_page(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """gaps.md 8: a repeat's second receipt number is found nowhere."""
    session, officer = await factories.session(db), await factories.officer(db, vault)
    body = factories.registration(session.id)
    first, again = [(await factories.register(client, body)).json() for _ in range(2)]
    rows = await officer_sees(client, officer, q=again["number"].lower())
    assert [row["number"] for row in rows] == [first["number"]]
    detail = (await client.get(f"/v1/registrations/{rows[0]['id']}", headers=officer.headers)).json()
    assert detail["repeats"] == [again["number"]]
    looked = await client.post("/v1/receipts/lookups", json={"number": again["number"], "birth_date": BORN})
    assert (looked.status_code, looked.json()["status"]) == (200, "pending_review")


async def test_three_people_with_one_made_up_id_and_one_family_phone_are_three(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """cases.md 63: three registrations, two for an officer; nobody holds a receipt of somebody else."""
    session, officer = await factories.session(db), await factories.officer(db, vault)
    one = factories.registration(session.id, name="Siti Aminah")
    others = [one | {"name": "Rohana"}, one | {"birth_date": "1990-01-02"}]
    told = [(await factories.register(client, body)).json() for body in (one, *others)]
    assert len({each["number"] for each in told}) == 3
    assert all(each["secret"] and each["earlier_stands"] is None for each in told)
    for each, body in zip(told, (one, *others), strict=True):
        seen = await client.get(f"/v1/receipts/{each['number']}", headers={"Receipt-Secret": each["secret"]})
        assert seen.json()["name"] == body["name"]
    rows = await officer_sees(client, officer, session=session.id)
    assert [bool(row["participant_id"]) for row in rows] == [True, False, False]
    assert [[each["code"] for each in row["warnings"]][-1:] for row in rows[1:]] == [["person_differs"]] * 2
    refused = await factories.move(client, officer, rows[1]["id"], "accept")
    assert refused.json()["code"] == "person_unknown"


async def test_the_form_sent_again_with_another_phone_says_which_registration_it_made(
    client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 3: Back, phone corrected, sent again said "Kunci ini sudah dipakai"."""
    session, key = await factories.session(db), factories.once()
    body = factories.registration(session.id)
    first = (await client.post("/v1/registrations", json=body, headers=key)).json()
    other = await client.post("/v1/registrations", json=body | {"phone": "081277776666"}, headers=key)
    assert (other.status_code, other.json()["number"]) == (422, first["number"])
    assert other.json()["detail"].startswith(f"Anda sudah terdaftar, nomor {first['number']}.")
    assert "secret" not in other.json()


async def test_a_delegation_hands_out_no_receipt_of_whoever_was_registered_before(
    client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 3: delegations handed out thirty."""
    session = await factories.session(db)
    sent = delegation(session.id, 2)
    known = factories.registration(session.id, phone="081277778888") | sent["people"][0]
    await factories.register(client, known)
    key = factories.once()
    made = (await client.post("/v1/delegations", json=sent, headers=key)).json()
    assert [each["secret"] is None for each in made["members"]] == [True, False]
    renamed = await client.post("/v1/delegations", json=sent | {"contact_name": "Bu Ani"}, headers=key)
    assert (renamed.status_code, renamed.json()["number"]) == (422, made["number"])
    ended = {"action": "give_up", "phone": "081277778888"}
    path = f"/v1/delegations/{made['number']}/transitions"
    moved = (await client.post(path, json=ended, headers={"Receipt-Secret": made["secret"]})).json()
    assert [each["status"] for each in moved["members"]] == ["pending_review", "withdrawn"]
