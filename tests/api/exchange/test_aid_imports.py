"""Aid of the years before, from a sheet: judged row by row, all or none, never twice, and then seen by the rules."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.exchange.aid_imports.labels import EXAMPLE
from tests import factories
from tests.api.grants import office


def sheet(*rows: dict[str, str], without: str = "") -> bytes:
    out = StringIO()
    writer = csv.DictWriter(out, [name for name in EXAMPLE if name != without], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


async def send(client: AsyncClient, who: factories.TestOfficer, content: bytes, *, dry: bool = False) -> Any:
    data = {"dry_run": "true" if dry else "false"}
    return await client.post("/v1/imports/aid", files={"file": ("x", content)}, data=data, headers=who.headers)


async def kept(db: AsyncSession) -> int:
    return (await db.execute(text("SELECT count(*) FROM aid_records WHERE source = 'import'"))).scalar_one()


@pytest.fixture
async def sari(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)


async def test_a_sheet_is_looked_at_then_written_and_known_when_it_comes_again(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer
) -> None:
    content = sheet(EXAMPLE, EXAMPLE | {"penerima": "KUB Lain", "ponsel": "081200000002", "laporan": "belum"})
    looked = (await send(client, sari, content, dry=True)).json()
    assert (looked["wrong"], looked["created"], len(looked["rows"]), await kept(db)) == (0, 0, 2, 0)
    done = (await send(client, sari, content)).json()
    assert (done["created"], done["known"], await kept(db)) == (2, 0, 2)
    again = (await send(client, sari, content)).json()
    assert (again["created"], again["known"], await kept(db)) == (0, 2, 2)
    due = await db.execute(text("SELECT recipient, report_due_on FROM aid_records ORDER BY id"))
    assert [bool(each.report_due_on) for each in due] == [False, True]


async def test_a_report_that_came_in_since_is_told_by_the_same_row_again(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer
) -> None:
    """Else an imported recipient could never be given aid again."""
    done = text("SELECT report_done_at IS NOT NULL FROM aid_records")
    await send(client, sari, sheet(EXAMPLE | {"laporan": "belum"}))
    assert (await db.execute(done)).scalar_one() is False
    again = (await send(client, sari, sheet(EXAMPLE | {"laporan": "sudah"}))).json()
    assert (again["created"], again["known"], (await db.execute(done)).scalar_one()) == (0, 1, True)


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"tanggal": "31/2/2023"}, "tanggal", "not_a_date"),
        ({"tanggal": "2090-01-01"}, "tanggal", "date_in_future"),
        ({"nilai": "banyak"}, "nilai", "not_a_number"),
        ({"penerima": ""}, "penerima", "required"),
        ({"daerah": "99.99"}, "daerah", "district_unknown"),
        ({"nik": "123"}, "nik", "nik_length"),
        ({"nik": "", "ponsel": "", "alamat": " "}, "nik", "mark_required"),
        ({"laporan": "mungkin"}, "laporan", "unknown_choice"),
    ],
)
async def test_a_wrong_cell_is_named_and_nothing_is_written(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer, change: dict[str, str], column: str, code: str
) -> None:
    found = (await send(client, sari, sheet(EXAMPLE, EXAMPLE | {"penerima": "KUB Dua"} | change))).json()
    assert (found["wrong"], found["created"], await kept(db)) == (1, 0, 0)
    assert (column, code) in {(each["column"], each["code"]) for each in found["rows"][1]["errors"]}


async def test_a_national_id_is_neither_kept_nor_repeated(
    client: AsyncClient, db: AsyncSession, sari: factories.TestOfficer
) -> None:
    nik = "1671044409880001"
    answer = await send(client, sari, sheet(EXAMPLE | {"nik": nik, "tanggal": "kemarin"}))
    assert nik not in answer.text
    assert (await send(client, sari, sheet(EXAMPLE | {"nik": nik}))).json()["created"] == 1
    rows = await db.execute(text("SELECT kind, value FROM aid_record_keys"))
    assert nik not in str(rows.all())


async def test_doubles_missing_columns_and_strangers(
    client: AsyncClient, db: AsyncSession, vault: Vault, sari: factories.TestOfficer
) -> None:
    double = (await send(client, sari, sheet(EXAMPLE, EXAMPLE))).json()
    assert double["rows"][1]["errors"][0]["code"] == "row_repeated"
    short = (await send(client, sari, sheet(EXAMPLE, without="nilai"))).json()
    assert (short["code"], "nilai" in short["detail"]) == ("table_columns_missing", True)
    near = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, factories.BANYUASIN)
    assert (await send(client, near, sheet(EXAMPLE))).json()["rows"][0]["errors"][0]["code"] == "district_unknown"
    assert (await send(client, sari, b"")).status_code == 422
    assert (await client.get("/v1/imports/aid/template", headers=sari.headers)).content[:2] == b"PK"


async def test_the_rules_see_what_was_imported(
    client: AsyncClient, db: AsyncSession, vault: Vault, sari: factories.TestOfficer
) -> None:
    """A member's phone and an overdue report of years before (C32, G6)."""
    desk = await office.office(client, db, vault)
    case_id = (await desk.submit()).json()["id"]
    phone = text("SELECT p.phone FROM participants p JOIN group_members m USING (person_id) WHERE m.group_id = :id")
    number = (await db.execute(phone, {"id": desk.group})).scalars().first()
    given = EXAMPLE | {"ponsel": number, "tanggal": "2025-01-15", "laporan": "belum"}
    assert (await send(client, sari, sheet(given))).json()["created"] == 1
    rules = (await client.get(f"/v1/applications/{case_id}/rules", headers=desk.verifier.headers)).json()["findings"]
    assert {each["code"] for each in rules if not each["passed"]} >= {"prior_phone"}


