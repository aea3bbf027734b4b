"""The grant case from application to handover, and everything it refuses on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.models import Login
from bimtek_api.programmes.budgets.models import BudgetNode
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office


async def line_of(db: AsyncSession, desk: Office) -> BudgetNode:
    node = (await db.execute(select(BudgetNode).where(BudgetNode.id == desk.call["line"]))).scalar_one()
    await db.refresh(node)
    return node


async def test_a_case_goes_from_the_group_to_the_last_machine(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    held = await line_of(db, desk)
    assert (held.reserved, held.spent) == (desk.call["total"], 0)
    first = (await desk.case(case_id, "giver"))["lines"]
    part = [{"line_id": first[0]["id"], "serials": ["MJ-1", "MJ-2"]}]
    partly = await desk.delivery(case_id, lines=part)
    assert (partly.status_code, partly.json()["number"]) == (201, f"BAST-16.71-{datetime.now(UTC).year}-0001")
    assert (await desk.case(case_id))["status"] == "partly_delivered"
    assert (await desk.delivery(case_id)).status_code == 201
    done = await desk.case(case_id)
    assert (done["status"], {line["handed_over"] == line["approved"] for line in done["lines"]}) == (
        "delivered",
        {True},
    )
    spent = await line_of(db, desk)
    assert (spent.reserved, spent.spent) == (0, desk.call["total"])
    assert [each["duty"] for each in done["duties"]] == [
        "applicant", "desk", "approve_1", "decree", "inspect", "hand_over",
    ]  # fmt: skip


async def test_the_case_tells_its_history(desk: Office) -> None:
    case_id = await desk.decreed()
    page = await desk.client.get(f"/v1/applications/{case_id}/history", headers=desk.proposer.headers)
    assert [each["name"] for each in page.json()["items"]] == [
        "application.decreed", "application.approved", "application.verified", "application.submitted",
    ]  # fmt: skip


async def test_minutes_are_a_pdf_that_anyone_can_check(desk: Office) -> None:
    case_id = await desk.decreed()
    delivery = (await desk.delivery(case_id)).json()
    paper = await desk.client.get(f"/v1/deliveries/{delivery['id']}/minutes", headers=desk.giver.headers)
    assert (paper.status_code, paper.headers["content-type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    checked = (await desk.client.get(f"/v1/papers/{delivery['code'].lower()}")).json()
    assert checked["number"] == delivery["number"]
    assert [item["handed_over"] for item in checked["items"]] == [8, 3, 5]
    member = (await desk.case(case_id))["members"][0]
    assert member["name"] not in str(checked)
    assert (await desk.client.get("/v1/papers/AAAABBBBCCCC")).status_code == 404


@pytest.mark.parametrize(("step", "act"), [(1, "vote"), (1, "decree"), (1, "delivery"), (2, "delivery"), (3, "vote")])
async def test_acts_out_of_order_are_refused(desk: Office, step: int, act: str) -> None:
    case_id = (await desk.submit()).json()["id"] if step == 1 else await desk.approved()
    if step == 3:
        await desk.decree(case_id)
    refused = {
        "vote": lambda: desk.vote(case_id, version=(1, 3, 4)[step - 1]),
        "decree": lambda: desk.decree(case_id, version=1),
        "delivery": lambda: desk.delivery(case_id),
    }[act]
    answer = await refused()
    assert answer.status_code in (409, 422), answer.text
    assert answer.json()["code"] in {"wrong_step", "no_decree", "invalid"}


async def test_a_stale_version_is_412_and_the_case_unchanged(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    assert (await desk.check(case_id, version=9)).status_code == 412
    assert (await desk.case(case_id))["status"] == "in_desk_check"


async def test_a_vote_and_a_decree_need_a_fresh_code(desk: Office, db: AsyncSession, client: AsyncClient) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    login = (await db.execute(select(Login).where(Login.officer_id == desk.approver.id))).scalar_one()
    login.stepped_up_at = login.stepped_up_at - timedelta(minutes=6)
    await db.flush()
    late = await desk.vote(case_id)
    assert (late.status_code, late.json()["code"]) == (403, "step_up_required")
    body = {"code": desk.approver.totp.now()}
    assert (
        await client.post("/v1/logins/current/step-ups", json=body, headers=desk.approver.headers)
    ).status_code == 204
    assert (await desk.vote(case_id)).status_code == 201


async def test_content_that_changed_after_the_check_blocks_the_vote(desk: Office, db: AsyncSession) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    await factories.by_hand(db, "UPDATE application_lines SET price_rupiah = price_rupiah + 1")
    changed = await desk.vote(case_id)
    assert (changed.status_code, changed.json()["code"]) == (409, "content_changed")
    assert (await desk.case(case_id))["status"] == "in_approval"


async def test_a_rejection_gives_the_members_back_their_claim(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    assert (await desk.submit()).json()["code"] == "aid_taken"
    bare = await desk.vote(case_id, decision="reject")
    assert bare.json()["code"] == "reason_required"
    assert (await desk.vote(case_id, decision="reject", note="Belum siap")).status_code == 201
    assert (await desk.submit()).status_code == 201


async def test_a_decree_never_takes_more_than_there_is(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    await factories.by_owner(db, "UPDATE budget_nodes SET ceiling = 1000000 WHERE depth = 5")
    short = await desk.decree(case_id)
    assert (short.status_code, short.json()["code"]) == (409, "budget_exceeded")
    node = await line_of(db, desk)
    assert (node.reserved, (await desk.case(case_id))["status"]) == (0, "approved")


@pytest.mark.parametrize(
    ("days", "code"), [(1, "decree_in_future"), (-1, "decree_before_vote"), (-400, "decree_other_year")]
)
async def test_a_decrees_date_keeps_the_order(desk: Office, days: int, code: str) -> None:
    case_id = await desk.approved()
    dated = str(datetime.fromisoformat(office.today()).date() + timedelta(days=days))
    assert (await desk.decree(case_id, dated=dated)).json()["code"] == code


async def test_a_decree_number_is_used_once_however_it_is_spaced(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    await desk.decree(await desk.approved(), number="412/SK/XI")
    other = await desk.approved(await office.group(client, db))
    assert (await desk.decree(other, number="412 / sk/xi")).json()["code"] == "decree_number_taken"


async def test_serials_and_quantities_are_held(desk: Office) -> None:
    case_id = await desk.decreed()
    lines = (await desk.case(case_id))["lines"]
    nine = [{"line_id": lines[0]["id"], "serials": [f"A{n}" for n in range(9)]}]
    above = await desk.delivery(case_id, lines=nine)
    assert (above.json()["code"], above.json()["detail"]) == (
        "above_approved", "Mesin jahit listrik: paling banyak 8 lagi yang boleh diserahkan.",
    )  # fmt: skip
    await desk.delivery(case_id, lines=[{"line_id": lines[0]["id"], "serials": ["MJ 001"]}])
    again = await desk.delivery(case_id, lines=[{"line_id": lines[0]["id"], "serials": ["mj-001"]}])
    assert (again.status_code, again.json()["code"]) == (409, "serial_used")
    twice = await desk.delivery(case_id, lines=[{"line_id": lines[0]["id"], "serials": ["X1", "x-1"]}])
    assert twice.json()["errors"][0]["code"] == "serial_twice"


async def test_a_receiver_must_belong_to_the_group(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    stranger = (await office.members(client, db, 1))[0]
    refused = await desk.delivery(await desk.decreed(), receiver_id=str(stranger))
    assert refused.json()["code"] == "receiver_not_member"


async def test_an_upload_is_what_it_is_and_not_what_it_says(desk: Office, client: AsyncClient) -> None:
    for content in (b"<svg onload=x>", b"GIF89a" + b"0" * 50, b"\xff\xd8\xff\xe0" + b"0" * 100, b""):
        files = {"photo": ("foto.jpg", content, "image/jpeg")}
        answer = await client.post("/v1/districts/16.71/photos", files=files, headers=desk.giver.headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_a_picture")


async def test_a_photo_loses_its_place_and_stays_in_its_district(
    desk: Office, client: AsyncClient, db: AsyncSession, vault
) -> None:
    picture = office.photo_with_place()
    files = {"photo": ("../../x.png", picture, "text/plain")}
    kept = (await client.post("/v1/districts/16.71/photos", files=files, headers=desk.giver.headers)).json()
    content = await client.get(f"/v1/files/{kept['id']}", headers=desk.giver.headers)
    assert content.content[:3] == b"\xff\xd8\xff"
    assert b"Exif" not in content.content
    foreign = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await client.get(f"/v1/files/{kept['id']}", headers=foreign.headers)).status_code == 404
