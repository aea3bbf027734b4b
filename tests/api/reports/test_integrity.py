"""What stands out in a case before it is decided (C47): compared, with evidence, and silent where nothing is."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office


async def signals(
    desk: office.Office, case_id: str, who: factories.TestOfficer | None = None
) -> dict[str, list[str]]:
    path = f"/v1/applications/{case_id}/integrity"
    answer = await desk.client.get(path, headers=(who or desk.approver).headers)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["looked_at"]) == 9
    return {each["code"]: each["evidence"] for each in answer.json()["items"]}


async def alone(client: AsyncClient, db: AsyncSession, desk: office.Office) -> tuple[str, Any]:
    """A case whose group shares nothing with the next group yet."""
    case_id = (await desk.submit()).json()["id"]
    other = await office.group(client, db)
    for group, place in ((desk.group, "Jalan Satu 1"), (other, "Jalan Dua 2")):
        await factories.corrected(db, "groups", group, address=place)
    return case_id, other


async def one_each(db: AsyncSession, *groups: Any) -> list[Any]:
    """A member of each group."""
    query = text(
        "SELECT min(person_id::text)::uuid FROM group_members WHERE group_id = ANY(:groups) GROUP BY group_id"
    )
    return list((await db.execute(query, {"groups": list(groups)})).scalars())


async def test_nothing_stands_out_where_nothing_is_shared(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case_id, _ = await alone(client, db, desk)
    assert await signals(desk, case_id) == {}
    await desk.check(case_id)
    assert list(await signals(desk, case_id)) == ["quick_check"]


async def test_shared_phone_address_account_and_members(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    case_id, other = await alone(client, db, desk)
    for person in await one_each(db, desk.group, other):
        await factories.corrected(db, "participants", person, phone="+628111")
    assert list(await signals(desk, case_id)) == ["shared_phone"]
    await factories.corrected(db, "groups", other, address="JALAN  satu, 1")
    file_id = "INSERT INTO files (kind, media_type, sha256, size, name, district_code)"
    made = await db.execute(text(file_id + " VALUES ('group', 'image/jpeg', 'x', 1, 'x', '16.71') RETURNING id"))
    paper = (
        "INSERT INTO group_papers (group_id, kind, file_id, number) VALUES (:group, 'bank_account', :file, :number)"
    )
    stored = made.scalar_one()
    for group, number in ((desk.group, "123-456 7"), (other, "1234567")):
        await db.execute(text(paper), {"group": group, "file": stored, "number": number})
    join = (
        "INSERT INTO group_members (group_id, person_id, role, valid_from)"
        " SELECT :other, person_id, 'member', '2026-01-01' FROM group_members WHERE group_id = :mine LIMIT 1"
    )
    await db.execute(text(join), {"mine": desk.group, "other": other})
    found = await signals(desk, case_id)
    assert set(found) == {"shared_phone", "shared_address", "shared_account", "members_elsewhere"}
    assert all(evidence and "Kota Palembang" in evidence[0] for evidence in found.values())


async def test_a_group_of_another_district_is_told_by_district_alone(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case_id, other = await alone(client, db, desk)
    await factories.corrected(db, "groups", other, district_code="16.07", name="KUB Rahasia")
    join = (
        "INSERT INTO group_members (group_id, person_id, role, valid_from)"
        " SELECT :other, person_id, 'member', '2026-01-01' FROM group_members WHERE group_id = :mine LIMIT 1"
    )
    await db.execute(text(join), {"mine": desk.group, "other": other})
    near = (await signals(desk, case_id))["members_elsewhere"]
    assert "Rahasia" not in near[0]
    assert "Banyuasin" in near[0]


async def test_a_price_far_from_the_usual_one(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    for _ in range(3):
        assert (await desk.submit(await office.group(client, db))).status_code == 201
    case_id, _ = await alone(client, db, desk)
    dearer = f"UPDATE application_lines SET price_rupiah = price_rupiah * 2 WHERE application_id = '{case_id}'"
    await factories.by_hand(db, f"{dearer} AND position = 1")
    (said,) = (await signals(desk, case_id))["price_deviation"]
    assert "Mesin jahit listrik" in said
    assert "+100 %" in said
    assert "." in said


async def test_a_pair_that_always_meets(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    for _ in range(5):
        case_id = (await desk.submit(await office.group(client, db))).json()["id"]
        await desk.check(case_id)
    (said,) = (await signals(desk, case_id))["same_pair"]
    assert "5 dari 5" in said


async def test_one_household_and_one_account_in_two_groups(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case_id, other = await alone(client, db, desk)
    for group in (desk.group, other):
        body = {"bank": "Bank Contoh", "number": "99-887766", "holder": "KUB Contoh"}
        assert (await desk.post(f"/v1/groups/{group}/account", body, desk.proposer)).status_code == 201
    assert list(await signals(desk, case_id)) == ["shared_account"]
    for person in await one_each(db, desk.group, other):
        await factories.corrected(db, "identities", person, b"x", family_last4="0001")
    assert list(await signals(desk, case_id)) == ["shared_account", "shared_family"]
