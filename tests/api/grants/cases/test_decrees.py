"""The paper of a decree, its scan, recipients who leave it by two people, and the decree that amends it."""

from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.grants.cases.applications.models import AidClaim
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord
from bimtek_api.programmes.budgets.models import BudgetNode
from tests import factories
from tests.api.grants.office import Office, give_role, photo_with_place, refused_by_the_database, today


async def money(db: AsyncSession, desk: Office) -> tuple[int, int]:
    """What the budget line has reserved and spent."""
    query = select(BudgetNode.reserved, BudgetNode.spent).where(BudgetNode.id == desk.call["line"])
    return tuple((await db.execute(query)).one())


async def signed(desk: Office, *cases: str, **body: Any) -> dict[str, Any]:
    made = await desk.decree(*cases, **body)
    assert made.status_code == 201, made.text
    return made.json()


async def propose(desk: Office, decree_id: str, *cases: str, **body: Any) -> Response:
    content = {"letter_number": "SK-UBAH-1", "letter_dated": today(), "reason": "Kelompok bubar."}
    content |= {"application_ids": list(cases)} | body
    return await desk.post(f"/v1/decrees/{decree_id}/changes", content, desk.secretary)


async def decide(
    desk: Office, decree: dict[str, Any], who: factories.TestOfficer | None = None, action: str = "approve"
) -> Response:
    change = decree["changes"][0]
    path, body = f"/v1/decree-changes/{change['id']}/decisions", {"action": action, "note": "Sudah diperiksa."}
    return await desk.post(path, body, who or desk.approver, change["version"])


