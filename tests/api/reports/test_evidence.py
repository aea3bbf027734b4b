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
from tests import factories
from tests.api.grants import office


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> office.Office:
    return await office.office(client, db, vault)


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
