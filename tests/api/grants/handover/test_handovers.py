"""Handovers that do not go as they should: refused, nobody there, signed in ink, disputed; and what a phone adds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.grants import office
from tests.api.grants.doors import attempt, found_good
from tests.api.grants.office import Office, give_role, photo_with_place, refused_by_the_database


async def detail(desk: Office, delivery_id: str) -> dict[str, Any]:
    return (await desk.client.get(f"/v1/deliveries/{delivery_id}", headers=desk.proposer.headers)).json()


async def test_refused_goods_wait_for_the_next_day_and_the_money_stays_reserved(desk: Office) -> None:
    case_id = await desk.decreed()
    told = await attempt(desk, case_id)
    assert (told.status_code, told.json()["items"][0]["next_on"]) == (201, "2027-01-05"), told.text
    assert (await attempt(desk, case_id, kind="no_show")).status_code == 201
    case = await desk.case(case_id)
    assert (case["status"], case["budget"]["reserved"]) == ("decreed", desk.call["total"])
    await found_good(desk, case_id)
    assert (await desk.delivery(case_id)).status_code == 201
    assert (await attempt(desk, case_id)).json()["code"] == "wrong_step"


async def test_an_attempt_has_its_own_rules(desk: Office) -> None:
    case_id = await desk.decreed()
    late = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert (await attempt(desk, case_id, attempted_at=late)).json()["code"] == "handover_in_future"
    assert (await attempt(desk, case_id, reason=" ")).status_code == 422
    assert (await attempt(desk, case_id, no_conflict=False)).json()["code"] == "conflict_not_declared"
    early = (await desk.submit()).json().get("id")
    assert early is None or (await attempt(desk, early)).json()["code"] == "wrong_step"


async def signature(desk: Office) -> str:
    files = {"signature": ("x.jpg", photo_with_place())}
    path = "/v1/districts/16.71/signatures"
    return (await desk.client.post(path, files=files, headers=desk.giver.headers)).json()["id"]


async def test_place_identity_and_signatures_are_kept_and_printed(desk: Office) -> None:
    case_id = await desk.decreed()
    photo = await desk.client.post(
        "/v1/districts/16.71/photos", files={"photo": ("x.jpg", photo_with_place())}, headers=desk.giver.headers
    )
    phone = {"latitude": -2.990934, "longitude": 104.756554, "accuracy_m": 9, "receiver_checked": "family_card"}
    swapped = await desk.delivery(case_id, **phone, receiver_signature_id=photo.json()["id"])
    assert swapped.json()["code"] == "file_not_found"
    half = await desk.delivery(case_id, **phone | {"longitude": None})
    assert half.json()["errors"][0]["code"] == "place_incomplete"
    drawn = {"giver_signature_id": await signature(desk), "receiver_signature_id": await signature(desk)}
    made = await desk.delivery(case_id, **phone, **drawn)
    assert made.status_code == 201, made.text
    found = await detail(desk, made.json()["id"])
    assert (found["latitude"], found["receiver_checked"]) == (-2.990934, "family_card")
    paper = await desk.client.get(f"/v1/deliveries/{found['id']}/minutes", headers=desk.giver.headers)
    assert paper.content[:5] == b"%PDF-"


async def test_who_received_is_recognised_by_something(desk: Office) -> None:
    refused = await desk.delivery(await desk.decreed(), receiver_checked=None)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/receiver_checked")


async def test_minutes_signed_in_ink_are_scanned_and_earlier_scans_stay(desk: Office) -> None:
    made = (await desk.delivery(await desk.decreed())).json()
    path = f"/v1/deliveries/{made['id']}/scans"
    rubbish = await desk.client.post(path, files={"file": ("x", b"rubbish")}, headers=desk.giver.headers)
    assert rubbish.json()["code"] == "not_a_document"
    for _ in range(2):
        files = {"file": ("x.jpg", photo_with_place())}
        assert (await desk.client.post(path, files=files, headers=desk.giver.headers)).status_code == 201
    assert len((await detail(desk, made["id"]))["scans"]) == 2


async def test_a_dispute_is_decided_by_somebody_else(desk: Office, db: AsyncSession) -> None:
    made = (await desk.delivery(await desk.decreed())).json()
    path, said = f"/v1/deliveries/{made['id']}/disputes", {"reason": "Satu mesin tidak menyala."}
    opened = await desk.post(path, said, desk.proposer)
    assert opened.status_code == 201, opened.text
    assert (await desk.post(path, said, desk.proposer)).json()["code"] == "dispute_open"
    found = opened.json()["disputes"][0]
    serial = (await detail(desk, made["id"]))["items"][0]["serials"][0]
    pieces = [{"serial": serial, "follows": "returned"}]
    body = {"outcome": "upheld", "note": "Diganti.", "pieces": pieces}
    decided = f"/v1/handover-disputes/{found['id']}/decisions"
    await give_role(db, desk.proposer, office.ROLES["approver"])
    own = await desk.post(decided, body, desk.proposer, 1)
    assert own.json()["code"] == "decides_own_dispute"
    same = "UPDATE handover_disputes SET outcome = 'upheld', decided_by = opened_by"
    assert "two_people" in await refused_by_the_database(db, same)
    done = await desk.post(decided, body, desk.approver, 1)
    assert (done.status_code, done.json()["disputes"][0]["outcome"]) == (200, "upheld")
    assert (await desk.post(decided, body, desk.approver, 2)).json()["code"] == "dispute_decided"


@pytest.mark.parametrize("kind", ["scans", "disputes"])
async def test_what_is_not_there_is_not_found(desk: Office, kind: str) -> None:
    path = f"/v1/deliveries/01a218bb-c1a4-7300-8000-000000000000/{kind}"
    if kind == "scans":
        files = {"file": ("x.jpg", photo_with_place())}
        missing = await desk.client.post(path, files=files, headers=desk.giver.headers)
    else:
        missing = await desk.post(path, {"reason": "x"}, desk.proposer)
    assert missing.status_code == 404
