"""The evidence of a case: complete, checkable with common tools, without what is sealed, and only for auditors."""

import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import orjson
import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.evidence import catalogue, repository
from bimtek_api.tables import METADATA
from tests import factories
from tests.api.grants import office
from tests.api.grants.goods.test_dispatches import send
from tests.api.grants.goods.test_payments import Treasury
from tests.api.grants.warehouse import warehouse

ACCOUNT = """
INSERT INTO group_accounts
    (group_id, district_code, bank, holder, number_sealed, number_index, number_last4, recorded_by)
SELECT group_id, district_code, 'Bank Contoh', 'KUB', 'x', 'x', '7890', :who FROM applications
"""


# People, places, bytes and trainings lead to everything else.
BORDER = {"identities", "officers", "participants", "regions", "files", "registrations", "complaints", "delegations"}


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> office.Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: office.Office) -> Treasury:
    people = [await factories.officer(db, vault, Role.TREASURER) for _ in range(2)]
    for who in people:
        await office.step_up(db, who)
    return Treasury(await warehouse(db, vault, desk), *people)


async def taken(desk: office.Office, db: AsyncSession, vault: Vault, case_id: str) -> ZipFile:
    auditor = await factories.officer(db, vault, Role.AUDITOR, "16")
    answer = await desk.client.get(f"/v1/applications/{case_id}/evidence", headers=auditor.headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    return ZipFile(BytesIO(answer.content))


async def test_a_pack_holds_everything_of_the_case_and_nothing_of_another(
    desk: office.Office, db: AsyncSession, vault: Vault
) -> None:
    case_id = await desk.decreed()
    await desk.delivery(case_id)
    other = await desk.submit(await office.group(desk.client, db))
    found = await taken(desk, db, vault, case_id)
    rows = {name: orjson.loads(found.read(name)) for name in found.namelist() if name.startswith("baris/")}
    for table in ("applications", "application_lines", "approval_rounds", "votes", "decree_lines", "decrees",
                  "handovers", "handover_lines", "handed_serials", "assets", "monitoring_visits"):  # fmt: skip
        assert rows[f"baris/{table}.json"], table
    assert [each["id"] for each in rows["baris/applications.json"]] == [case_id]
    whole = b"".join(found.read(name) for name in found.namelist())
    assert other.json()["id"].encode() not in whole
    assert b"nik_sealed" not in whole
    names = [each["name"] for each in orjson.loads(found.read("riwayat.json"))]
    assert {"application.submitted", "application.decreed", "application.evidence_taken"} <= set(names)
    assert sum(name.startswith("berkas/") for name in found.namelist()) >= 2


async def test_a_pack_has_the_money_the_goods_road_the_people_and_the_rules(
    treasury: Treasury, desk: office.Office, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 9: what it left out."""
    store, case_id = treasury.store, await desk.decreed()
    units = (await store.stocked(case_id))["units"]
    order = (await db.execute(text("SELECT id FROM orders"))).scalar_one()
    assert (await treasury.prepare(order, 1)).status_code == 201
    assert (await send(store, units[:1])).status_code == 201
    await db.execute(text(ACCOUNT), {"who": desk.proposer.id})
    found = await taken(desk, db, vault, case_id)
    rows = {name[6:-5]: orjson.loads(found.read(name)) for name in found.namelist() if name.startswith("baris/")}
    wanted = {
        "supplier_payments", "suppliers", "orders", "goods_receipts", "goods_inspections", "stock_units",
        "dispatches",
        "dispatch_units", "groups", "group_members", "group_accounts", "participants", "identities", "officers",
        "calls",
        "rule_sets", "approval_policies", "programmes", "packages", "package_items", "budget_nodes", "case_duties",
        "payment_duties",
    }  # fmt: skip
    assert wanted - set(rows) == set()
    assert {tuple(sorted(each)) for each in rows["identities"]} == {("id", "nik_last4")}
    assert {"number_sealed", "number_index"} & set(rows["group_accounts"][0]) == set()
    assert not {"phone", "email", "birth_date"} & set(rows["participants"][0])
    read = await db.execute(text("SELECT count(*) FROM personal_reads WHERE source = 'evidence'"))
    assert read.scalar_one() == len(rows["participants"]) == 5


def test_every_table_around_a_case_is_in_the_pack_or_says_why_not() -> None:
    """integrity.md 9: the schema itself is walked: below the case, above it, and beside what is above."""
    tables, own = METADATA.tables, repository.own_tables()
    above, fresh = set(), set(own)
    while fresh:
        fresh = {key.column.table.name for name in fresh - BORDER for key in tables[name].foreign_keys} - above - own
        above |= fresh
    shared = above - BORDER
    beside = {name for name, table in tables.items() for key in table.foreign_keys if key.column.table.name in shared}
    taken_along = (
        own
        | {repository.named_by(repository.column_of(place)).table.name for place in repository.there(catalogue.CLIMB)}
        | {place.split(".")[0] for place in repository.there((*catalogue.BESIDE, *catalogue.BY_CASE))}
        | set(catalogue.SHOWN)
    )
    assert (own | above | beside) - taken_along == set(catalogue.LEFT_OUT)
    assert all(catalogue.LEFT_OUT.values())


async def test_the_hashes_hold_for_a_stranger_with_common_tools(
    desk: office.Office, db: AsyncSession, vault: Vault, tmp_path: Path
) -> None:
    found = await taken(desk, db, vault, await desk.decreed())
    found.extractall(tmp_path)
    assert sums_hold(tmp_path)
    (tmp_path / "riwayat.json").write_bytes(b"[]")
    assert not sums_hold(tmp_path)


def sums_hold(folder: Path) -> bool:
    check = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0


async def test_only_auditors_of_the_area_take_it(desk: office.Office, db: AsyncSession, vault: Vault) -> None:
    case_id = (await desk.submit()).json()["id"]
    path = f"/v1/applications/{case_id}/evidence"
    assert (await desk.client.get(path, headers=desk.approver.headers)).status_code == 403
    elsewhere = await factories.officer(db, vault, Role.AUDITOR, "32")
    assert (await desk.client.get(path, headers=elsewhere.headers)).status_code == 404
    count = await db.execute(text("SELECT count(*) FROM events WHERE name = 'application.evidence_taken'"))
    assert count.scalar_one() == 0
