"""Lists as files: text cells, masked ids, only one's own districts, noted (cases 10, 21, 23)."""

import csv
from datetime import date, time
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from httpx import AsyncClient
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.i18n import language
from bimtek_api.exchange.exports import documents
from bimtek_api.sessions.attendance.attendance.models import Attendance, Mark
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import MeetingDay
from tests import factories

FORMULA = '=HYPERLINK("https://jahat.example","klik")'


def read(kind: str, content: bytes) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert all(isinstance(cell, str) for row in cells for cell in row), "a cell is not text"
    return cells


async def filled(client: AsyncClient, db: AsyncSession, **changes: object) -> tuple[str, dict]:
    session = await factories.session(db, starts_in=-1, days=2, moderated=False)
    body = factories.registration(session.id, **changes)
    assert (await factories.register(client, body)).status_code == 201
    return str(session.id), body


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_typed_formula_stays_text_and_the_id_masked(
    client: AsyncClient, db: AsyncSession, vault: Vault, kind: str
) -> None:
    officer = await factories.present(db, vault)
    session_id, body = await filled(client, db, business_name=FORMULA)
    asked = {"session": session_id, "format": kind}
    answer = await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)
    assert answer.status_code == 200
    assert f'filename="pendaftaran.{kind}"' in answer.headers["content-disposition"]
    head, row = read(kind, answer.content)
    told = dict(zip(head, row, strict=True))
    assert told["Nama usaha"] == ("'" if kind == "csv" else "") + FORMULA
    assert told["NIK"] == "••••••••••••" + body["nik"][-4:]
    assert told["Ponsel"] == body["phone"]
    assert told["Waktu mendaftar"].endswith(" WIB")
    assert body["nik"] not in answer.text
    noted = await db.execute(text("SELECT data FROM events WHERE name = 'registrations.exported'"))
    assert noted.scalar_one() == {"rows": 1, "format": kind}


