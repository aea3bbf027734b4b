"""integrity.md 3: where nobody is looked at first, a known id, an officer's e-mail and a stranger look alike."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications import recipients
from bimtek_api.exchange.notifications.service import concerned
from bimtek_api.sessions.enrolment.registrations.models import Registration
from tests import factories
from tests.api.sessions.enrolment.test_delegations import Group
from tests.api.sessions.enrolment.test_delegations import body as delegation
from tests.api.sessions.seats import BORN, Person

OWN = ("number", "secret", "name", "nik_last4", "phone_last2", "submitted_at", "pass_code")


def alike(told: dict[str, Any]) -> dict[str, Any]:
    """Without what differs between any two people, and without seats taken and moments."""
    kept = {name: value for name, value in told.items() if name not in OWN}
    kept["timeline"] = [(step["step"], step["state"], step["actor"]) for step in told["timeline"]]
    kept["consents"] = [(each["code"], each["given_at"] is not None) for each in told["consents"]]
    kept["session"] = told["session"] | {"seats": None}
    return kept


async def three(client: AsyncClient, db: AsyncSession, vault: Vault, session_id: object) -> list[Person]:
    """A stranger, somebody with an id we know, and somebody with an officer's e-mail."""
    known = factories.registration((await factories.session(db)).id)
    await factories.register(client, known)
    colleague = await factories.officer(db, vault)
    sent = (
        factories.registration(session_id),
        factories.registration(session_id, nik=known["nik"]),
        factories.registration(session_id, email=colleague.email),
    )
    made = [(await factories.register(client, body)).json() for body in sent]
    assert alike(made[0]) == alike(made[1]) == alike(made[2])
    assert all(each["pass_code"] and each["status"] == "confirmed" for each in made)
    return [Person(client, each["number"], each["secret"]) for each in made]


async def test_answer_receipt_status_page_and_openings_are_the_same_for_all_three(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    people = await three(client, db, vault, session.id)
    for ask in (receipt, lookup):
        first, *rest = [await ask(each) for each in people]
        assert rest == [first, first]
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    assert [row["status"] for row in rows] == ["confirmed", "pending_review", "pending_review"], "officers see it"


async def receipt(person: Person) -> dict[str, Any]:
    return alike(await person.sees())


async def lookup(person: Person) -> dict[str, Any]:
    body = {"number": person.number, "birth_date": BORN}
    return (await person.client.post("/v1/receipts/lookups", json=body)).json() | {"number": None}


async def test_what_an_officer_finds_out_changes_nothing_she_sees(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    people = await three(client, db, vault, session.id)
    before = [await receipt(each) for each in people]
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    assert (await factories.move(client, officer, rows[1]["id"], "bind")).status_code == 200
    accepted = await factories.move(client, officer, rows[1]["id"], "accept", 2, reason="Ia ikut di sini saja.")
    assert accepted.json()["status"] == "confirmed"
    assert [await receipt(each) for each in people] == before


async def test_all_three_are_told_the_same_and_reminded_alike(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    await three(client, db, vault, session.id)
    query = select(Registration.id).where(Registration.session_id == session.id)
    everybody = list((await db.execute(query)).scalars())
    assert set(await recipients.told_of_session(db, session.id, reminded=True)) == set(everybody)
    assert await kinds(db, "registration.submitted", everybody) == {"confirmed"}
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    await factories.move(client, officer, rows[2]["id"], "accept", reason="Ikut sebagai pendamping.")
    (accepted,) = await events(db, "registration.accepted", everybody)
    assert (await concerned(db, accepted, mails=True))[1] == [], "nobody hears that a doubt is over"


async def events(db: AsyncSession, name: str, people: list[Any]) -> list[Event]:
    return list((await db.execute(select(Event).where(Event.name == name, Event.subject_id.in_(people)))).scalars())


async def kinds(db: AsyncSession, name: str, people: list[Any]) -> set[str]:
    return {str((await concerned(db, event, mails=True))[0]) for event in await events(db, name, people)}


async def test_an_offer_taken_and_a_delegation_tell_nothing_either(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db, moderated=False, size=2)
    known = factories.registration((await factories.session(db)).id)
    await factories.register(client, known)
    sent = delegation(session.id, 2)
    sent["people"][0]["nik"] = known["nik"]
    group = Group(client, await client.post("/v1/delegations", json=sent, headers=factories.once()))
    assert await group.states() == ["confirmed", "confirmed"]
    late = [Person(client, *(await entered(client, session.id, **more))) for more in ({}, {"nik": known["nik"]})]
    assert (await group.does("give_up")).status_code == 200
    assert [(await each.does("accept_offer")).json()["status"] for each in late] == ["confirmed", "confirmed"]
    first, second = [await receipt(each) for each in late]
    assert first == second


async def entered(client: AsyncClient, session_id: object, **more: Any) -> tuple[str, str]:
    made = (await factories.register(client, factories.registration(session_id, **more))).json()
    return made["number"], made["secret"]
