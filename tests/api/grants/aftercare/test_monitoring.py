"""Visits by plan, the accountability report, and what an overdue report stops (G6)."""

from datetime import date, timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, give_role, photo_with_place, refused_by_the_database, today, wait


async def delivered(desk: Office) -> str:
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    return case_id


async def aftercare(desk: Office, case_id: str) -> dict[str, Any]:
    return (await desk.client.get(f"/v1/applications/{case_id}/aftercare", headers=desk.proposer.headers)).json()


async def visit(desk: Office, visit_id: str) -> dict[str, Any]:
    return (await desk.client.get(f"/v1/visits/{visit_id}", headers=desk.proposer.headers)).json()


async def report(
    desk: Office, found: dict[str, Any], who: factories.TestOfficer | None = None, **body: Any
) -> Response:
    """Everything is in use, unless `body` says otherwise."""
    findings = [{"asset_id": each["asset_id"], "status": "in_use"} for each in found["findings"]]
    content = {"visited_on": today(), "workers": 7, "turnover_rupiah": 12_500_000, "findings": findings} | body
    return await desk.post(f"/v1/visits/{found['id']}/reports", content, who or desk.proposer, found["version"])


async def step(desk: Office, found: dict[str, Any], action: str, who: factories.TestOfficer, **body: Any) -> Response:
    content = {"action": action, "note": "Sudah dibaca."} | body
    return await desk.post(f"/v1/visits/{found['id']}/transitions", content, who, found["version"])


