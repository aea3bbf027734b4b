"""Complaints that are a person's stand on her page, for whoever may read complaints, and for nobody else."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.complaints.test_complaints import file
from tests.api.grants import office


async def shown(client: AsyncClient, who: factories.TestOfficer, person: str) -> list[tuple[str, str]]:
    page = await client.get(f"/v1/participants/{person}", headers=who.headers)
    assert page.status_code == 200, page.text
    return [(each["number"], each["why"]) for each in page.json()["complaints"]]


async def filed(client: AsyncClient, **changes: Any) -> str:
    made = await file(client, **changes)
    assert made.status_code == 201, made.text
    return made.json()["number"]


async def test_complaints_about_her_case_or_with_her_contact_stand_on_her_page(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case = await desk.case((await desk.submit()).json()["id"])
    person = case["members"][0]["participant_id"]
    phones = text("SELECT phone FROM participants WHERE person_id = :id")
    phone = (await db.execute(phones, {"id": person})).scalar_one()
    about = await filed(client, text=f"Permohonan {case['number'].lower()} belum dijawab sejak bulan lalu.")
    hers = await filed(client, name="Bu Marni", contact="0" + phone[3:])
    await filed(client, contact="0812 9999 8888")
    await filed(client, text="Permohonan lain belum dijawab sejak bulan lalu.")
    assert await shown(client, desk.proposer, person) == [(hers, "contact"), (about, "case")]
    kept = (await db.execute(text("SELECT contact_index::text FROM complaints"))).scalars()
    assert not any(each and phone in each for each in kept)


async def test_nobody_sees_more_of_them_there_than_where_complaints_are_answered(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """G14: a sensitive one is not for the office it is about."""
    desk = await office.office(client, db, vault)
    case = await desk.case((await desk.submit()).json()["id"])
    person = case["members"][0]["participant_id"]
    number = await filed(client, category="asked_for_money", text=f"Seseorang meminta uang untuk {case['number']}.")
    assert await shown(client, desk.proposer, person) == []
    clerk = await factories.officer(db, vault, Role.DESK_VERIFIER)
    assert await shown(client, clerk, person) == []
    auditor = await factories.officer(db, vault, Role.AUDITOR, "16")
    assert await shown(client, auditor, person) == [(number, "case")]
