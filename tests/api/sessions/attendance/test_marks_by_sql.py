"""integrity.md 6, record 58: a mark of a day that is over takes two people, by the application's own SQL too."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import refused_by_the_database

MARK = (
    "INSERT INTO attendance (registration_id, meeting_day_id, mark, marked_by)"
    " SELECT r.id, d.id, :mark, :who FROM registrations r JOIN meeting_days d ON d.session_id = r.session_id"
    " WHERE d.date = CAST(:day AS date)"
)
BY_TWO = "marked on that day, afterwards by two"


@pytest.fixture
async def facts(client: AsyncClient, db: AsyncSession, vault: Vault, at: Any) -> dict[str, Any]:
    """A running course of three days, on its second."""
    session, officer = await factories.session(db), await factories.officer(db, vault)
    number = (await factories.register(client, factories.registration(session.id))).json()["number"]
    assert number
    await db.execute(text("UPDATE registrations SET status = 'confirmed'"))
    days = list((await db.execute(text("SELECT date::text FROM meeting_days ORDER BY date"))).scalars())
    await at(f"{days[1]}T03:00:00Z")
    return {"who": officer.id, "days": days, "session": session.id}


async def test_one_hand_marks_today_alone(db: AsyncSession, facts: dict[str, Any]) -> None:
    for day in (facts["days"][0], facts["days"][2]):
        said = await refused_by_the_database(db, MARK, mark="present", who=facts["who"], day=day)
        assert BY_TWO in said
    await db.execute(text(MARK), {"mark": "present", "who": facts["who"], "day": facts["days"][1]})


async def test_what_was_marked_is_not_changed_afterwards_nor_its_day_moved(
    db: AsyncSession, facts: dict[str, Any], at: Any
) -> None:
    await db.execute(text(MARK), {"mark": "present", "who": facts["who"], "day": facts["days"][1]})
    moved = "UPDATE meeting_days SET date = CAST(:day AS date) WHERE date = CAST(:was AS date)"
    said = await refused_by_the_database(db, moved, day="2026-01-01", was=facts["days"][1])
    assert "a day that was marked stays" in said
    await at(f"{facts['days'][2]}T03:00:00Z")
    assert BY_TWO in await refused_by_the_database(db, "UPDATE attendance SET mark = 'absent'")
    cell = "UPDATE attendance SET meeting_day_id = (SELECT id FROM meeting_days WHERE date = CAST(:day AS date))"
    assert "stays in its cell" in await refused_by_the_database(db, cell, day=facts["days"][2])
    back = "UPDATE attendance SET marked_at = '2020-01-01'"
    assert BY_TWO in await refused_by_the_database(db, back)


async def test_a_past_day_is_what_two_agreed_and_nothing_else(
    db: AsyncSession, facts: dict[str, Any], vault: Vault
) -> None:
    first, other = facts["days"][0], await factories.officer(db, vault)
    proposed = (
        "INSERT INTO attendance_corrections (session_id, district_code, registration_id, meeting_day_id, after, note,"
        " proposed_by) SELECT d.session_id, '16.71', r.id, d.id, 'late', 'Daftar kertas', :who"
        " FROM registrations r JOIN meeting_days d ON d.session_id = r.session_id WHERE d.date = CAST(:day AS date)"
    )
    await db.execute(text(proposed), {"who": facts["who"], "day": first})
    assert BY_TWO in await refused_by_the_database(db, MARK, mark="late", who=facts["who"], day=first)
    assert "permission denied" in await refused_by_the_database(
        db, "UPDATE attendance_corrections SET after = 'present'"
    )
    assert "what was proposed stays" in await refused_by_the_database(
        db, "UPDATE attendance_corrections SET note = 'lain'"
    )
    decided = "UPDATE attendance_corrections SET status = 'approved', decided_by = :who, decided_at = bimtek_now()"
    await db.execute(text(decided), {"who": other.id})
    assert BY_TWO in await refused_by_the_database(db, MARK, mark="present", who=facts["who"], day=first)
    await db.execute(text(MARK), {"mark": "late", "who": other.id, "day": first})


async def test_nobody_makes_an_office_a_training_system(db: AsyncSession, facts: dict[str, Any]) -> None:
    """In training every day counts as today: an officer of the demo beside real ones would open that door."""
    born = (
        "WITH one AS (INSERT INTO identities DEFAULT VALUES RETURNING id) INSERT INTO officers"
        " (person_id, email, name, position) SELECT id, 'x@demo.bimtek.id', 'X', 'X' FROM one"
    )
    assert "does not go into an office" in await refused_by_the_database(db, born)
