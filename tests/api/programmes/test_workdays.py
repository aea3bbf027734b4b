"""C41: terms in working days, freeze windows, and what is late goes to whoever stands above."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.programmes.workdays import repository
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, today


@pytest.fixture
async def sari(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def test_weekends_and_holidays_do_not_count(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer, desk: Office
) -> None:
    friday = date(2026, 11, 27)
    assert await repository.due_on(db, friday, 1) == date(2026, 11, 30)
    assert await repository.due_on(db, date(2026, 11, 25), 5) == date(2026, 12, 2)
    made = await desk.post("/v1/holidays", {"day": "2026-11-30", "name": "Cuti bersama (uji)"}, sari)
    assert (made.status_code, made.json()["holidays"][0]["name"]) == (201, "Cuti bersama (uji)")
    assert await repository.due_on(db, friday, 1) == date(2026, 12, 1)
    again = await desk.post("/v1/holidays", {"day": "2026-11-30", "name": "Lagi"}, sari)
    assert code(again) == (409, "holiday_known")
    path = f"/v1/holidays/{made.json()['holidays'][0]['id']}"
    assert (await client.delete(path, headers=desk.approver.headers)).status_code == 403
    assert (await client.delete(path, headers=sari.headers)).json()["holidays"] == []
    assert await repository.due_on(db, friday, 1) == date(2026, 11, 30)


async def test_nothing_that_binds_money_is_done_in_a_freeze(
    db: AsyncSession, vault: Vault, sari: factories.TestOfficer, desk: Office
) -> None:
    case_id = await desk.approved()
    window = {"first_day": today(), "last_day": today(), "reason": "Tutup buku."}
    elsewhere = await desk.post("/v1/freeze-windows", window | {"region_code": "16.07"}, sari)
    assert elsewhere.status_code == 201
    near = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region="16.71")
    assert (await desk.post("/v1/freeze-windows", window, near)).status_code == 403
    made = await desk.post("/v1/freeze-windows", window | {"region_code": "16"}, sari)
    frozen = await desk.decree(case_id)
    assert code(frozen) == (409, "frozen")
    assert "Tutup buku." in frozen.json()["detail"]
    freeze = next(each for each in made.json()["freezes"] if each["region"]["code"] == "16")
    assert (await desk.post(f"/v1/freeze-windows/{freeze['id']}/ends", {}, sari)).status_code == 200
    assert (await desk.decree(case_id)).status_code == 201


async def test_what_is_late_goes_to_whoever_stands_above(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer, desk: Office, at: Any
) -> None:
    await desk.submit()
    mine = (await client.get("/v1/inbox", headers=desk.verifier.headers)).json()["items"]
    due = next(each["due"] for each in mine if each["kind"] == "applications_to_check")
    assert due == str(await repository.due_on(db, datetime.now(UTC).date(), 10))
    later = "expires_at = now() + interval '1 year', last_seen_at = now() + interval '40 days'"
    await db.execute(text(f"UPDATE logins SET {later}"))
    await at((datetime.now(UTC) + timedelta(days=40)).isoformat())
    above = (await client.get("/v1/inbox", headers=sari.headers)).json()["items"]
    assert "applications_late" in {each["kind"] for each in above}