async def test_household_business_number_and_account_are_recognised(
    client: AsyncClient, db: AsyncSession, vault: Vault, sari: factories.TestOfficer
) -> None:
    """C32: the same family, the same NIB, the same account, under other names and in other years."""
    desk = await office.office(client, db, vault)
    card, nib, number = "1671012304050006", "8120 0099 8877 1", "0099-8877-66"
    earlier = EXAMPLE | {
        "ponsel": "",
        "alamat": "",
        "tanggal": str(date.fromisoformat(office.today()) - timedelta(days=200)),
    }
    content = sheet(
        earlier | {"penerima": "KUB A", "kk": card, "nib": ""}, earlier | {"penerima": "KUB B", "nib": nib},
        earlier | {"penerima": "KUB C", "nib": "", "rekening": number},
    )  # fmt: skip
    assert (await send(client, sari, content)).json()["created"] == 3
    case_id = (await desk.submit()).json()["id"]
    member = (await desk.case(case_id))["members"][1]["participant_id"]
    headers = desk.proposer.headers
    path = f"/v1/participants/{member}/family-card"
    assert (await client.put(path, json={"number": "12"}, headers=headers)).status_code == 422
    told = (await client.put(path, json={"number": "1671 0123 0405 0006"}, headers=headers)).json()
    assert told == {"family_last4": "0006"}
    body = {"bank": "Bank Contoh", "number": "0099887766", "holder": "KUB Contoh"}
    await desk.post(f"/v1/groups/{desk.group}/account", body, desk.proposer)
    licence = {"kind": "business_licence", "number": "8120009988771"}
    await client.post(
        f"/v1/groups/{desk.group}/papers", headers=headers, data=licence,
        files={"file": ("nib.jpg", office.photo_with_place(), "image/jpeg")},
    )  # fmt: skip
    found = (await client.get(f"/v1/applications/{case_id}/rules", headers=headers)).json()["findings"]
    broken = {each["code"] for each in found if not each["passed"]}
    assert broken >= {"prior_family", "prior_licence", "prior_account"}
    await expect_unreadable(db, card, "0099887766")


async def expect_unreadable(db: AsyncSession, *numbers: str) -> None:
    stored = (await db.execute(text("SELECT string_agg(value, ' ') FROM aid_record_keys"))).scalar_one()
    assert not any(number in stored for number in numbers)
