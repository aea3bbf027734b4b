"""Bad input: a clear answer for each, nothing echoed, nothing half-saved."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.idempotency import IdempotencyKey
from bimtek_api.events.models import Event
from bimtek_api.identities.models import Identity
from bimtek_api.sessions.enrolment.registrations.models import Registration
from tests import factories

TOMORROW = str(date.today() + timedelta(days=2))  # noqa: DTZ011
WRONG: list[tuple[str, Any, str, str]] = [
    ("nik", "199719944098800", "/nik", "nik_length"),
    ("nik", "19971994409880033", "/nik", "nik_length"),
    ("nik", "997199440988٠٠٣٣", "/nik", "nik_digits"),
    ("nik", "９９７１９９４４０９８８００３３", "/nik", "nik_digits"),
    ("nik", "997199440988003a", "/nik", "nik_digits"),
    ("nik", "9971994409880033\n", "/nik", "nik_digits"),
    ("nik", "9.97E+15", "/nik", "nik_digits"),
    ("nik", 9971994409880033, "/nik", "nik_not_text"),
    ("nik", None, "/nik", "nik_not_text"),
    ("nik", "0", "/nik", "nik_placeholder"),
    ("nik", "-", "/nik", "nik_placeholder"),
    ("nik", "1111111111111111", "/nik", "nik_placeholder"),
    ("nik", "1234567890123456", "/nik", "nik_placeholder"),
    ("name", "  ", "/name", "required"),
    ("name", "Sum\x00arni", "/name", "text_characters"),
    ("name", "Sum\u202earni", "/name", "text_characters"),
    ("name", "a" * 121, "/name", "too_long"),
    ("name", 5, "/name", "not_text"),
    ("phone", "711000", "/phone", "phone_unknown"),
    ("phone", "+1 212 555 1212", "/phone", "phone_unknown"),
    ("email", "bukan surel", "/email", "email_unknown"),
    ("birth_date", TOMORROW, "/birth_date", "birth_in_future"),
    ("birth_date", "1890-01-01", "/birth_date", "birth_too_old"),
    ("birth_date", "1990-02-30", "/birth_date", "not_a_date"),
    ("sex", "x", "/sex", "unknown_choice"),
    ("district_code", "99.99", "/district_code", "district_unknown"),
    ("district_code", "16.71.01", "/district_code", "district_unknown"),
    ("subdistrict_code", "16.07.01", "/subdistrict_code", "subdistrict_unknown"),
    ("village_code", "16.07.01.1016", "/village_code", "village_unknown"),
    ("trade", "mining", "/trade", "unknown_choice"),
    ("equipment_needs", ["rocket"], "/equipment_needs/0", "unknown_choice"),
    ("equipment_note", "x" * 2001, "/equipment_note", "too_long"),
    ("status", "confirmed", "/status", "unknown_field"),
    ("person_id", "01a211c7-4060-72e6-91e6-99af481a3e9b", "/person_id", "unknown_field"),
]


async def made(db: AsyncSession) -> list[int]:
    tables = (Registration, Identity, IdempotencyKey)
    return [(await db.execute(select(func.count()).select_from(table))).scalar_one() for table in tables]


@pytest.mark.parametrize(("field", "value", "pointer", "code"), WRONG)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    client: AsyncClient, db: AsyncSession, field: str, value: Any, pointer: str, code: str
) -> None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id) | {field: value})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "invalid"), problem
    assert answer.headers["content-type"] == "application/problem+json"
    assert (pointer, code) in [(each["pointer"], each["code"]) for each in problem["errors"]], problem
    assert all(each["detail"] for each in problem["errors"])
    assert await made(db) == [0, 0, 0]


async def test_a_problem_never_repeats_what_was_sent(
    client: AsyncClient, db: AsyncSession, capfd: pytest.CaptureFixture
) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id)
    secret = body["nik"]
    del body["name"]
    answer = await factories.register(client, body | {"phone": "rahasia-711"})
    logged = capfd.readouterr()
    for text in (answer.text, str(answer.headers), logged.out, logged.err):
        assert secret not in text
        assert "rahasia-711" not in text


async def test_errors_speak_english_to_those_who_ask_for_it(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id, nik="199719944098800")
    english = await factories.register(client, body, **{"Accept-Language": "en"})
    indonesian = await factories.register(client, body)
    assert english.json()["errors"][0]["detail"] == "A NIK has 16 digits. You wrote 15."
    assert indonesian.json()["errors"][0]["detail"] == "NIK harus 16 angka. Anda menulis 15."


async def test_broken_json_is_a_problem(client: AsyncClient) -> None:
    answer = await client.post("/v1/registrations", content=b'{"nik": "1', headers=factories.once())
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not_json")


async def test_a_huge_body_is_refused_before_it_is_read(client: AsyncClient) -> None:
    answer = await client.post("/v1/registrations", content=b"x" * 1_000_001, headers=factories.once())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_huge_body_without_a_length_is_refused_too(client: AsyncClient) -> None:
    async def endless() -> Any:
        for _ in range(40):
            yield b"x" * 50_000

    answer = await client.post("/v1/registrations", content=endless(), headers=factories.once())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "path", ["/v1/sessions?cursor=AAAA", "/v1/sessions?limit=99999999999999999999", "/v1/sessions?limit=0"]
)
async def test_a_bad_page_is_a_problem(client: AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_checking_names_every_fault_and_writes_nothing(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = {"session_id": str(session.id), "nik": "1", "district_code": "16.71", "subdistrict_code": "16.07.01"}
    answer = await client.post("/v1/registrations/checks", json=body | {"village_code": "16.71.01.1001"})
    found = {each["pointer"]: each["code"] for each in answer.json()["errors"]}
    assert answer.status_code == 200
    assert found["/nik"] == "nik_length"
    assert found["/name"] == "required"
    assert found["/subdistrict_code"] == "subdistrict_unknown"
    assert await made(db) == [0, 0, 0]


async def test_checking_a_right_body_finds_nothing(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    answer = await client.post("/v1/registrations/checks", json=factories.registration(session.id))
    assert answer.json() == {"errors": []}


@pytest.mark.parametrize(
    "name", ["Suharto", "Nur'aini", "Dr. H. Ahmad bin Umar, S.H., M.Si.", "A", "a" * 120, "René"]
)
async def test_names_are_kept_as_typed(client: AsyncClient, db: AsyncSession, name: str) -> None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id, name=name))
    assert answer.json()["name"] == name


async def test_composed_and_decomposed_names_are_one(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id, name="Rene\u0301\u200b\u00a0Nur"))
    assert answer.json()["name"] == "René Nur"


async def test_nothing_of_a_refused_request_stays_in_the_history(client: AsyncClient, db: AsyncSession) -> None:
    await factories.register(client, factories.registration(uuid4()))
    assert (await db.execute(select(func.count()).select_from(Event))).scalar_one() == 0


async def test_a_form_that_cannot_be_read_has_a_code_of_its_own(client: AsyncClient) -> None:
    answer = await client.put(
        f"/v1/registrations/{uuid4()}/files/shop", content=b"x", headers={"Content-Type": "multipart/form-data"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable_request")


@pytest.mark.parametrize(("time", "status"), [("14:59", 422), ("15:01", 201)])
async def test_a_birth_date_is_judged_by_the_day_where_the_session_is(
    client: AsyncClient, db: AsyncSession, at: Any, time: str, status: int
) -> None:
    """integrity.md 7: in Jayapura it is tomorrow at 15.00 UTC already, whatever the server's own day is."""
    session = await factories.session(db, eligibility={"min_age": 0})
    await factories.by_hand(db, f"UPDATE sessions SET zone = 'WIT' WHERE id = '{session.id}'")
    day = (session.opens_at + timedelta(days=40)).date()
    await at(f"{day}T{time}:00Z")
    body = factories.registration(session.id, birth_date=str(day + timedelta(days=1)))
    answer = await factories.register(client, body)
    assert answer.status_code == status, answer.text