async def test_a_handover_plans_the_visits_and_the_report(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    plan = await aftercare(desk, case_id)
    day = date.fromisoformat(today())
    assert [each["months"] for each in plan["visits"]] == [0, 3, 6, 12, 24]
    assert plan["visits"][0]["due_on"] == str(day + timedelta(days=14))
    assert plan["visits"][3]["due_on"][:7] == f"{day.year + 1}-{day.month:02d}"
    assert (plan["report"]["due_on"], plan["report"]["status"]) == (str(day + timedelta(days=90)), "due")
    known = text("SELECT report_due_on FROM aid_records WHERE case_id = :case")
    assert (await db.execute(known, {"case": case_id})).scalar_one() == day + timedelta(days=90), "for the rules (G6)"


async def test_a_visit_tells_of_every_machine_and_changes_its_state(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    day = await wait(db, 70)
    found = await visit(desk, (await aftercare(desk, case_id))["visits"][1]["id"])
    assert len(found["findings"]) == 16
    short = await report(desk, found, findings=[], visited_on=day)
    assert (short.status_code, short.json()["code"]) == (409, "every_machine")
    early = await report(desk, found, visited_on="2020-01-01")
    assert early.json()["code"] == "visit_not_open"
    assert (await report(desk, found, visited_on="2090-01-01")).json()["errors"][0]["code"] == "date_in_future"
    assert (await report(desk, found, workers=-1, visited_on=day)).status_code == 422
    findings = [
        {"asset_id": each["asset_id"], "status": "broken" if at == 0 else "in_use"}
        for at, each in enumerate(found["findings"])
    ]
    done = await report(desk, found, findings=findings, visited_on=day, note="Satu mesin rusak.")
    assert (done.status_code, done.json()["status"]) == (201, "submitted")
    broken = found["findings"][0]["asset_id"]
    asset = (await desk.client.get(f"/v1/assets/{broken}", headers=desk.proposer.headers)).json()
    assert asset["status"] == "broken"


async def test_a_machine_the_group_no_longer_has_is_not_asked_for(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    one = (await aftercare(desk, case_id))["visits"][0]["id"]
    gone = (await visit(desk, one))["findings"][0]["asset_id"]
    await db.execute(text("UPDATE assets SET status = 'recalled' WHERE id = :id"), {"id": gone})
    found = await visit(desk, one)
    assert gone not in {each["asset_id"] for each in found["findings"]}
    assert (await report(desk, found)).status_code == 201


async def test_another_officer_accepts_or_returns(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    found = (await report(desk, await visit(desk, (await aftercare(desk, case_id))["visits"][0]["id"]))).json()
    await give_role(db, desk.proposer, office.ROLES["verifier"])
    assert (await step(desk, found, "accept", desk.proposer)).json()["code"] == "accepts_own_report"
    own = "UPDATE monitoring_visits SET decided_by = visited_by WHERE visited_by IS NOT NULL"
    assert "two_people" in await refused_by_the_database(db, own)
    assert (await step(desk, found, "return", desk.verifier, note=" ")).json()["code"] == "reason_required"
    found = (await step(desk, found, "return", desk.verifier)).json()
    assert (found["status"], found["decision_note"]) == ("returned", "Sudah dibaca.")
    found = (await report(desk, found, workers=8)).json()
    assert (await step(desk, found, "accept", desk.verifier)).json()["status"] == "accepted"


async def test_a_visit_is_skipped_with_a_reason_and_planned_again(desk: Office) -> None:
    case_id = await delivered(desk)
    found = await visit(desk, (await aftercare(desk, case_id))["visits"][2]["id"])
    assert (await step(desk, found, "skip", desk.proposer, note=None)).json()["code"] == "reason_required"
    found = (await step(desk, found, "skip", desk.proposer)).json()
    assert (await report(desk, found)).json()["code"] == "wrong_step"
    assert (await step(desk, found, "restore", desk.proposer)).json()["status"] == "due"


async def test_many_visits_are_accepted_at_once_each_judged_alone(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    day = await wait(db, 70)
    plan = (await aftercare(desk, case_id))["visits"]
    done = [(await report(desk, await visit(desk, each["id"]), visited_on=day)).json() for each in plan[:2]]
    items = [{"visit_id": each["id"], "version": each["version"]} for each in (*done, plan[4])]
    many = await desk.post("/v1/visits/decisions", {"action": "accept", "items": items}, desk.verifier)
    assert [(each["outcome"], each["code"]) for each in many.json()["items"]] == [
        ("done", None), ("done", None), ("skipped", "wrong_step"),
    ]  # fmt: skip


async def test_a_photo_of_a_visit_tells_no_place(desk: Office) -> None:
    found = (await aftercare(desk, await delivered(desk)))["visits"][0]
    path, files = f"/v1/visits/{found['id']}/photos", {"photo": ("x.jpg", photo_with_place())}
    kept = await desk.client.post(path, files=files, headers=desk.proposer.headers)
    (photo,) = kept.json()["photos"]
    content = (await desk.client.get(f"/v1/files/{photo}", headers=desk.proposer.headers)).content
    assert (content[:2], b"Kamera" in content) == (b"\xff\xd8", False)


async def hand_in(desk: Office, report_id: str) -> Response:
    path, files = f"/v1/accountability-reports/{report_id}/submissions", {"file": ("x.jpg", photo_with_place())}
    return await desk.client.post(path, files=files, headers=desk.proposer.headers)


async def test_an_overdue_report_stops_new_aid_until_it_is_accepted(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """Another group with one of the members is stopped as well."""
    case_id = await delivered(desk)
    first = (await aftercare(desk, case_id))["report"]
    members = text("SELECT person_id FROM group_members WHERE group_id = :id LIMIT 1")
    member = (await db.execute(members, {"id": desk.group})).scalar_one()
    await factories.by_hand(db, "UPDATE aid_claims SET released = true")
    shared = await office.group(client, db, [member, *await office.members(client, db, 4)])
    again = (await desk.submit(shared)).json()["id"]
    assert (await owed(desk, again))["passed"]
    for table in ("accountability_reports SET due_on", "aid_records SET report_due_on"):
        await factories.by_hand(db, f"UPDATE {table} = DATE '2026-01-01'")
    found = await owed(desk, again)
    assert (found["passed"], found["severity"], len(found["traces"])) == (False, "hard", 1)
    assert found["text"] in (await desk.check(again)).json()["detail"]
    assert (await hand_in(desk, first["id"])).status_code == 201
    assert not (await owed(desk, again))["passed"]
    current = (await aftercare(desk, case_id))["report"]
    decided = f"/v1/accountability-reports/{first['id']}/decisions"
    accepted = await desk.post(decided, {"action": "accept"}, desk.verifier, current["version"])
    assert accepted.json()["report"]["status"] == "accepted"
    assert (await owed(desk, again))["passed"]
    assert found["text"] not in (await desk.check(again)).json()["detail"]


async def owed(desk: Office, case_id: str) -> dict[str, Any]:
    """What the rule about reports says of a case, whatever the set of its call asks for."""
    found = await desk.client.get(f"/v1/applications/{case_id}/rules", headers=desk.proposer.headers)
    return next(each for each in found.json()["findings"] if each["code"] == "reports")


@pytest.mark.parametrize("content", [b"", b"rubbish"])
async def test_a_report_is_a_document(desk: Office, content: bytes) -> None:
    report_id = (await aftercare(desk, await delivered(desk)))["report"]["id"]
    path = f"/v1/accountability-reports/{report_id}/submissions"
    refused = await desk.client.post(path, files={"file": ("x.pdf", content)}, headers=desk.proposer.headers)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_a_document")


async def test_the_form_of_the_report_is_a_paper(desk: Office) -> None:
    case_id = await delivered(desk)
    path = f"/v1/applications/{case_id}/report-form"
    paper = await desk.client.get(path, headers=desk.proposer.headers)
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