async def test_a_decree_is_printed_as_it_is_signed_and_never_again(desk: Office, db: AsyncSession) -> None:
    decree = await signed(desk, await desk.approved())
    paper = await desk.client.get(f"/v1/files/{decree['paper_id']}", headers=desk.secretary.headers)
    assert (paper.status_code, paper.headers["content-type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert len(decree["snapshot_hash"]) == 64
    assert decree["lines"][0]["chair"]
    for change in ("snapshot = '{}'", "snapshot_hash = 'x'", "paper_id = NULL"):
        said = await refused_by_the_database(db, f"UPDATE decrees SET {change}")
        assert "not printed anew" in said


async def test_a_decree_says_what_it_rests_on(desk: Office) -> None:
    refused = await desk.decree(await desk.approved(), basis=[])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/basis")


async def test_the_signed_paper_is_scanned_and_an_earlier_scan_stays(desk: Office) -> None:
    decree = await signed(desk, await desk.approved())
    path = f"/v1/decrees/{decree['id']}/scans"
    rubbish = await desk.client.post(path, files={"file": ("x.pdf", b"rubbish")}, headers=desk.secretary.headers)
    assert (rubbish.status_code, rubbish.json()["code"]) == (422, "not_a_document")
    for _ in range(2):
        kept = await desk.client.post(
            path, files={"file": ("x.jpg", photo_with_place())}, headers=desk.secretary.headers
        )
        assert kept.status_code == 201
    scans = kept.json()["scans"]
    assert len({each["file_id"] for each in scans}) == 2
    first = await desk.client.get(f"/v1/files/{scans[-1]['file_id']}", headers=desk.secretary.headers)
    assert first.content[:2] == b"\xff\xd8"


async def test_a_recipient_leaves_by_two_people_and_everything_is_free_again(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    decree = await signed(desk, case_id)
    assert await money(db, desk) == (desk.call["total"], 0)
    proposed = await propose(desk, decree["id"], case_id)
    assert proposed.status_code == 201, proposed.text
    assert (await desk.case(case_id))["status"] == "decreed"
    decided = await decide(desk, proposed.json())
    assert decided.status_code == 200, decided.text
    done = decided.json()
    assert done["revoked_at"]
    assert done["lines"][0]["released_rupiah"] == desk.call["total"]
    case = await desk.case(case_id)
    assert (case["status"], case["decree"]["number"]) == ("decree_revoked", decree["number"])
    assert case["decree"]["ended_at"]
    assert await money(db, desk) == (0, 0)
    assert (await desk.delivery(case_id)).json()["code"] == "no_decree"
    assert set((await db.execute(select(AidClaim.released))).scalars()) == {True}
    assert all((await db.execute(select(AidRecord.ended_at))).scalars())
    assert (await desk.submit()).status_code == 201


async def test_whoever_proposes_does_not_decide(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    decree = (await propose(desk, (await signed(desk, case_id))["id"], case_id)).json()
    await give_role(db, desk.secretary, Role.APPROVER)
    refused = await decide(desk, decree, desk.secretary)
    assert (refused.status_code, refused.json()["code"]) == (409, "decides_own_change")
    own = "UPDATE decree_changes SET status = 'approved', decided_by = proposed_by"
    assert "ck_decree_changes_two_people" in await refused_by_the_database(db, own)
    refused = await decide(desk, decree, action="refuse")
    assert (refused.status_code, refused.json()["changes"][0]["status"]) == (200, "refused")
    assert (await desk.case(case_id))["status"] == "decreed"


async def test_what_was_handed_over_stays_and_only_the_rest_is_released(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    decree = await signed(desk, case_id)
    line = (await desk.case(case_id))["lines"][0]
    await desk.delivery(case_id, lines=[{"line_id": line["id"], "serials": ["MJ-1", "MJ-2"]}])
    spent = 2 * line["price_rupiah"]
    proposed = await propose(desk, decree["id"], case_id)
    assert (await decide(desk, proposed.json())).status_code == 200
    assert (await desk.case(case_id))["status"] == "delivered"
    assert await money(db, desk) == (0, spent)
    assert (await desk.delivery(case_id)).json()["code"] == "no_decree"
    assert not any((await db.execute(select(AidClaim.released))).scalars())


async def test_what_cannot_be_taken_out(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    decree = await signed(desk, case_id)
    stranger = (await desk.submit()).json()
    for body, code in (
        ({"application_ids": [stranger.get("id", case_id), str(desk.group)]}, "not_in_annex"),
        ({"letter_dated": "2090-01-01"}, "date_in_future"),
        ({"letter_dated": "2020-01-01"}, "date_before_decree"),
    ):
        refused = await propose(desk, decree["id"], case_id, **body)
        found = refused.json()
        assert code in (found["code"], *(each["code"] for each in found.get("errors", []))), found
    assert (await propose(desk, decree["id"], case_id)).status_code == 201
    assert (await propose(desk, decree["id"], case_id)).json()["code"] == "decree_change_open"
    ended = "UPDATE decree_lines SET ended_at = bimtek_now()"
    assert "only by an approved change" in await refused_by_the_database(db, ended)


async def test_everything_handed_over_is_not_taken_out(desk: Office) -> None:
    case_id = await desk.approved()
    decree = await signed(desk, case_id)
    assert (await desk.delivery(case_id)).status_code == 201
    assert (await propose(desk, decree["id"], case_id)).json()["code"] == "all_delivered"


@pytest.mark.parametrize("reason", [None, "Kelompok pertama bubar, diganti kelompok berikutnya."])
async def test_a_decree_that_amends_says_why(desk: Office, reason: str | None) -> None:
    case_id = await desk.approved()
    first = await signed(desk, case_id)
    await decide(desk, (await propose(desk, first["id"], case_id)).json())
    again = await desk.approved()
    made = await desk.decree(again, amends_id=first["id"], amends_reason=reason)
    if reason is None:
        assert (made.status_code, made.json()["errors"][0]["code"]) == (422, "amends_reason_required")
        return
    assert (made.status_code, made.json()["amends"]["number"]) == (201, first["number"])
    seen = await desk.client.get(f"/v1/decrees/{first['id']}", headers=desk.secretary.headers)
    assert [each["number"] for each in seen.json()["amended_by"]] == [made.json()["number"]]


async def test_the_history_of_a_decree(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    decree = await signed(desk, case_id)
    await decide(desk, (await propose(desk, decree["id"], case_id)).json())
    names = await db.execute(text("SELECT name FROM events WHERE subject_kind = 'decree' ORDER BY id"))
    assert list(names.scalars()) == ["decree.signed", "decree.change_proposed", "decree.change_approved"]
