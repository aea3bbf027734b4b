"""integrity.md 5: an account in the name of "Orang Lain" was verified and paid."""

from typing import Any

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import money
from tests.api.grants.office import Office, photo_with_place, refused_by_the_database, step_up


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> money.Treasury:
    return await money.treasury(db, vault, desk)


async def account_of(treasury: money.Treasury) -> dict[str, Any]:
    path = f"/v1/groups/{treasury.desk.group}/account"
    return (await treasury.desk.client.get(path, headers=treasury.first.headers)).json()["account"]


async def clear(treasury: money.Treasury, who: factories.TestOfficer, reason: str = "Rekening bersama.") -> Response:
    account = await account_of(treasury)
    headers = who.headers | factories.once() | {"If-Match": f'"{account["version"]}"'}
    files = {"file": ("surat.jpg", photo_with_place(), "image/jpeg")}
    path = f"/v1/groups/{treasury.desk.group}/account/clearances"
    return await treasury.desk.client.post(path, data={"reason": reason}, files=files, headers=headers)


def code(answer: Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def test_another_name_is_not_verified_until_a_further_officer_said_yes_on_paper(
    treasury: money.Treasury, db: AsyncSession, vault: Vault
) -> None:
    assert code(await treasury.account(holder="Orang Lain")) == (409, "holder_differs")
    assert (await account_of(treasury))["holder_matches"] is False
    assert code(await clear(treasury, treasury.second, "")) == (422, "invalid")
    stranger = await factories.officer(db, vault, Role.TREASURER, factories.BANYUASIN)
    assert code(await clear(treasury, stranger)) == (404, "group_not_found")
    cleared = await clear(treasury, treasury.second)
    assert (cleared.status_code, cleared.json()["account"]["holder_reason"]) == (201, "Rekening bersama.")
    body = {"number": money.NUMBER}
    path, version = f"/v1/groups/{treasury.desk.group}/account/checks", (await account_of(treasury))["version"]
    assert code(await treasury.desk.post(path, body, treasury.second, version)) == (409, "clears_own")
    assert (await treasury.desk.post(path, body, treasury.first, version)).status_code == 201
    assert (await treasury.condition()).status_code == 201
    assert (await treasury.prepare()).status_code == 201


@pytest.mark.parametrize("written", ["KUB {}", "  {} ", "Kelompok Usaha Bersama {}"])
async def test_the_group_is_found_as_banks_print_it(treasury: money.Treasury, db: AsyncSession, written: str) -> None:
    name = (
        await db.execute(text("SELECT name FROM groups WHERE id = :id"), {"id": treasury.desk.group})
    ).scalar_one()
    await treasury.account(holder=written.format(name.removeprefix("KUB ").upper()))
    assert (await account_of(treasury))["verified_at"] is not None
    assert code(await clear(treasury, treasury.second)) == (409, "holder_matches")


@pytest.mark.parametrize(
    ("holder", "name", "same"),
    [
        ("NURAINI", "Nur'aini", True), ("RENE  PUTRI", "René Putri", True), ("SITI AMINAH", "Siti Aminah", True),
        ("SITI", "Siti Aminah", False), ("KUB", "KUB", False), ("", "", False),
    ],
)  # fmt: skip
async def test_names_are_compared_without_what_banks_leave_out(
    db: AsyncSession, holder: str, name: str, same: bool
) -> None:
    query = text("SELECT bare_name(:a) = bare_name(:b) AND bare_name(:a) <> ''")
    assert (await db.execute(query, {"a": holder, "b": name})).scalar_one() is same


async def test_the_database_pays_no_stranger(treasury: money.Treasury, db: AsyncSession) -> None:
    await treasury.account(holder="Orang Lain")
    verified = "UPDATE group_accounts SET verified_at = now(), verified_by = :who"
    assert "in another name" in await refused_by_the_database(db, verified, who=treasury.first.id)
    alone = "UPDATE group_accounts SET holder_cleared_by = recorded_by, holder_cleared_at = now(),"
    alone += " holder_reason = 'x', holder_file_id = (SELECT id FROM files LIMIT 1)"
    assert "three_people" in await refused_by_the_database(db, alone)
    line = (await treasury.tranche())["line_id"]
    said = await refused_by_the_database(
        db, "INSERT INTO tranche_payments (application_line_id, application_id, district_code, account_id, status,"
        " amount_rupiah, request_number, prepared_by)"
        " SELECT l.id, l.application_id, a.district_code, a.id, 'prepared', 6000000, 'SPP-X', :who"
        " FROM application_lines l, group_accounts a WHERE l.id = :line", who=treasury.first.id, line=line,
    )  # fmt: skip
    assert "in another name" in said or "may be paid" in said or "verified" in said


async def test_an_officer_of_another_district_cannot_step_in(
    treasury: money.Treasury, db: AsyncSession, vault: Vault
) -> None:
    await treasury.account(holder="Orang Lain")
    third = await factories.officer(db, vault, Role.HANDOVER_OFFICER)
    await step_up(db, third)
    assert (await clear(treasury, third)).status_code == 403
