"""The grants half of the pages' client against the real API."""

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault, decode_key
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import Caller, new_key
from tests import factories
from tests.api.grants import office
from tests.conftest import KEYS


def caller(client: httpx.AsyncClient, who: factories.TestOfficer | None = None) -> ApiClient:
    token = who.headers["Authorization"].removeprefix("Bearer ") if who else None
    return ApiClient(client, Caller("id", "203.0.113.7", decode_key(KEYS["address"]), token))


async def approved(desk: office.Office) -> dict:
    """A case brought to its approval through the client."""
    client = desk.client
    proposer = caller(client, desk.proposer)
    group = (await proposer.groups())["items"][0]
    people = (await proposer.group(group["id"]))["people"]
    assert len(people) == 5
    call = await proposer.call_for_aid((await proposer.calls())[0]["id"])
    package = next(each for each in call["packages"] if each["code"] == "GARMEN")
    body = {"call_id": call["id"], "group_id": group["id"], "package_id": package["id"]}
    case = await proposer.submit_application(body, new_key())
    checked = {"action": "verify", "no_conflict": True, "note": None, "papers": []}
    case = await caller(client, desk.verifier).check_application(case["id"], case["version"], checked)
    vote = {"decision": "approve", "no_conflict": True, "note": None}
    return await caller(client, desk.approver).vote(case["id"], case["version"], vote)


async def test_the_grants_half_works(client: httpx.AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    case = await approved(desk)
    secretary, giver = caller(client, desk.secretary), caller(client, desk.giver)
    with pytest.raises(ApiProblem, match="login_failed"):
        await secretary.step_up("000000")
    await secretary.step_up(desk.secretary.totp.now())
    body = {
        "number": "1/SK", "dated": office.today(), "signatory_name": "A", "signatory_position": "B",
        "no_conflict": True, "lines": [{"application_id": case["id"], "version": case["version"]}],
        "basis": ["Undang-Undang Nomor 3 Tahun 2014"],
    }  # fmt: skip
    decree = await secretary.sign_decree(body, new_key())
    assert (await secretary.decree(decree["id"]))["lines"][0]["application_id"] == case["id"]
    assert len((await secretary.decrees())["items"]) == 1
    photo = await giver.upload_photo("16.71", "foto", office.photo_with_place())
    await handed(desk, giver, case["id"], photo["id"])
    assert (await giver.turns())[0]["district"]["code"] == "16.71"


async def handed(desk: office.Office, giver: ApiClient, case_id: str, photo_id: str) -> None:
    """The handover, its minutes, its photo and its check page."""
    case = await giver.application(case_id)
    lines = [{"line_id": case["lines"][0]["id"], "serials": ["MJ-1"]}]
    await desk.keep(case_id, lines)
    case = await giver.application(case_id)
    body = {
        "application_id": case_id, "version": case["version"], "handed_at": datetime.now(UTC).isoformat(),
        "place": "Bengkel", "receiver_id": case["members"][0]["participant_id"], "witnesses": ["Rusdi"],
        "receiver_checked": "id_card",
        "lines": lines, "no_conflict": True,
    }  # fmt: skip
    body |= await desk.evidence()
    body["photos"] = [{"file_id": photo_id, "shows": "goods"}, *body["photos"][1:]]
    made = await giver.record_delivery(body, new_key())
    assert (await giver.delivery(made["id"]))["photo_id"] == photo_id
    assert len((await giver.deliveries())["items"]) == 1
    assert (await giver.download(f"/v1/deliveries/{made['id']}/minutes"))[:5] == b"%PDF-"
    assert (await giver.download(f"/v1/files/{photo_id}"))[:2] == b"\xff\xd8"
    assert (await caller(desk.client).paper(made["code"]))["number"] == made["number"]
    assert (await giver.applications(status="partly_delivered"))["items"][0]["id"] == case_id
    assert (await giver.history("applications", case_id))["items"]


async def test_a_group_is_made_by_the_client(client: httpx.AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    people = await office.members(client, db)
    members = [{"participant_id": str(each), "role": "member" if at else "chair"} for at, each in enumerate(people)]
    body = {
        "name": "KUB Baru", "district_code": "16.71", "address": "Jalan", "trade": "garment",
        "formed_on": "2024-01-01", "members": members,
    }  # fmt: skip
    made = await caller(client, desk.proposer).create_group(body, new_key())
    assert (made["members"], made["people"][0]["role"]) == (5, "chair")
    for wrong, code in ((members[:4], "required"), ([members[0], *members[:4]], "one_chair")):
        with pytest.raises(ApiProblem) as refused:
            await caller(client, desk.proposer).create_group(body | {"members": wrong}, new_key())
        assert (refused.value.status, bool(refused.value.errors)) == (422, True), code


async def test_a_case_is_sent_back_and_again_and_many_are_decided_at_once(
    client: httpx.AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    sari = caller(client, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    new = {"code": "UJI-A", "edition": 1, "name": "Uji", "bands": [{"stages": [{"votes": 1}]}]}
    made = await sari.create_policy(new, new_key())
    assert (await sari.policy(made["id"]))["bands"][0]["stages"] == [{"votes": 1, "level": "district"}]
    assert "UJI-A" in [each["code"] for each in await sari.policies()]
    case = (await desk.submit()).json()["id"]
    await desk.check(case)
    checker, approver = caller(client, desk.verifier), caller(client, desk.approver)
    await checker.move_application(case, 2, {"action": "recall", "reason": "Salah"})
    await checker.send_again(case, 3, {"note": None, "no_conflict": True, "lines": []})
    body = {"decision": "approve", "no_conflict": True, "items": [{"application_id": case, "version": "4"}]}
    assert [each["outcome"] for each in await approver.vote_on_many(body)] == ["done"]
    assert [each["outcome"] for each in (await checker.rounds(case))["items"]] == ["cancelled", "passed"]


async def test_papers_and_members_of_a_group(client: httpx.AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    proposer, group = caller(client, desk.proposer), str(desk.group)
    paper = {"kind": "deed", "number": "1", "expires_on": "2099-01-01"}
    kept = await proposer.keep_group_paper(group, paper, "akta.jpg", office.photo_with_place())
    assert (await proposer.download(f"/v1/groups/{group}/papers/{kept['papers'][0]['id']}"))[:2] == b"\xff\xd8"
    members = [{"participant_id": each["participant_id"], "role": each["role"]} for each in kept["people"]]
    assert (await proposer.change_members(group, kept["version"], {"members": members}))["version"] == 2
    with pytest.raises(ApiProblem) as refused:
        await proposer.keep_group_paper(group, {}, "akta.jpg", b"x")
    assert refused.value.errors["kind"]
    case = (await desk.submit()).json()["id"]
    found = {"action": "verify", "papers": [], "members": False, "due_on": None, "note": None, "no_conflict": True}
    await caller(client, desk.verifier).check_application(case, 1, found)
    assert [each["action"] for each in await proposer.checks(case)] == ["verify"]
