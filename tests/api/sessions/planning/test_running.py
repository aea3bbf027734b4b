"""From attendance to certificate."""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.course import Course, course

WRITTEN = ("attendance.changed", "attendance.marked")


async def test_enough_days_earn_a_certificate_and_too_few_do_not(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "A lulus", "B kurang", "C tidak datang")
    assert (await running.mark_days(4, 3, 0)).status_code == 200
    done = await running.move("complete")
    assert (done.status_code, done.json()["status"]) == (200, "completed"), done.text
    people = (await client.get("/v1/participants", headers=running.officer.headers)).json()["items"]
    pages = [
        (await client.get(f"/v1/participants/{each['id']}", headers=running.officer.headers)).json()
        for each in people
    ]
    found = [(page["name"], page["registrations"][0]) for page in pages]
    assert [(name, each["status"], each["present_days"]) for name, each in found] == [
        ("A lulus", "completed", 4), ("B kurang", "not_completed", 3), ("C tidak datang", "no_show", 0),
    ]  # fmt: skip
    assert [bool(each["certificate_number"]) for _, each in found] == [True, False, False]


async def test_certificate_numbers_have_no_gaps_and_can_be_checked_by_anyone(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    for round_number in range(2):
        running = await course(client, db, vault, f"Satu {round_number}", f"Dua {round_number}")
        await running.mark_days(5, 5)
        await running.move("complete")
    people = (await client.get("/v1/participants", headers=running.officer.headers)).json()["items"]
    numbers = []
    for each in people:
        page = (await client.get(f"/v1/participants/{each['id']}", headers=running.officer.headers)).json()
        numbers.append(page["registrations"][0]["certificate_number"])
    assert sorted(int(each.rsplit("/", 1)[1]) for each in numbers) == [1, 2, 3, 4]


async def test_the_receipt_leads_to_the_certificate(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, starts_in=-1, days=2), await factories.officer(db, vault)
    body = factories.registration(session.id)
    receipt = (await factories.register(client, body)).json()
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    await factories.move(client, officer, rows[0]["id"], "accept")
    running = Course(client, officer, session.id, await factories.officer(db, vault))
    await running.mark_days(2)
    await running.move("complete")
    secret = {"Receipt-Secret": receipt["secret"]}
    shown = (await client.get(f"/v1/receipts/{receipt['number']}", headers=secret)).json()
    assert [step["step"] for step in shown["timeline"]] == ["received", "accepted", "attending", "completed"]
    checked = await client.get(f"/v1/certificates/{shown['certificate']['code'].lower()}")
    assert (checked.status_code, checked.json()["status"], checked.json()["name"]) == (200, "valid", body["name"])
    assert set(checked.json()) == {"number", "name", "session", "district", "issued_at", "status"}
    assert (await client.get("/v1/certificates/AAAABBBBCCCC")).status_code == 404
    await the_paper_is_there_until_it_is_revoked(client, officer, shown["certificate"]["code"])


async def the_paper_is_there_until_it_is_revoked(
    client: AsyncClient, officer: factories.TestOfficer, code: str
) -> None:
    paper = await client.get(f"/v1/certificates/{code}/paper")
    assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF-")
    path, body = f"/v1/certificates/{code}/revocations", {"reason": "Salah orang"}
    assert (await client.post(path, json=body, headers=officer.headers)).status_code == 204
    refused = await client.get(f"/v1/certificates/{code}/paper")
    assert (refused.status_code, refused.json()["code"]) == (409, "certificate_revoked")


async def test_a_day_that_has_not_come_cannot_be_marked(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "Awal", starts_in=0, days=2)
    sheet = await running.sheet()
    assert [day["markable"] for day in sheet["days"]] == [True, False]
    refused = await running.mark_days(2)
    assert (refused.status_code, refused.json()["code"]) == (409, "day_not_reached")
    assert (await running.sheet())["rows"][0]["marks"] == {}


async def test_completing_waits_for_every_mark(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "Belum ditandai")
    refused = await running.move("complete")
    assert (refused.status_code, refused.json()["code"]) == (409, "marks_missing")
    detail = (await client.get(running.path, headers=running.officer.headers)).json()
    assert {
        "action": "complete",
        "code": "marks_missing",
        "reason": "Masih ada 5 kehadiran yang belum dicatat.",
    } in detail["unavailable_actions"]


async def test_completing_waits_for_undecided_people_and_the_last_day(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Diterima", starts_in=-1, days=2)
    await factories.register(client, factories.registration(running.path.rsplit("/", 1)[1]))
    await running.mark_days(2)
    assert (await running.move("complete")).json()["code"] == "undecided_registrations"
    ahead = await course(client, db, vault, "Nanti", starts_in=0, days=3)
    assert (await ahead.move("complete")).json()["code"] == "days_ahead"


async def test_an_excuse_needs_a_reason_and_a_sheet_is_all_or_nothing(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Izin", starts_in=-1, days=2)
    sheet = await running.sheet()
    cells = [{"registration_id": sheet["rows"][0]["registration_id"], "day_id": day["id"]} for day in sheet["days"]]
    refused = await running.mark([cells[0] | {"mark": "present"}, cells[1] | {"mark": "excused"}])
    assert refused.json()["code"] == "excuse_needs_reason"
    assert (await running.sheet())["rows"][0]["marks"] == {}
    kept = await running.mark([cells[0] | {"mark": "present"}, cells[1] | {"mark": "excused", "reason": "Sakit"}])
    assert kept.json()["rows"][0]["marks"][cells[1]["day_id"]] == {"mark": "excused", "reason": "Sakit"}


async def test_two_officers_cannot_overwrite_each_other(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "Satu", starts_in=-1, days=2)
    seen = (await running.sheet())["version"]
    await running.mark_days(2)
    sheet = await running.sheet()
    cell = {
        "registration_id": sheet["rows"][0]["registration_id"],
        "day_id": sheet["days"][0]["id"],
        "mark": "absent",
    }
    assert (await running.mark([cell], version=seen)).status_code == 412


async def test_a_changed_mark_leaves_both_marks_in_the_history(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Berubah", starts_in=-1, days=2)
    await running.mark_days(2)
    await running.mark_days(1)
    registration_id = (await running.sheet())["rows"][0]["registration_id"]
    path = f"/v1/registrations/{registration_id}/history"
    history = (await client.get(path, headers=running.officer.headers)).json()["items"]
    marks = [(each["name"], each["before"], each["after"]) for each in history if each["name"] in WRITTEN]
    assert marks == [
        ("attendance.changed", "present", "absent"),
        ("attendance.marked", None, "present"),
        ("attendance.marked", None, "present"),
    ]


async def test_whoever_still_waits_at_the_end_is_told_it_is_over(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=1, starts_in=-1, days=2), await factories.officer(db, vault)
    receipts = [(await factories.register(client, factories.registration(session.id))).json() for _ in range(2)]
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    await factories.move(client, officer, rows[0]["id"], "accept")
    running = Course(client, officer, session.id, await factories.officer(db, vault))
    await running.mark_days(2)
    await running.move("complete")
    secret = {"Receipt-Secret": receipts[1]["secret"]}
    shown = (await client.get(f"/v1/receipts/{receipts[1]['number']}", headers=secret)).json()
    assert shown["status"] == "closed_unserved"
