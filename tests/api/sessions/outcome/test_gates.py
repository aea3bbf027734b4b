"""The hard gates of the training half, through the API and by direct SQL as the application's own role."""

import csv
import re
from io import BytesIO, StringIO

from httpx import AsyncClient
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import refused_by_the_database
from tests.api.sessions.course import Course, course

RATE = 110_000


async def paid(running: Course) -> list[tuple[str, int, int]]:
    """Name, days and rupiah of each line of the allowance list."""
    asked = {"session": running.path.rsplit("/", 1)[1], "format": "csv"}
    answer = await running.client.get("/v1/exports/allowance", params=asked, headers=running.officer.headers)
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]
    return [(row[1], int(row[3]), int(row[5])) for row in rows]


async def test_g12_a_day_that_is_over_is_paid_once_a_second_officer_agreed(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """Invented presence: yesterday's marks of one officer alone bring no money; the days present are what is paid."""
    running = await course(client, db, vault, "Aminah", starts_in=-1, days=2)
    await db.execute(text("UPDATE sessions SET allowance_rupiah = :rate"), {"rate": RATE})
    sheet = await running.sheet()
    who = sheet["rows"][0]["registration_id"]
    marks = [{"registration_id": who, "day_id": day["id"], "mark": "present"} for day in sheet["days"]]
    assert (await running.mark(marks)).status_code == 200
    assert await paid(running) == [("Aminah", 1, RATE)], "yesterday waits for somebody else"
    assert [each["code"] for each in await running.confirm(who=running.officer)] == ["own_correction"]
    alone = "UPDATE attendance_corrections SET status = 'approved', decided_by = proposed_by, decided_at = now()"
    assert "ck_attendance_corrections_two_people" in await refused_by_the_database(db, alone)
    assert [each["outcome"] for each in await running.confirm()] == ["done"]
    assert await paid(running) == [("Aminah", 2, 2 * RATE)]


async def test_g12_every_mark_says_who_made_it_and_when(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    """The time is the database's, not the caller's."""
    running = await course(client, db, vault, "Aminah", starts_in=0, days=1)
    sheet = await running.sheet()
    mark = {"registration_id": sheet["rows"][0]["registration_id"], "day_id": sheet["days"][0]["id"]}
    forged = mark | {"mark": "present", "marked_at": "2026-01-01T00:00:00Z"}
    assert (await running.mark([forged])).status_code == 422
    assert (await running.mark([mark | {"mark": "present"}])).status_code == 200
    kept = await db.execute(text("SELECT marked_by, bimtek_now() - marked_at < interval '1 minute' FROM attendance"))
    assert [tuple(each) for each in kept] == [(running.officer.id, True)]


async def test_g12_who_comes_from_elsewhere_is_flagged(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    body = factories.registration(session.id, district=factories.BANYUASIN)
    assert (await factories.register(client, body)).status_code == 201
    (row,) = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    assert [each["code"] for each in row["warnings"]] == ["out_of_district"]


async def test_g13_a_certificate_is_checked_by_anyone_and_bears_no_id_number(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Aminah", starts_in=0, days=1)
    await running.mark_days(1)
    assert (await running.move("complete")).status_code == 200
    (made,) = (await client.get(f"{running.path}/certificates", headers=running.officer.headers)).json()["items"]
    seen = await client.get(f"/v1/certificates/{made['code']}")
    assert (seen.json()["number"], seen.json()["name"], seen.json()["status"]) == (made["number"], "Aminah", "valid")
    paper = await client.get(f"/v1/certificates/{made['code']}/paper")
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert made["number"] in printed
    for shown in (seen.text, printed):
        assert not re.search(r"\d{16}", re.sub(r"[\s.]", "", shown))
        assert "NIK" not in shown
    forged = made["code"][::-1]
    assert (await client.get(f"/v1/certificates/{forged}")).status_code == 404


async def test_g13_the_database_keeps_one_valid_certificate_each_and_its_number_once(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Aminah", starts_in=0, days=1)
    await running.mark_days(1)
    await running.move("complete")
    copy = "INSERT INTO certificates (number, code, registration_id, name) SELECT {}, registration_id, name"
    for columns, wall in (
        ("number, 'XXXXXXXXXXXX'", "uq_certificates_number"),
        ("'SRT/1671/2026/999999', code", "uq_certificates_code"),
        ("'SRT/1671/2026/999999', 'XXXXXXXXXXXX'", "uq_certificates_valid"),
    ):
        assert wall in await refused_by_the_database(db, f"{copy.format(columns)} FROM certificates")
    assert "permission denied" in await refused_by_the_database(db, "DELETE FROM certificates")
