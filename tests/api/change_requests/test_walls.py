"""C6 by direct SQL as the application's role: without an approved request nothing that is on file moves."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants import money, office, warehouse
from tests.api.grants.office import Office, refused_by_the_database

DEPUTED = text(
    "INSERT INTO deputations (principal_id, deputy_id, role, region_code, valid_from, valid_to, letter_number,"
    " letter_dated) SELECT :one, :two, 'district_officer', '16.71', today, today + 9, '1', today"
    " FROM (SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date AS today) AS clock"
)
ONLY = "changes by a change request only"


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE participants SET phone = '+628999' WHERE person_id = :person",
        "UPDATE participants SET name = 'Orang Lain' WHERE person_id = :person",
        "UPDATE participants SET village_code = subdistrict_code WHERE person_id = :person",
        "UPDATE identities SET nik_index = 'x' WHERE id = :person",
        "UPDATE identities SET nik_sealed = 'x' WHERE id = :person",
        "UPDATE identities SET nik_last4 = '9999' WHERE id = :person",
        "UPDATE groups SET name = 'KUB Lain' WHERE id = :group",
        "UPDATE groups SET ended_on = '2026-01-01' WHERE id = :group",
        "UPDATE groups SET district_code = '16.07' WHERE id = :group",
    ],
)
async def test_the_application_changes_no_record_by_itself(desk: Office, db: AsyncSession, statement: str) -> None:
    (person,) = await office.members(desk.client, db, 1)
    facts = {
        name: value for name, value in {"person": person, "group": desk.group}.items() if f":{name}" in statement
    }
    assert ONLY in await refused_by_the_database(db, statement, **facts)


async def test_suppliers_and_their_versions_stand(desk: Office, db: AsyncSession, vault: Vault) -> None:
    store = await warehouse.warehouse(db, vault, desk)
    facts = {"id": store.supplier}
    for change in ("name = 'PT Lain'", "nib = '1111111111111'", "phone = '+62811'"):
        said = await refused_by_the_database(db, f"UPDATE suppliers SET {change} WHERE id = :id", **facts)
        assert ONLY in said, change
    for statement in (
        "UPDATE supplier_versions SET name = 'PT Lain'",
        "DELETE FROM supplier_versions",
        "INSERT INTO supplier_versions (supplier_id, number, nib, name, address, phone)"
        " SELECT id, 2, nib, 'x', address, phone FROM suppliers",
    ):
        assert "permission denied" in await refused_by_the_database(db, statement), statement
    order = (await store.order(await desk.decreed())).json()["id"]
    moved = "UPDATE orders SET supplier_version_id = :id WHERE id = :order"
    assert "permission denied" in await refused_by_the_database(db, moved, order=order, **facts)


async def asked(desk: Office, db: AsyncSession) -> dict[str, Any]:
    (person,) = await office.members(desk.client, db, 1)
    body = {"phone": "081355551111"}
    path = f"/v1/participants/{person}/change-requests"
    return (await changes.ask(desk.client, desk.proposer, path, body)).json() | {"person": person}


async def test_a_request_is_decided_once_by_another_person(desk: Office, db: AsyncSession, vault: Vault) -> None:
    request = await asked(desk, db)
    facts = {"id": request["id"]}
    applied = "UPDATE change_requests SET status = 'applied', decided_at = now(), decided_by = {who} WHERE id = :id"
    assert "another person" in await refused_by_the_database(db, applied.format(who="made_by"), **facts)
    assert "two_people" in await refused_by_the_database(
        db, "UPDATE change_requests SET status = 'rejected', decided_by = made_by WHERE id = :id", **facts
    )
    own = await refused_by_the_database(db, applied.format(who="participant_id"), **facts)
    assert "her own record" in own
    deputy = await factories.officer(db, vault, Role.DESK_VERIFIER)
    await db.execute(DEPUTED, {"one": desk.proposer.id, "two": deputy.id})
    said = await refused_by_the_database(db, applied.format(who=f"'{deputy.id}'"), **facts)
    assert "another person" in said
    answer = await changes.move(desk.client, deputy, request, "approve")
    assert (answer.status_code, answer.json()["code"]) == (409, "acts_for_maker")


async def test_a_request_keeps_what_it_asked_for(desk: Office, db: AsyncSession) -> None:
    request = await asked(desk, db)
    facts = {"id": request["id"]}
    for change, why in [
        ('after = \'{"phone": "+628999"}\'', "keeps what it asked for"),
        ("reason = 'lain'", "keeps what it asked for"),
        ("made_by = NULL", "permission denied"),
        ("applied_tx = 1", "permission denied"),
        ("status = 'draft'", "no way from submitted to draft"),
    ]:
        said = await refused_by_the_database(db, f"UPDATE change_requests SET {change} WHERE id = :id", **facts)
        assert why in said, (change, said)
    columns = "participant_id, district_code, record_version, before, after, reason, made_by"
    born = f"INSERT INTO change_requests (kind, status, decided_by, {columns})"
    born += f" SELECT kind, 'applied', participant_id, {columns} FROM change_requests WHERE id = :id"
    assert "begins undecided" in await refused_by_the_database(db, born, **facts)
    assert "permission denied" in await refused_by_the_database(db, "DELETE FROM change_requests")
    await changes.move(desk.client, desk.verifier, request, "approve")
    late = "UPDATE change_requests SET note = 'lain' WHERE id = :id"
    assert "decided once" in await refused_by_the_database(db, late, **facts)
    other = "UPDATE participants SET phone = '+628999' WHERE person_id = :person"
    assert ONLY in await refused_by_the_database(db, other, person=request["person"])


async def test_a_verified_account_changes_by_a_request_only(desk: Office, db: AsyncSession, vault: Vault) -> None:
    treasury = await money.treasury(db, vault, desk)
    assert (await treasury.account()).status_code == 201
    group = treasury.desk.group
    ended = "UPDATE group_accounts SET ended_at = now() WHERE group_id = :group"
    assert "a verified account" in await refused_by_the_database(db, ended, group=group)
    copied = (
        "INSERT INTO group_accounts (group_id, district_code, bank, holder, number_sealed, number_index,"
        " number_last4, recorded_by, ended_at) SELECT group_id, district_code, 'Lain', holder, number_sealed,"
        " 'x', '0000', recorded_by, now() FROM group_accounts WHERE group_id = :group"
    )
    assert "a verified account" in await refused_by_the_database(db, copied, group=group)


async def test_a_group_that_ended_asks_for_nothing(desk: Office, db: AsyncSession) -> None:
    case = (await desk.submit()).json()["id"]
    again = (
        "INSERT INTO applications (number, call_id, group_id, package_id, programme_id, district_code, status)"
        " SELECT 'UJI/2', call_id, group_id, package_id, programme_id, district_code, 'draft' FROM applications"
        " WHERE id = :case"
    )
    with pytest.raises(Exception, match="living case"):
        async with db.begin_nested():
            await factories.corrected(db, "groups", desk.group, ended_on="2026-01-01")
    await db.execute(text("UPDATE applications SET status = 'withdrawn' WHERE id = :case"), {"case": case})
    await factories.corrected(db, "groups", desk.group, ended_on="2026-01-01")
    assert "ended asks for nothing" in await refused_by_the_database(db, again, case=case)


async def test_rows_are_walled_by_area(desk: Office, db: AsyncSession) -> None:
    await asked(desk, db)
    count = text("SELECT count(*) FROM change_requests")
    for areas, rows in (("16.71,16.71.%", 1), ("16.07,16.07.%", 0), ("", 0), ("*", 1)):
        await db.execute(text("SELECT set_config('bimtek.areas', :areas, true)"), {"areas": areas})
        assert (await db.execute(count)).scalar_one() == rows, areas
