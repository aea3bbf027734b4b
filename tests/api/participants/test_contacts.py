"""Who answers for a delegation, trainers and officers' browsers: forgotten with the person, and by age."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.privacy import service
from tests import factories
from tests.api.participants.test_erasures import ask, decide, registered, two

__all__ = ["two"]
SENT = text(
    "INSERT INTO delegations (number, session_id, district_code, name, contact_name, phone, email)"
    " VALUES (:number, :session, '16.71', 'Dekranasda', :name, :phone, :email)"
)
KEPT = text("SELECT contact_name, phone, email FROM delegations ORDER BY number")
TRAINER = text(
    "INSERT INTO trainers (district_code, name, institution, nip, phone, email) VALUES"
    " ('16.71', :name, 'BPSDMI', '1', '+6281200001111', 'x@uji.id') RETURNING id"
)
LESSON = text(
    "INSERT INTO lessons (meeting_day_id, trainer_id, starts_at, ends_at, topic)"
    " VALUES (:day, :trainer, '08:00', '10:00', 'Menjahit')"
)
NUMBERS = text("SELECT name, nip, phone, email FROM trainers ORDER BY name")
LATER = text("SELECT bimtek_now() + make_interval(days => :days)")


async def sent(db: AsyncSession, session: UUID, number: str, *contact: str | None) -> None:
    name, phone, email = contact
    facts = {"number": number, "session": session, "name": name, "phone": phone, "email": email}
    await db.execute(SENT, facts)


async def test_what_she_gave_as_contact_of_a_delegation_is_forgotten_with_her(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    body, person = await registered(client, db)
    session = await factories.session(db)
    phone = "+62" + body["phone"][1:]
    await sent(db, session.id, "RB-1", body["name"].upper(), phone, None)
    await sent(db, session.id, "RB-2", "Anaknya", phone, "SUMARNI@uji.id")
    await sent(db, session.id, "RB-3", body["name"], "+6281299990000", None)
    asked = await ask(client, two[0], person)
    (row,) = (await client.get("/v1/erasures", headers=two[1].headers)).json()["items"]
    assert asked.status_code == 201, asked.text
    assert (await decide(client, two[1], row["id"])).status_code == 200
    assert [tuple(each) for each in await db.execute(KEPT)] == [
        ("(dihapus)", "", None),
        ("Anaknya", "", None),
        (body["name"], "+6281299990000", None),
    ], "somebody else's name stays, and so does a namesake with another phone"


async def after(db: AsyncSession, at: Any, days: int) -> dict[str, int]:
    """What the night does so many days later."""
    await at((await db.execute(LATER, {"days": days})).scalar_one().isoformat())
    return await service.retain(db)


async def test_contacts_of_a_delegation_go_two_years_after_the_session(db: AsyncSession, at: Any) -> None:
    session = await factories.session(db)
    await sent(db, session.id, "RB-1", "Rina", "+6281277778888", "rina@uji.id")
    assert (await service.retain(db))["delegation_contacts_2_years"] == 0
    assert (await after(db, at, 800))["delegation_contacts_2_years"] == 1
    assert [tuple(each) for each in await db.execute(KEPT)] == [("(dihapus)", "", None)]
    assert (await service.retain(db))["delegation_contacts_2_years"] == 0


async def test_numbers_of_trainers_go_five_years_after_their_last_lesson(db: AsyncSession, at: Any) -> None:
    session = await factories.session(db)
    days = text("SELECT id FROM meeting_days WHERE session_id = :id ORDER BY date LIMIT 1")
    day = (await db.execute(days, {"id": session.id})).scalar_one()
    teaches, _rests = [(await db.execute(TRAINER, {"name": name})).scalar_one() for name in ("Ani", "Budi")]
    await db.execute(LESSON, {"day": day, "trainer": teaches})
    assert (await after(db, at, 1827))["trainer_contacts_5_years"] == 1
    kept = [tuple(each) for each in await db.execute(NUMBERS)]
    assert kept == [("Ani", "1", "+6281200001111", "x@uji.id"), ("Budi", None, None, None)]
    assert (await after(db, at, 60))["trainer_contacts_5_years"] == 1


async def test_a_browser_nobody_used_for_400_days_is_forgotten(db: AsyncSession, vault: Vault, at: Any) -> None:
    who = await factories.officer(db, vault)
    known = "INSERT INTO known_devices (officer_id, token_hash) VALUES (:id, 'x')"
    await db.execute(text(known), {"id": who.id})
    assert (await service.retain(db))["browsers_400_days"] == 0
    assert (await after(db, at, 401))["browsers_400_days"] == 1


async def test_whose_number_is_forgotten_has_no_paper_left(db: AsyncSession, vault: Vault, at: Any) -> None:
    who = await factories.officer(db, vault)
    papers = text("SELECT count(*) FROM officer_papers WHERE officer_id = :id")
    assert (await db.execute(papers, {"id": who.id})).scalar_one() == 1
    await db.execute(text("UPDATE officers SET disabled_at = bimtek_now() WHERE person_id = :id"), {"id": who.id})
    assert (await after(db, at, 1830))["officer_numbers_5_years"] == 1
    assert (await db.execute(papers, {"id": who.id})).scalar_one() == 0