async def test_a_sessions_export_stands_in_its_districts_history(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    wide = await factories.present(db, vault, Role.PROGRAMME_OFFICER, None)
    session_id, _ = await filled(client, db)
    answer = await client.get("/v1/exports/registrations", params={"session": session_id}, headers=wide.headers)
    assert answer.status_code == 200
    noted = await db.execute(
        text("SELECT subject_id, district_code FROM events WHERE name = 'registrations.exported'")
    )
    assert [(str(each.subject_id), each.district_code) for each in noted] == [(session_id, factories.PALEMBANG)]
    nowhere = await client.get("/v1/exports/registrations", params={"session": str(uuid4())}, headers=wide.headers)
    assert nowhere.status_code == 404


async def test_the_filters_are_those_of_the_table(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.present(db, vault)
    session_id, body = await filled(client, db)
    await factories.register(client, factories.registration(session_id))
    for asked, count in (({"q": body["name"]}, 1), ({"status": "confirmed"}, 2), ({"status": "rejected"}, 0)):
        answer = await client.get(
            "/v1/exports/registrations", params=asked | {"session": session_id}, headers=officer.headers
        )
        assert len(read("csv", answer.content)) == 1 + count


async def test_another_districts_rows_are_not_there(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    stranger = await factories.present(db, vault, region=factories.BANYUASIN)
    session_id, body = await filled(client, db)
    answer = await client.get("/v1/exports/registrations", headers=stranger.headers)
    assert body["name"] not in answer.text
    for kind in ("csv", "xlsx", "pdf"):
        asked = {"session": session_id, "format": kind}
        refused = await client.get("/v1/exports/attendance", params=asked, headers=stranger.headers)
        assert refused.status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_attendance_has_a_column_per_day(
    client: AsyncClient, db: AsyncSession, vault: Vault, kind: str
) -> None:
    officer = await factories.present(db, vault)
    session_id, body = await filled(client, db)
    path = f"/v1/sessions/{session_id}/attendance"
    sheet = (await client.get(path, headers=officer.headers)).json()
    mark = {"registration_id": sheet["rows"][0]["registration_id"], "day_id": sheet["days"][1]["id"], "mark": "late"}
    headers = officer.headers | {"If-Match": f'"{sheet["version"]}"'}
    assert (await client.put(path, json={"marks": [mark]}, headers=headers)).status_code == 200
    asked = {"session": session_id, "format": kind}
    answer = await client.get("/v1/exports/attendance", params=asked, headers=officer.headers)
    head, row = read(kind, answer.content)
    assert head[3:] == [sheet["days"][0]["date"], sheet["days"][1]["date"], "Hari hadir"]
    assert row[1:] == [body["name"], "••••••••••••" + body["nik"][-4:], "", "Terlambat", "1"]


async def test_the_list_to_sign_is_a_pdf(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.present(db, vault)
    session_id, _ = await filled(client, db)
    asked = {"session": session_id, "format": "pdf"}
    answer = await client.get("/v1/exports/attendance", params=asked, headers=officer.headers)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


async def test_the_list_to_sign_is_indonesian_for_every_reader() -> None:
    day = MeetingDay(id=uuid4(), date=date(2026, 12, 1), starts_at=time(8), ends_at=time(16))
    marks = {day.id: Attendance(mark=Mark.LATE)}
    kept = language.set("en")
    row = documents.person(1, Registration(name="Sumarni", nik_last4="0001"), [day], marks)
    language.reset(kept)
    assert row["cells"] == ["Terlambat"]


async def test_more_rows_than_a_sheet_holds_are_refused_not_cut(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.present(db, vault)
    session_id, _ = await filled(client, db)
    await factories.register(client, factories.registration(session_id))
    asked = {"most": "2"}
    assert (await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)).is_success
    asked["most"] = "1"
    answer = await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_rows")


async def test_a_session_s_own_questions_are_columns_whatever_version_was_answered(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.present(db, vault)
    path = f"/v1/sessions/{session.id}/form"
    power = {"key": "power", "kind": "yes_no", "label": "=Listrik?", "required": False}
    note = {"key": "note", "kind": "text", "label": "Catatan", "required": False}
    for version, questions in enumerate(([note], [power | {"label": "Ada listrik?"}], [power]), start=1):
        seen = (await client.get(path)).headers["etag"]
        body = {"questions": questions}
        assert (await client.put(path, json=body, headers=officer.headers | {"If-Match": seen})).status_code == 200
        answers = {"note": FORMULA} if version == 1 else {"power": version == 2}
        new = factories.registration(session.id, form_version=version, answers=answers)
        assert (await factories.register(client, new)).status_code == 201
    asked = {"session": str(session.id), "format": "xlsx"}
    answer = await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)
    head, *rows = read("xlsx", answer.content)
    assert head[-2:] == ["=Listrik?", "Catatan"]
    assert [row[-2:] for row in rows] == [["", FORMULA], ["Ya", ""], ["Tidak", ""]]
    asked["format"] = "csv"
    answer = await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)
    assert read("csv", answer.content)[0][-2] == "'=Listrik?"
    everything = await client.get("/v1/exports/registrations", headers=officer.headers)
    assert "Listrik" not in everything.text, "questions of different sessions do not mix"


async def test_the_file_holds_the_rows_the_filters_leave(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.present(db, vault)
    await factories.register(client, factories.registration(session.id))
    for name, value in (("file_missing", "true"), ("delegation", str(uuid4()))):
        asked = {"session": str(session.id), name: value}
        answer = await client.get("/v1/exports/registrations", params=asked, headers=officer.headers)
        assert len(read("csv", answer.content)) == 1, f"{name} is not heard"


@pytest.mark.parametrize("path", ["exports/registrations?format=csv", "exports/grants/applications?format=csv"])
async def test_a_whole_list_leaves_only_after_a_fresh_code(
    client: AsyncClient, db: AsyncSession, vault: Vault, path: str
) -> None:
    officer = await factories.officer(db, vault)
    refused = await client.get(f"/v1/{path}", headers=officer.headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    asked = await client.post("/v1/export-jobs", json={"format": "csv"}, headers=officer.headers)
    assert asked.json()["code"] == "step_up_required"
    shown = {"code": officer.totp.now()}
    assert (await client.post("/v1/logins/current/step-ups", json=shown, headers=officer.headers)).status_code == 204
    assert (await client.get(f"/v1/{path}", headers=officer.headers)).status_code == 200


@pytest.mark.parametrize("odd", ["\\u0000", "a\\u0000b", "\\ud800"])
async def test_what_no_text_holds_is_searched_for_without_it(
    client: AsyncClient, db: AsyncSession, vault: Vault, odd: str
) -> None:
    """NUL and half a character reach the API only inside JSON."""
    officer = await factories.present(db, vault)
    headers = officer.headers | {"Content-Type": "application/json"}
    asked = await client.post("/v1/export-jobs", content=f'{{"format": "csv", "q": "{odd}"}}', headers=headers)
    assert asked.status_code == 202, asked.text


@pytest.mark.parametrize("path", ["officers", "participants", "registrations", "sessions", "groups", "applications"])
async def test_a_nul_in_a_search_is_no_fault(client: AsyncClient, db: AsyncSession, vault: Vault, path: str) -> None:
    role = Role.ADMINISTRATOR if path == "officers" else Role.DISTRICT_OFFICER
    who = await factories.officer(db, vault, role, None)
    assert (await client.get(f"/v1/{path}?q=a%00b", headers=who.headers)).status_code == 200
