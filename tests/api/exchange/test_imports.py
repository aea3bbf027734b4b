"""Sessions from a sheet: read as it is, judged row by row, all created or none (cases 7, 9, 11, 12)."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
import xlsxwriter
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import readers
from bimtek_api.core.crypto import Vault
from bimtek_api.exchange.imports.labels import EXAMPLE
from tests import factories

TODAY = datetime.now(UTC).date()
SOON = TODAY + timedelta(days=60)


def row(number: int, **changes: str) -> dict[str, str]:
    days = "; ".join((SOON + timedelta(days=at)).isoformat() for at in range(2))
    dates = {"dibuka": TODAY.isoformat(), "ditutup": (SOON - timedelta(days=1)).isoformat(), "hari": days}
    return EXAMPLE | dates | {"nomor": f"UJI/IMPOR/{number}"} | changes


def as_csv(*rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = StringIO()
    writer = csv.DictWriter(out, list(EXAMPLE), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows: dict[str, Any], empty_columns: int = 0, empty_rows: int = 0) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, empty_columns, list(EXAMPLE))
        for at, each in enumerate(rows, start=1 + empty_rows):
            for column, name in enumerate(EXAMPLE):
                sheet.write(at, column + empty_columns, each[name])
    return out.getvalue()


async def send(client: AsyncClient, who: factories.TestOfficer, content: bytes, *, dry: bool = False) -> Any:
    data = {"dry_run": "true" if dry else "false"}
    return await client.post("/v1/imports/sessions", files={"file": ("x", content)}, data=data, headers=who.headers)


async def drafts(db: AsyncSession) -> int:
    asked = "SELECT count(*) FROM sessions WHERE number LIKE 'UJI/IMPOR/%' AND status = 'draft'"
    return (await db.execute(text(asked))).scalar_one()


@pytest.fixture
async def officer(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault)


@pytest.mark.parametrize(
    "content",
    [
        as_csv(row(1), row(2)), as_csv(row(1), row(2), delimiter=";", encoding="utf-8-sig"),
        as_csv(row(1), row(2), delimiter="\t", encoding="utf-16"), as_xlsx(row(1), row(2)),
        as_xlsx(row(1) | {"kursi": 30, "persen_hadir": 80.0}, row(2), empty_columns=2, empty_rows=3),
    ],
    ids=["csv", "excel-csv", "utf16-tabs", "xlsx", "xlsx-shifted-numbers"],
)  # fmt: skip
async def test_a_sheet_in_any_honest_form_becomes_drafts(
    client: AsyncClient, db: AsyncSession, officer: factories.TestOfficer, content: bytes
) -> None:
    looked = (await send(client, officer, content, dry=True)).json()
    assert (looked["wrong"], looked["created"], len(looked["rows"])) == (0, 0, 2), looked
    assert await drafts(db) == 0
    assert (await send(client, officer, content)).json()["created"] == 2
    assert await drafts(db) == 2
    again = (await send(client, officer, content)).json()
    assert [each["errors"][0]["code"] for each in again["rows"]] == ["number_taken"] * 2


async def test_one_wrong_row_creates_nothing_and_every_fault_names_its_cell(
    client: AsyncClient, db: AsyncSession, officer: factories.TestOfficer
) -> None:
    content = as_csv(
        row(1), row(2, bidang="sulap", kursi="banyak", judul=""), row(1), row(3, daerah=factories.BANYUASIN),
        row(4, hari="besok", dibuka="31/2/2027"), row(5, jam_mulai="17:00"),
    )  # fmt: skip
    result = (await send(client, officer, content)).json()
    assert (result["created"], result["wrong"]) == (0, 5)
    found = {each["row"]: {(fault["column"], fault["code"]) for fault in each["errors"]} for each in result["rows"]}
    assert found[2] == set()
    assert {column for column, _ in found[3]} == {"bidang", "kursi", "judul"}
    assert found[4] == {("nomor", "number_repeated")}
    assert found[5] == {("daerah", "district_unknown")}
    assert found[6] >= {("hari", "not_a_date"), ("dibuka", "not_a_date")}
    assert {code for _, code in found[7]} == {"day_times"}
    assert await drafts(db) == 0


async def test_missing_columns_and_blank_sheets_are_said(client: AsyncClient, officer: factories.TestOfficer) -> None:
    partial = b"nomor,judul\nUJI/IMPOR/9,Konfeksi\n"
    told = (await send(client, officer, partial)).json()
    assert told["code"] == "table_columns_missing", "one message, not one per row"
    assert all(column in told["detail"] for column in ("bidang", "daerah", "hari"))
    head = ",".join(EXAMPLE).encode()
    assert (await send(client, officer, head + b"\n\n\n")).json()["code"] == "table_empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("nomor,judul\n1,Pelatihan R\u00e9ni\n".encode("cp1252"), "table_encoding"), (b"", "table_unreadable"),
        (b"PK\x03\x04rubbish", "table_unreadable"), (b"\x00\x01\x02", "table_unreadable"),
        (b"nomor\n" + b"1\n" * 2100, "table_too_large"), (b"x" * 2_000_001, "table_too_large"),
    ],
    ids=["cp1252", "empty", "broken-zip", "bytes", "rows", "size"],
)  # fmt: skip
async def test_what_cannot_be_read_is_named(
    client: AsyncClient, officer: factories.TestOfficer, content: bytes, code: str
) -> None:
    refused = await send(client, officer, content)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_the_template_can_be_read_back(client: AsyncClient, officer: factories.TestOfficer) -> None:
    answer = await client.get("/v1/imports/sessions/template", headers=officer.headers)
    names, lines, _ = readers.table(answer.content)
    assert names == list(EXAMPLE)
    assert lines[0].cells == EXAMPLE
