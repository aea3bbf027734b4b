"""Letters of invitation and of assignment: to whom, about which days, in whose name."""

from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient, Response
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.course import Course, course


def pages(answer: Response) -> list[str]:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


@pytest.fixture
async def running(client: AsyncClient, db: AsyncSession, vault: Vault) -> Course:
    return await course(client, db, vault, "Rukmini Uji", "Budi Uji", starts_in=20, days=2)


async def letters(running: Course, kind: str, **asked: str) -> Response:
    params = {"session": running.path.rsplit("/", 1)[1], "kind": kind} | asked
    return await running.client.get("/v1/exports/letters", params=params, headers=running.officer.headers)


async def teach(running: Course) -> dict[str, Any]:
    trainer = {"district_code": "16.71", "name": "Aisyah Uji", "institution": "Balai Diklat", "nip": "19800101"}
    headers = running.officer.headers | factories.once()
    made = (await running.client.post("/v1/trainers", json=trainer, headers=headers)).json()
    seen = await running.client.get(f"{running.path}/lessons", headers=running.officer.headers)
    day = (await running.client.get(running.path)).json()["days"][0]["id"]
    lesson = {
        "day_id": day,
        "trainer_id": made["id"],
        "starts_at": "08:30",
        "ends_at": "10:00",
        "topic": "Pola dasar",
    }
    headers = running.officer.headers | {"If-Match": seen.headers["etag"]}
    planned = await running.client.put(f"{running.path}/lessons", json={"lessons": [lesson]}, headers=headers)
    assert planned.status_code == 200, planned.text
    return made


async def test_everyone_with_a_seat_gets_a_page_of_her_own(running: Course) -> None:
    found = pages(await letters(running, "invitation", number="005/UND/2026"))
    assert [("Rukmini Uji" in page, "Budi Uji" in page) for page in found] == [(False, True), (True, False)]
    session = (await running.client.get(running.path)).json()
    for said in ("Nomor: 005/UND/2026", session["venue"], "08.00–16.00 WIB", "tidak dipungut biaya"):
        assert said in found[0], said
    history = (await running.client.get(f"{running.path}/history", headers=running.officer.headers)).json()["items"]
    assert history[0]["name"] == "letters.printed"


async def test_one_letter_alone_and_a_line_for_the_number(running: Course) -> None:
    rows = (await running.sheet())["rows"]
    [page] = pages(await letters(running, "invitation", only=rows[1]["registration_id"]))
    assert rows[1]["name"] in page
    assert "Nomor: . . ." in page


async def test_trainers_are_told_their_own_hours(running: Course) -> None:
    assert (await letters(running, "assignment")).json()["code"] == "nobody_to_write_to"
    await teach(running)
    [page] = pages(await letters(running, "assignment"))
    for said in ("SURAT TUGAS", "Aisyah Uji", "NIP", "19800101", "08.30–10.00 WIB", "Pola dasar"):
        assert said in page, said


async def test_no_letter_while_the_day_is_not_certain(running: Course, db: AsyncSession) -> None:
    await factories.by_hand(db, "UPDATE sessions SET status = 'postponed', status_reason = 'Banjir'")
    assert (await letters(running, "invitation")).json()["code"] == "no_date_to_write"


async def test_what_people_type_is_text(running: Course, db: AsyncSession) -> None:
    await db.execute(text("UPDATE registrations SET name = '#panic() *tebal* $x$' WHERE name = 'Budi Uji'"))
    found = pages(await letters(running, "invitation", number='#sys.inputs "'))
    assert any("#panic() *tebal* $x$" in page and '#sys.inputs "' in page for page in found)
