"""Registering: seats, repeats, and what the public may learn."""

from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.events.models import Event
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from tests import factories

ROOM = {"kind": "room", "value": "", "name": ""}


async def count(db: AsyncSession, table: type) -> int:
    return (await db.execute(select(func.count()).select_from(table))).scalar_one()


async def seats(db: AsyncSession, session_id: object) -> tuple[int, int]:
    row = (await db.execute(select(SeatCounter).where(SeatCounter.session_id == session_id))).scalar_one()
    await db.refresh(row)
    return row.taken, row.waiting


async def test_a_registration_holds_a_seat_and_writes_one_event(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id, name="Nur'aini"))
    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    assert (receipt["status"], receipt["queue"], receipt["name"]) == ("pending_review", None, "Nur'aini")
    assert len(receipt["secret"]) == 32
    assert await seats(db, session.id) == (1, 0)
    names = (await db.execute(select(Event.name).where(Event.subject_kind == "registration"))).scalars().all()
    assert names == ["registration.submitted"]


async def test_an_unmoderated_session_confirms_at_once(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, moderated=False)
    answer = await factories.register(client, factories.registration(session.id))
    assert answer.json()["status"] == "confirmed"


async def test_a_full_session_gives_places_in_order(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=1)
    answers = [await factories.register(client, factories.registration(session.id)) for _ in range(3)]
    assert [each.json()["status"] for each in answers] == ["pending_review", "waitlisted", "waitlisted"]
    assert [each.json()["queue"] for each in answers] == [
        None,
        {"position": 1, "length": 1, "full": [ROOM], "together": None},
        {"position": 2, "length": 2, "full": [ROOM], "together": None},
    ]
    assert await seats(db, session.id) == (1, 2)


async def test_the_same_key_twice_is_one_effect_and_the_same_answer(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body, key = factories.registration(session.id), factories.once()
    first = await client.post("/v1/registrations", json=body, headers=key)
    second = await client.post("/v1/registrations", json=body, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert await count(db, Registration) == 1
    assert await seats(db, session.id) == (1, 0)


async def test_the_same_key_with_another_body_is_refused(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    key = factories.once()
    await client.post("/v1/registrations", json=factories.registration(session.id), headers=key)
    other = await client.post("/v1/registrations", json=factories.registration(session.id), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert await count(db, Registration) == 1


async def test_without_a_key_nothing_is_made(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    sent, none = factories.registration(session.id), {"Idempotency-Key": ""}
    answer = await client.post("/v1/registrations", json=sent, headers=none)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "idempotency_key_required")
    assert await count(db, Registration) == 0


async def test_an_exact_repeat_is_one_registration_under_a_new_receipt(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id)
    first = (await factories.register(client, body)).json()
    again = (
        await factories.register(client, body | {"nik": " ".join(body["nik"][i : i + 4] for i in (0, 4, 8, 12))})
    ).json()
    assert first["number"] != again["number"]
    assert again["secret"] is None
    same = ("status", "queue", "name", "nik_last4", "phone_last2", "session", "days")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
    assert (await count(db, Registration), await count(db, Receipt)) == (1, 2)
    assert await seats(db, session.id) == (1, 0)


async def test_the_public_answer_never_tells_that_an_id_is_known(client: AsyncClient, db: AsyncSession) -> None:
    earlier, session = await factories.session(db), await factories.session(db)
    known = factories.registration(earlier.id)
    await factories.register(client, known)
    stranger = factories.registration(session.id, nik=known["nik"])
    newcomer = factories.registration(session.id)
    told = [(await factories.register(client, body)).json() for body in (stranger, newcomer)]
    shapes = [{name: type(value).__name__ for name, value in each.items()} for each in told]
    assert shapes[0] == shapes[1]
    assert [each["status"] for each in told] == ["pending_review", "pending_review"]
    assert [step["step"] for step in told[0]["timeline"]] == [step["step"] for step in told[1]["timeline"]]


async def test_a_known_id_with_another_contact_waits_for_an_officer(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    earlier, session = await factories.session(db), await factories.session(db)
    known = factories.registration(earlier.id, name="Asli")
    await factories.register(client, known)
    await factories.register(client, factories.registration(session.id, nik=known["nik"], name="Lain"))
    officer = await factories.officer(db, vault)
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    assert (rows[0]["participant_id"], rows[0]["warnings"][0]["code"]) == (None, "contact_differs")
    people = (await client.get("/v1/participants", headers=officer.headers)).json()["items"]
    assert [each["name"] for each in people] == ["Asli"]
    refused = await factories.move(client, officer, rows[0]["id"], "accept")
    assert refused.json()["code"] == "person_unknown"
    bound = await factories.move(client, officer, rows[0]["id"], "bind")
    assert (bound.status_code, bound.json()["participant_id"]) == (200, people[0]["id"])


async def test_a_second_live_registration_is_shown_to_officers_only(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id)
    await factories.register(client, body)
    await factories.register(client, body | {"phone": "081299999999"})
    officer = await factories.officer(db, vault)
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    second = (await client.get(f"/v1/registrations/{rows[1]['id']}", headers=officer.headers)).json()
    assert {each["code"] for each in second["warnings"]} == {"contact_differs", "second_registration"}
    assert [each["code"] for each in second["unavailable_actions"] if each["action"] == "bind"] == [
        "second_registration"
    ]


async def test_a_freed_seat_goes_to_whoever_waits_longest(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db, size=1)
    receipts = [(await factories.register(client, factories.registration(session.id))).json() for _ in range(3)]
    officer = await factories.officer(db, vault)
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    rejected = await factories.move(client, officer, rows[0]["id"], "reject", reason="Di luar daerah")
    assert rejected.json()["status"] == "rejected"
    states = [
        (await client.get(f"/v1/receipts/{each['number']}", headers={"Receipt-Secret": each["secret"]})).json()
        for each in receipts
    ]
    assert [each["status"] for each in states] == ["rejected", "offered", "waitlisted"]
    assert states[2]["queue"] == {"position": 1, "length": 1, "full": [ROOM], "together": None}
    assert await seats(db, session.id) == (1, 1)
