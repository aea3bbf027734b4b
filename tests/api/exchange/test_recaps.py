"""The allowance list and the report of a session: what they count, and that every print is noted."""

import csv
from io import BytesIO, StringIO

from httpx import AsyncClient
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.sessions.course import Course, course


async def paid_course(client: AsyncClient, db: AsyncSession, vault: Vault) -> Course:
    running = await course(client, db, vault, "A hadir", "B sekali", "C tidak")
    await db.execute(text("UPDATE sessions SET allowance_rupiah = 110000"))
    await running.mark_days(5, 1, 0)
    return running


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


async def test_what_is_paid_is_days_present_times_the_rate(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await paid_course(client, db, vault)
    session = running.path.rsplit("/", 1)[1]
    asked = {"session": session, "format": "csv"}
    answer = await client.get("/v1/exports/allowance", params=asked, headers=running.officer.headers)
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row[1], row[2][:2], *row[3:]) for row in rows[1:]] == [
        ("A hadir", "••", "5", "110000", "550000"), ("B sekali", "••", "1", "110000", "110000"),
    ]  # fmt: skip
    paper = await client.get(f"/v1/exports/allowance?session={session}", headers=running.officer.headers)
    printed = words(paper.content)
    assert "660.000" in printed
    assert "enam ratus enam puluh ribu rupiah" in printed
    assert "C tidak" not in printed
    history = await client.get(f"{running.path}/history", headers=running.officer.headers)
    assert [each["name"] for each in history.json()["items"]][:2] == ["allowance.exported", "allowance.exported"]


async def test_the_report_counts_people_days_and_results(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await paid_course(client, db, vault)
    await running.move("complete")
    session = running.path.rsplit("/", 1)[1]
    answer = await client.get(f"/v1/exports/recap?session={session}", headers=running.officer.headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    printed = words(answer.content)
    for said in (
        "LAPORAN KEGIATAN PELATIHAN", "Mendaftar 3 orang", "diterima 3 orang, di antaranya 3 perempuan",
        "menerima sertifikat: 1 orang", "Tidak selesai: 1 orang", "Tidak datang: 1 orang", "67 %",
        "Jadwal pelajaran tidak dicatat",
    ):  # fmt: skip
        assert said in printed, said
