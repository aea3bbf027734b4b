"""C17, C18, C19: what she does herself behind her receipt, and what an officer must know before accepting her."""

from datetime import timedelta
from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.seats import service as seats
from tests import factories
from tests.api.sessions.seats import BORN, MAN, Person, consistent, people, person, set_quotas, states


async def row_of(client: AsyncClient, who: factories.TestOfficer, number: str) -> dict[str, Any]:
    found = (await client.get("/v1/registrations", params={"q": number}, headers=who.headers)).json()["items"]
    return (await client.get(f"/v1/registrations/{found[0]['id']}", headers=who.headers)).json()


async def send_instead(who: Person, body: dict[str, Any], born: str = BORN, **headers: str) -> Response:
    sent = {"holder_birth_date": born, "person": body}
    path = f"/v1/receipts/{who.number}/substitutes"
    return await who.client.post(path, json=sent, headers=who.headers | factories.once() | headers)


async def test_the_wrong_birth_date_or_secret_changes_nothing(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    she = await person(client, session.id)
    wrong = await she.does("give_up", born="1990-01-01")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/birth_date")
    stranger = Person(client, she.number, "x" * 32)
    assert (await stranger.does("give_up")).status_code == 404
    assert await states(she) == ["pending_review"]


async def test_somebody_else_comes_in_her_place(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=1)
    she, waiting = await people(client, session.id, 2)
    body, key = factories.registration(session.id), factories.once()
    made = await send_instead(she, body, **key)
    assert (made.status_code, made.json()["status"]) == (201, "pending_review"), made.text
    again = await send_instead(she, body, **key)
    assert (again.status_code, again.json()["number"]) == (201, made.json()["number"])
    assert await states(she, waiting) == ["substituted", "waitlisted"], "the seat went to whom she named"
    await consistent(db)


async def test_a_substitute_a_quota_forbids_changes_nothing(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=2), await factories.officer(db, vault)
    women = {"kind": "target", "value": "women", "seats": 1}
    await set_quotas(client, officer, session.id, size=2, shares=[women])
    she = await person(client, session.id)
    await person(client, session.id, **MAN)
    refused = await send_instead(she, factories.registration(session.id, **MAN))
    assert (refused.status_code, refused.json()["code"]) == (409, "no_free_seat")
    assert await states(she) == ["pending_review"]
    await consistent(db)


async def test_a_substitute_for_another_session_is_refused(client: AsyncClient, db: AsyncSession) -> None:
    session, other = await factories.session(db), await factories.session(db)
    she = await person(client, session.id)
    refused = await send_instead(she, factories.registration(other.id))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "other_session")


async def test_a_returned_registration_opens_only_the_fields_named(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    she = await person(client, session.id)
    row = await row_of(client, officer, she.number)
    path, headers = f"/v1/registrations/{row['id']}/transitions", officer.headers | {"If-Match": '"1"'}
    nothing = await client.post(path, json={"action": "return", "reason": "Nama?"}, headers=headers)
    assert (nothing.status_code, nothing.json()["errors"][0]["pointer"]) == (422, "/fields")
    body = {"action": "return", "reason": "Tulis nama lengkap.", "fields": ["name", "business_name"]}
    returned = await client.post(path, json=body, headers=headers)
    assert returned.json()["status"] == "returned", returned.text
    told = (await she.sees())["hold"]
    assert (told["fields"], told["reason"]) == (["name", "business_name"], "Tulis nama lengkap.")
    fix = f"/v1/receipts/{she.number}/corrections"
    other = await client.post(fix, json={"birth_date": BORN, "phone": "081200000000"}, headers=she.headers)
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "/phone")
    done = await client.post(fix, json={"birth_date": BORN, "name": "Siti Nur'aini"}, headers=she.headers)
    assert done.json()["status"] == "pending_review", done.text
    assert (await row_of(client, officer, she.number))["name"] == "Siti Nur'aini"
    told = (await client.get(f"/v1/registrations/{row['id']}/history", headers=officer.headers)).json()["items"]
    assert {(each["name"], each["actor"]["kind"]) for each in told} >= {("registration.corrected", "holder")}


async def test_a_correction_that_never_comes_frees_the_seat(
    client: AsyncClient, db: AsyncSession, vault: Vault, at
) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    she, waiting = await people(client, session.id, 2)
    row = await row_of(client, officer, she.number)
    body = {"action": "return", "reason": "Tulis nama lengkap.", "fields": ["name"]}
    path = f"/v1/registrations/{row['id']}/transitions"
    await client.post(path, json=body, headers=officer.headers | {"If-Match": '"1"'})
    await at((await she.sees())["hold"]["ends_at"])
    assert await states(she) == ["lapsed"]
    await seats.settle(db, session.id)
    assert await states(she, waiting) == ["lapsed", "offered"]
    await consistent(db)


async def test_overlapping_sessions_are_accepted_only_with_a_reason(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.session(db), await factories.session(db, moderated=False)
    officer = await factories.officer(db, vault)
    body = factories.registration(first.id)
    await factories.register(client, body)
    again = (await factories.register(client, body | {"session_id": str(second.id)})).json()
    row = await row_of(client, officer, again["number"])
    assert row["status"] == "pending_review", "an officer looks first, though the session is unmoderated"
    assert [each["code"] for each in row["warnings"]] == ["overlapping_session"]
    refused = await factories.move(client, officer, row["id"], "accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "overrule_needs_reason")
    accepted = await factories.move(client, officer, row["id"], "accept", reason="Hari kedua saja")
    assert accepted.json()["status"] == "confirmed"


async def test_a_first_timer_who_is_none_is_shown_to_the_officer(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    earlier = await factories.session(db, starts_in=0, days=1)
    body = factories.registration(earlier.id)
    receipt = (await factories.register(client, body)).json()
    row = await row_of(client, officer, receipt["number"])
    await factories.move(client, officer, row["id"], "accept")
    path = f"/v1/sessions/{earlier.id}/attendance"
    sheet = await client.get(path, headers=officer.headers)
    mark = {"registration_id": row["id"], "day_id": sheet.json()["days"][0]["id"], "mark": "present"}
    await client.put(path, json={"marks": [mark]}, headers=officer.headers | {"If-Match": sheet.headers["etag"]})
    later = await factories.session(db, starts_in=30)
    claim = body | {"session_id": str(later.id), "first_timer": True}
    again = (await factories.register(client, claim)).json()
    codes = [each["code"] for each in (await row_of(client, officer, again["number"]))["warnings"]]
    assert codes == ["first_timer_mismatch"]


async def test_own_actions_end_with_the_session(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    session = await factories.session(db, size=1)
    she = await person(client, session.id)
    await factories.placed(db, session, "completed")
    refused = await she.does("give_up")
    assert (refused.status_code, refused.json()["code"]) == (409, "session_ended")
    assert "session_ended" in {each["code"] for each in (await she.sees())["unavailable"]}
    await at((session.closes_at + timedelta(days=1)).isoformat())
    assert await states(she) == ["pending_review"]
