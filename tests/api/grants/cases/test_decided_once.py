"""integrity.md 6, attacked again by SQL as the application's role: what binds is decided once, not born decided."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database

CHANGE = """
INSERT INTO decree_changes (decree_id, district_code, kind, status, letter_number, letter_dated, reason, proposed_by,
                            decided_by, decided_at)
SELECT decree_id, '16.71', 'ends', 'approved', 'x', current_date, 'x', :one, :two, now() FROM decree_lines
"""
ERASURE = """
INSERT INTO erasures (person_id, district_code, reason, requested_by) VALUES (:person, '16.71', 'x', :one)
RETURNING id
"""
APPROVED = "UPDATE erasures SET approved = {}, decided_by = :two, decided_at = now(), erased_at = {} WHERE id = :id"


@pytest.fixture
async def facts(desk: Office, db: AsyncSession, vault: Vault) -> dict[str, Any]:
    return {"one": (await factories.officer(db, vault)).id, "two": (await factories.officer(db, vault)).id}


async def test_a_change_of_a_decree_is_not_born_approved(
    desk: Office, db: AsyncSession, facts: dict[str, Any]
) -> None:
    await desk.decreed()
    assert "begins undecided" in await refused_by_the_database(db, CHANGE, **facts)


async def test_an_erasure_empties_and_writes_nothing_else(
    desk: Office, db: AsyncSession, facts: dict[str, Any]
) -> None:
    """Under an approved erasure a phone became another one."""
    (person,) = await office.members(desk.client, db, 1)
    made = await db.execute(text(ERASURE), {"person": person, "one": facts["one"]})
    own = {"two": facts["two"], "id": made.scalar_one()}
    await db.execute(text(APPROVED.format("true", "now()")), own)
    assert "decided once" in await refused_by_the_database(db, APPROVED.format("false", "NULL"), **own)
    for change in ("phone = '+628999'", "name = 'Orang Lain'", "birth_date = '1990-02-03'", "email = 'x@x.id'"):
        statement = f"UPDATE participants SET {change} WHERE person_id = :person"
        assert "change request only" in await refused_by_the_database(db, statement, person=person), change
    gone = "name = '(dihapus)', phone = '', email = NULL, birth_date = date_trunc('year', birth_date)"
    await db.execute(text(f"UPDATE participants SET {gone} WHERE person_id = :person"), {"person": person})


async def test_a_year_is_not_opened_again(desk: Office, db: AsyncSession, facts: dict[str, Any]) -> None:
    """G3: closed years."""
    back = "UPDATE fiscal_years SET status = 'open', locked_by = NULL, locked_at = NULL"
    await db.execute(
        text("UPDATE fiscal_years SET status = 'locked', locked_by = :one, locked_at = now()"), {"one": facts["one"]}
    )
    assert "not opened again" in await refused_by_the_database(db, back)
    exchanged = "UPDATE fiscal_years SET locked_by = :two"
    assert "not opened again" in await refused_by_the_database(db, exchanged, two=facts["two"])


async def test_quantities_stay_whatever_the_status_is_set_to(desk: Office, db: AsyncSession) -> None:
    """After the vote, and after the decree: the status went back to the desk, the quantity up."""
    raised = "UPDATE application_lines SET approved = 0 WHERE application_id = :case"
    another = (
        "INSERT INTO application_lines (application_id, position, name, unit, requested, approved, price_rupiah,"
        " price_source) VALUES (:case, 9, 'x', 'x', 1, 1, 1, 'x')"
    )
    case_id = await desk.approved()
    for _ in range(2):
        for status, statement in (("in_desk_check", raised), ("sent_back", raised), ("draft", another)):
            await factories.by_hand(db, f"UPDATE applications SET status = '{status}' WHERE id = '{case_id}'")
            assert "before the vote" in await refused_by_the_database(db, statement, case=UUID(case_id)), status
        await factories.by_hand(db, f"UPDATE applications SET status = 'approved' WHERE id = '{case_id}'")
        await desk.decree(case_id)


async def test_a_decree_and_its_aid_stand_while_somebody_is_in_it(desk: Office, db: AsyncSession) -> None:
    await desk.decreed()
    assert "last recipient" in await refused_by_the_database(db, "UPDATE decrees SET revoked_at = now()")
    said = await refused_by_the_database(db, "UPDATE aid_records SET ended_at = now()")
    assert "until its decree" in said


async def test_nobody_begins_as_a_second_row_of_an_officer(desk: Office, db: AsyncSession) -> None:
    """It could have had an account of its own."""
    said = await refused_by_the_database(db, "INSERT INTO identities (same_as) VALUES (:id)", id=desk.approver.id)
    assert "by its number only" in said
