"""integrity.md 5, attacked again: whoever applied, or handed over, decides nothing about it afterwards."""

from typing import Any

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from tests import factories
from tests.api.grants.handover.test_assets import move
from tests.api.grants.handover.test_upheld_disputes import disputed
from tests.api.grants.office import Office, give_role, refused_by_the_database
from tests.api.grants.pictures import photo_with_place


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


OUTSIDE = (409, "decides_for_applicant")


@pytest.fixture
async def given(desk: Office) -> dict[str, Any]:
    case_id = await desk.decreed()
    made = await desk.delivery(case_id)
    assert made.status_code == 201, made.text
    return {"case": case_id, "delivery": made.json()["id"]}


async def test_the_giver_decides_no_dispute_about_her_own_minutes(
    desk: Office, db: AsyncSession, given: dict[str, Any]
) -> None:
    """An office short of people: she who handed over also approves, and said that her own minutes were true."""
    await give_role(db, desk.giver, Role.APPROVER)
    dispute = await disputed(desk, given["delivery"])
    path, body = f"/v1/handover-disputes/{dispute['id']}/decisions", {"outcome": "dismissed", "note": "Lengkap."}
    own = await desk.post(path, body, desk.giver, dispute["version"])
    assert code(own) == (409, "judges_own_minutes")
    decided = "UPDATE handover_disputes SET outcome = 'dismissed', note = 'x', decided_at = now(), decided_by = '{}'"
    assert "who handed over" in await refused_by_the_database(db, decided.format(desk.giver.id))
    assert (await desk.post(path, body, desk.approver, dispute["version"])).status_code == 200


async def test_an_applicant_decides_nothing_about_her_own_case(
    desk: Office, db: AsyncSession, given: dict[str, Any]
) -> None:
    """The proposer approves as well: recalls, titles, breaches, closing and disputes were hers to decide."""
    await give_role(db, desk.proposer, Role.APPROVER)
    asked = f"/v1/assets?application={given['case']}&limit=2"
    one = (await desk.read(asked))["items"][0]["id"]
    assert code(await move(desk, one, "recall", desk.proposer)) == OUTSIDE
    version = (await desk.read(f"/v1/assets/{one}"))["version"]
    title = {"letter_number": "H-1", "dated": (await desk.read(f"/v1/assets/{one}"))["handed_on"]}
    assert code(await desk.post(f"/v1/assets/{one}/titles", title, desk.proposer, version)) == OUTSIDE
    shown = await desk.read(f"/v1/assets/{one}")
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "recall"} == {OUTSIDE[1]}
    version = (await desk.case(given["case"]))["version"]
    for action in ("find_breach", "close"):
        body = {"action": action, "reason": "Selesai."}
        done = await desk.post(f"/v1/applications/{given['case']}/transitions", body, desk.proposer, version)
        assert code(done) == OUTSIDE, action
    dispute = await desk.post(
        f"/v1/deliveries/{given['delivery']}/disputes", {"reason": "Rusak."}, await watcher(desk, db)
    )
    said = dispute.json()["disputes"][0]
    body = {"outcome": "dismissed", "note": "Baik."}
    own = await desk.post(f"/v1/handover-disputes/{said['id']}/decisions", body, desk.proposer, said["version"])
    assert code(own) == OUTSIDE


async def watcher(desk: Office, db: AsyncSession) -> factories.TestOfficer:
    """Somebody else who watches the group."""
    await give_role(db, desk.secretary, Role.DISTRICT_OFFICER)
    return desk.secretary


async def test_an_applicant_accepts_no_report_of_her_own_case(
    desk: Office, db: AsyncSession, given: dict[str, Any]
) -> None:
    """She had somebody else hand it in and accepted it with the checker's role."""
    await give_role(db, desk.proposer, Role.DESK_VERIFIER)
    who = await watcher(desk, db)
    report = (await desk.read(f"/v1/applications/{given['case']}/aftercare"))["report"]
    kept = await desk.client.post(
        f"/v1/accountability-reports/{report['id']}/submissions", data={"note": "LPJ"},
        files={"file": ("lpj.jpg", photo_with_place(), "image/jpeg")}, headers=who.headers | factories.once(),
    )  # fmt: skip
    assert kept.is_success, kept.text
    report = (await desk.read(f"/v1/applications/{given['case']}/aftercare"))["report"]
    path = f"/v1/accountability-reports/{report['id']}/decisions"
    assert code(await desk.post(path, {"action": "accept"}, desk.proposer, report["version"])) == OUTSIDE
    for table, more in (
        ("accountability_reports", ""),
        ("monitoring_visits", f", visited_by = '{who.id}', visited_on = opens_on, workers = 1, turnover_rupiah = 1"),
    ):
        await factories.by_hand(db, f"UPDATE {table} SET status = 'submitted'{more}")
        own = f"UPDATE {table} SET status = 'accepted', decided_by = '{desk.proposer.id}', decided_at = now()"
        assert "who applied" in await refused_by_the_database(db, own), table


async def test_what_was_upheld_after_its_year_was_closed_says_so(
    desk: Office, db: AsyncSession, given: dict[str, Any]
) -> None:
    """G3: the books of a closed year stand still; "somebody else was faster" said nothing of it."""
    dispute = await disputed(desk, given["delivery"])
    serial = (await desk.read(f"/v1/deliveries/{given['delivery']}"))["items"][0]["serials"][0]
    await factories.by_hand(db, "UPDATE budget_nodes SET reserved = 0")
    hands = (
        f"locked_by = '{desk.proposer.id}', locked_at = now(), closed_by = '{desk.approver.id}', closed_at = now()"
    )
    await factories.by_hand(db, f"UPDATE fiscal_years SET status = 'closed', {hands}")
    path = f"/v1/handover-disputes/{dispute['id']}/decisions"
    body = {"outcome": "upheld", "note": "x", "pieces": [{"serial": serial, "follows": "returned"}]}
    late = await desk.post(path, body, desk.approver, dispute["version"])
    assert code(late) == (409, "year_closed")
    assert "sudah ditutup" in late.json()["detail"]
    dismissed = {"outcome": "dismissed", "note": "Ditangani sebagai pengaduan."}
    assert (await desk.post(path, dismissed, desk.approver, dispute["version"])).status_code == 200
    assert (await db.execute(text("SELECT count(*) FROM dispute_pieces"))).scalar_one() == 0
