"""integrity.md 3: a child registered, and a landline passed as a mobile number."""

from datetime import date, timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.enrolment.test_delegations import body as delegation


def child(born: date) -> dict[str, str]:
    return {"birth_date": born.isoformat(), "nik": factories.nik(next(factories.numbers), born=born)}


def fault(answer: object) -> list[tuple[str, str]]:
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]


async def test_a_child_is_refused_with_the_age_that_is_asked(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id, **child(date(2015, 3, 1)))
    for answer in (await factories.register(client, body), await client.post("/v1/registrations/checks", json=body)):
        assert fault(answer) == [("/birth_date", "too_young")]
        assert "18 tahun pada hari pertama" in answer.json()["errors"][0]["detail"]
    assert "18 tahun" in (await client.get(f"/v1/sessions/{session.id}")).json()["rules"][0]


async def test_eighteen_on_the_first_day_is_old_enough_and_a_day_later_is_not(
    client: AsyncClient, db: AsyncSession
) -> None:
    session = await factories.session(db)
    first = (await db.execute(text("SELECT starts_on FROM sessions WHERE id = :id"), {"id": session.id})).scalar_one()
    of_age = first.replace(year=first.year - 18)
    late = child(of_age + timedelta(days=1))
    assert (await factories.register(client, factories.registration(session.id, **child(of_age)))).status_code == 201
    refused = await factories.register(client, factories.registration(session.id, **late))
    assert fault(refused) == [("/birth_date", "too_young")]


async def test_delegations_assisted_entries_the_door_and_invitations_ask_the_same(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    young = child(date(2012, 5, 5))
    sent = delegation(session.id, 2)
    sent["people"][1] |= young
    refused = await client.post("/v1/delegations", json=sent, headers=factories.once())
    assert fault(refused) == [("/people/1/birth_date", "too_young")]
    for how in ({}, {"walk_in": True}, {"late_reason": "Datang terlambat."}, {"extra": True}):
        body = factories.registration(session.id, assistance=how, **young)
        assert fault(await factories.register(client, body, **officer.headers)) == [("/birth_date", "too_young")]


async def test_a_session_for_the_young_says_so_and_nobody_young_is_invited_elsewhere(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer, young = await factories.officer(db, vault), child(date(2012, 5, 5))
    open_to_all = await factories.session(db, eligibility={"min_age": 0})
    made = await factories.register(client, factories.registration(open_to_all.id, **young))
    assert made.status_code == 201, made.text
    assert (await client.get(f"/v1/sessions/{open_to_all.id}")).json()["rules"] == []
    people = (await client.get("/v1/participants", headers=officer.headers)).json()["items"]
    path = f"/v1/sessions/{(await factories.session(db)).id}/invitations"
    invited = await client.post(
        path, json={"participant_id": people[0]["id"]}, headers=officer.headers | factories.once()
    )
    assert (invited.status_code, invited.json()["code"]) == (409, "too_young")


async def test_no_age_named_means_an_adult(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, eligibility={"min_age": None, "residents_only": True})
    assert (await client.get(f"/v1/sessions/{session.id}")).json()["eligibility"]["min_age"] == 18


@pytest.mark.parametrize(
    "number", ["0711 312345", "021 5551234", "+62711312345", "0800 123 4567", "0809 123 4567", "0807 1234 567"]
)
async def test_a_number_that_is_no_mobile_is_refused_wherever_a_person_gives_one(
    client: AsyncClient, db: AsyncSession, number: str
) -> None:
    session = await factories.session(db)
    one = await factories.register(client, factories.registration(session.id, phone=number))
    assert fault(one) == [("/phone", "phone_not_mobile")]
    assert "bukan nomor ponsel" in one.json()["errors"][0]["detail"]
    sent = delegation(session.id, 2, phone=number)
    sent["people"][0]["phone"] = number
    many = await client.post("/v1/delegations", json=sent, headers=factories.once())
    assert fault(many) == [("/phone", "phone_not_mobile"), ("/people/0/phone", "phone_not_mobile")]


async def test_a_day_of_birth_to_come_is_told_with_the_first_answer(client: AsyncClient, db: AsyncSession) -> None:
    """A half-filled form told it at its end, three pages later."""
    session = await factories.session(db)
    whole = factories.registration(session.id, **child(date(2090, 3, 1)))
    half = {name: whole[name] for name in ("session_id", "name", "nik", "birth_date", "sex")}
    told = (await client.post("/v1/registrations/checks", json=half)).json()["errors"]
    about = [each["code"] for each in told if each["pointer"] == "/birth_date"]
    assert len(about) == 1, told
    full = (await client.post("/v1/registrations/checks", json=whole)).json()["errors"]
    assert [each["code"] for each in full if each["pointer"] == "/birth_date"] == about
    for other in ({"birth_date": "x"}, {"session_id": "x"}, {"session_id": session.id.hex[::-1]}):
        answer = await client.post("/v1/registrations/checks", json=half | other)
        assert answer.status_code == 200
