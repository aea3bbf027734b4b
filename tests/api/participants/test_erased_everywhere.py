"""Attacked again: who takes part or was aided in another district is not forgotten from this one alone."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.participants.test_erasures import ask, code, decide

ELSEWHERE = "UPDATE {} SET district_code = '32.73' WHERE {}"


@pytest.fixture
async def two(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    return [await factories.present(db, vault) for _ in range(2)]


async def registered(client: AsyncClient, db: AsyncSession, status: str) -> tuple[str, str]:
    """She lives here and registered for a session of another district. Her id and name."""
    session = await factories.session(db, factories.BANYUASIN)
    body = factories.registration(session.id)
    assert (await factories.register(client, body)).status_code == 201
    await factories.by_hand(db, f"UPDATE registrations SET status = '{status}' WHERE session_id = '{session.id}'")
    found = await db.execute(text("SELECT person_id FROM registrations WHERE session_id = :id"), {"id": session.id})
    return str(found.scalar_one()), body["name"]


async def test_taking_part_elsewhere_stands_in_the_way(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    person, _ = await registered(client, db, "confirmed")
    assert code(await ask(client, two[0], person)) == (409, "still_taking_part")


async def test_nothing_of_her_is_left_elsewhere(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    person, name = await registered(client, db, "rejected")
    asked = await ask(client, two[0], person)
    assert asked.status_code == 201, asked.text
    assert (await decide(client, two[1], asked.json()["items"][0]["id"])).status_code == 200
    for table in ("registrations", "receipts", "participants"):
        left = await db.execute(text(f"SELECT count(*) FROM {table} WHERE name = :name"), {"name": name})
        assert left.scalar_one() == 0, table


async def test_aid_of_another_district_is_kept(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], vault: Vault
) -> None:
    """She left her group afterwards, and the group is not of the officer's district."""
    desk = await office.office(client, db, vault)
    case = await desk.case((await desk.submit()).json()["id"])
    member = case["members"][0]["participant_id"]
    await factories.by_hand(db, f"UPDATE registrations SET status = 'completed' WHERE person_id = '{member}'")
    for statement in (
        ELSEWHERE.format("applications", f"id = '{case['id']}'"),
        ELSEWHERE.format("groups", f"id = '{desk.group}'"),
        f"UPDATE group_members SET valid_to = valid_from WHERE person_id = '{member}'",
    ):
        await factories.by_hand(db, statement)
    assert code(await ask(client, two[0], member)) == (409, "aid_kept")
