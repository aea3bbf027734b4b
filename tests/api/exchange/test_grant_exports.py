"""Applications, decrees, machines and handovers as files: only the caller's districts, every cell text, noted."""

import csv
from io import StringIO

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office


async def lines(client: AsyncClient, table: str, who: factories.TestOfficer) -> list[dict[str, str]]:
    answer = await client.get(f"/v1/exports/grants/{table}", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
async def delivered(client: AsyncClient, db: AsyncSession, vault: Vault) -> office.Office:
    desk = await office.office(client, db, vault)
    assert (await desk.delivery(await desk.decreed())).status_code == 201
    return desk


async def test_every_table_has_its_rows(delivered: office.Office, client: AsyncClient) -> None:
    who = delivered.proposer
    (case,) = await lines(client, "applications", who)
    assert (case["Status"], case["Nilai (rupiah)"]) == ("Diterima", str(delivered.call["total"]))
    (annex,) = await lines(client, "decrees", who)
    assert (annex["Nomor SK"], annex["Nomor permohonan"]) == (case["Nomor SK"], case["Nomor permohonan"])
    machines = await lines(client, "assets", who)
    assert (len(machines), machines[0]["Tempat"]) == (16, "Bengkel")
    handed = await lines(client, "handovers", who)
    assert [each["Banyaknya"] for each in handed] == ["8", "3", "5"]
    assert len(handed[0]["Nomor seri"].split(", ")) == 8


@pytest.mark.parametrize("table", ["applications", "decrees", "assets", "handovers"])
async def test_another_district_sees_nothing_and_the_export_is_noted(
    delivered: office.Office, client: AsyncClient, db: AsyncSession, vault: Vault, table: str
) -> None:
    stranger = await factories.present(db, vault, region=factories.BANYUASIN)
    assert await lines(client, table, stranger) == []
    noted = await db.execute(text("SELECT data FROM events WHERE name = 'grants.exported'"))
    assert noted.scalar_one() == {"table": table, "rows": 0, "format": "csv"}
    book = await client.get(f"/v1/exports/grants/{table}?format=xlsx", headers=delivered.giver.headers)
    assert book.content[:2] == b"PK"


async def test_an_unknown_table_is_refused(delivered: office.Office, client: AsyncClient) -> None:
    answer = await client.get("/v1/exports/grants/people", headers=delivered.proposer.headers)
    assert answer.status_code == 422
