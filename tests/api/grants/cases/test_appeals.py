"""The group's own page of its case, and its objection when the case ended."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, today


async def link(desk: Office, case_id: str) -> tuple[str, dict[str, str]]:
    """The address of the group's page and its secret."""
    found = (await desk.client.get(f"/v1/applications/{case_id}/link", headers=desk.proposer.headers)).json()
    return f"/v1/case-links/{found['number'].lower()}", {"Case-Secret": found["secret"]}


async def seen(desk: Office, case_id: str) -> dict[str, Any]:
    path, secret = await link(desk, case_id)
    answer = await desk.client.get(path, headers=secret)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def appeal(desk: Office, case_id: str, said: str = "Berkas kami lengkap.") -> Response:
    path, secret = await link(desk, case_id)
    return await desk.client.post(f"{path}/appeals", json={"text": said}, headers=secret)


async def rejected(desk: Office) -> str:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    assert (await desk.vote(case_id, decision="reject", note="Pagu kurang.")).status_code == 201
    return case_id


@pytest.fixture
async def sari(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    made = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    await office.step_up(db, made)
    return made


async def test_the_group_follows_its_case_without_any_officers_name(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    first = await seen(desk, case_id)
    assert (first["status"], first["next_actor"], bool(first["expected_on"])) == (
        "in_desk_check", "Pemeriksa berkas dinas", True,
    )  # fmt: skip
    await desk.check(case_id)
    await desk.vote(case_id)
    await desk.decree(case_id)
    await desk.delivery(case_id)
    last = await seen(desk, case_id)
    assert (last["label"], last["next_actor"], len(last["handovers"])) == ("Barang sudah Anda terima", None, 1)
    assert last["report"]["status"] == "due"
    assert [each["text"] for each in last["steps"]][:2] == ["Semua barang diserahkan", "Ditetapkan dalam SK"]
    for who in desk.people.values():
        assert str(who.id) not in str(last)


async def test_a_wrong_secret_is_a_wrong_number(desk: Office, client: AsyncClient) -> None:
    path, _ = await link(desk, (await desk.submit()).json()["id"])
    for address, secret in ((path, "x" * 32), ("/v1/case-links/pb-99.99-2026-0001", "x" * 32)):
        answer = await client.get(address, headers={"Case-Secret": secret})
        assert (answer.status_code, answer.json()["code"]) == (404, "application_not_found")


async def test_an_appeal_that_is_right_opens_the_case_again(desk: Office, sari: factories.TestOfficer) -> None:
    case_id = await rejected(desk)
    assert (await seen(desk, case_id))["appeal_until"]
    assert (await appeal(desk, case_id)).status_code == 201
    assert (await appeal(desk, case_id)).json()["code"] == "appeal_open"
    found = (await desk.client.get(f"/v1/applications/{case_id}/appeals", headers=sari.headers)).json()["items"][0]
    path = f"/v1/case-appeals/{found['id']}/decisions"
    body = {"outcome": "upheld", "note": "Pagu sudah ditambah.", "no_conflict": True}
    assert (await desk.post(path, body | {"no_conflict": False}, sari, 1)).json()["code"] == "conflict_not_declared"
    done = await desk.post(path, body, sari, 1)
    assert (done.status_code, done.json()["items"][0]["outcome"]) == (200, "upheld")
    assert (await desk.post(path, body, sari, 2)).json()["code"] == "appeal_decided"
    case = await desk.case(case_id)
    assert (case["status"], "appeal" in {each["duty"] for each in case["duties"]}) == ("in_desk_check", True)
    told = await seen(desk, case_id)
    assert (told["appeals"][0]["note"], told["appeals"][0]["decider"]) == ("Pagu sudah ditambah.", None)
    assert (await desk.check(case_id, version=case["version"])).status_code == 201


async def test_an_appeal_that_is_wrong_leaves_the_case_and_there_is_no_second(
    desk: Office, sari: factories.TestOfficer
) -> None:
    case_id = await rejected(desk)
    await appeal(desk, case_id)
    found = (await desk.client.get(f"/v1/applications/{case_id}/appeals", headers=sari.headers)).json()["items"][0]
    body = {"outcome": "dismissed", "note": "Alasannya tetap.", "no_conflict": True}
    assert (await desk.post(f"/v1/case-appeals/{found['id']}/decisions", body, sari, 1)).status_code == 200
    assert (await desk.case(case_id))["status"] == "rejected"
    assert (await appeal(desk, case_id)).json()["code"] == "appeal_decided"


async def test_whoever_had_a_part_in_the_case_does_not_decide_the_appeal(desk: Office, db: AsyncSession) -> None:
    case_id = await rejected(desk)
    await appeal(desk, case_id)
    await office.give_role(db, desk.approver, Role.PROGRAMME_OFFICER)
    path = f"/v1/applications/{case_id}/appeals"
    found = (await desk.client.get(path, headers=desk.approver.headers)).json()["items"][0]
    body = {"outcome": "dismissed", "note": "Tidak.", "no_conflict": True}
    refused = await desk.post(f"/v1/case-appeals/{found['id']}/decisions", body, desk.approver, 1)
    assert (refused.status_code, refused.json()["code"]) == (409, "duty_held")


async def test_what_cannot_be_appealed(desk: Office, at: Callable[[str], Awaitable[None]]) -> None:
    case_id = (await desk.submit()).json()["id"]
    assert (await appeal(desk, case_id)).json()["code"] == "nothing_to_appeal"
    assert (await appeal(desk, case_id, " ")).status_code == 422
    await desk.check(case_id)
    await desk.vote(case_id, decision="reject", note="Pagu kurang.")
    path, secret = await link(desk, case_id)
    await at(f"{date.fromisoformat(today()) + timedelta(days=15)}T12:00:00Z")
    late = await desk.client.post(f"{path}/appeals", json={"text": "Terlambat."}, headers=secret)
    assert late.json()["code"] == "appeal_too_late"
