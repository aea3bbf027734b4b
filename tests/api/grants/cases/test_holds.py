"""A case on hold goes nowhere forward, through the API and by direct SQL, until somebody else lets it go on."""

import pytest
from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import doors
from tests.api.grants.office import Office, refused_by_the_database

WHY = {"reason": "Diduga data ganda.", "reference": "AD-2026-0001"}


@pytest.fixture
async def above(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    return [await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None) for _ in range(2)]


async def hold(desk: Office, case_id: str, who: factories.TestOfficer) -> Response:
    return await desk.post(f"/v1/applications/{case_id}/holds", WHY, who)


async def let_go(desk: Office, case_id: str, who: factories.TestOfficer) -> Response:
    return await desk.post(f"/v1/applications/{case_id}/holds/releases", {"note": "Bukan orang yang sama."}, who)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def test_nothing_goes_forward_until_somebody_else_lets_it(
    desk: Office, db: AsyncSession, above: list[factories.TestOfficer]
) -> None:
    case_id = (await desk.submit()).json()["id"]
    assert (await desk.check(case_id)).status_code == 201
    assert (await hold(desk, case_id, desk.approver)).status_code == 403
    assert (await hold(desk, case_id, above[0])).status_code == 201
    assert code(await hold(desk, case_id, above[1])) == (409, "held_already")
    refused = await desk.vote(case_id)
    assert code(refused) == (409, "on_hold")
    assert "AD-2026-0001" in refused.json()["detail"]
    case = await desk.case(case_id, "approver")
    assert case["hold"]["reference"] == "AD-2026-0001"
    assert {each["code"] for each in case["unavailable_actions"] if each["action"] == "approve"} == {"on_hold"}
    insert = (
        "INSERT INTO votes (application_id, person_id, duty_group, round_id, stage, decision, snapshot_hash)"
        " SELECT application_id, :who, 'approve_1', id, 1, 'approve', 'x' FROM approval_rounds"
    )
    assert "on hold" in await refused_by_the_database(db, insert, who=desk.approver.id)
    assert code(await let_go(desk, case_id, above[0])) == (409, "releases_own_hold")
    assert (await let_go(desk, case_id, above[1])).status_code == 204
    assert code(await let_go(desk, case_id, above[1])) == (409, "not_on_hold")
    assert (await desk.vote(case_id)).status_code == 201


async def test_a_decreed_case_on_hold_is_handed_nothing(
    desk: Office, db: AsyncSession, above: list[factories.TestOfficer]
) -> None:
    case_id = await desk.decreed()
    await hold(desk, case_id, above[0])
    assert code(await desk.delivery(case_id)) == (409, "on_hold")
    columns = "application_id, person_id, duty_group, decree_id, budget_line_id, amount_rupiah"
    insert = f"INSERT INTO decree_lines ({columns}, position) SELECT {columns}, 9 FROM decree_lines"
    assert "on hold" in await refused_by_the_database(db, insert)


async def test_a_hold_stops_a_part_handover_and_a_refusal(
    desk: Office, db: AsyncSession, above: list[factories.TestOfficer]
) -> None:
    """house.md 5: a hold does not stop a part handover; through the API and by direct SQL."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 3)
    part = [{"line_id": line["line_id"], "serials": line["serials"][:1]}]
    assert (await desk.delivery(case_id, stocked=False, lines=part)).status_code == 201
    await hold(desk, case_id, above[0])
    more = [{"line_id": line["line_id"], "serials": line["serials"][1:2]}]
    assert code(await desk.delivery(case_id, stocked=False, lines=more)) == (409, "on_hold")
    assert code(await doors.attempt(desk, case_id, kind="no_show")) == (409, "on_hold")
    for statement in (
        "INSERT INTO handover_lines (handover_id, application_line_id, quantity)"
        " SELECT h.id, l.id, 1 FROM handovers h JOIN application_lines l ON l.application_id = h.application_id"
        " WHERE l.kind = 'goods' AND l.id NOT IN (SELECT application_line_id FROM handover_lines) LIMIT 1",
        "INSERT INTO handovers (number, code, decree_line_id, district_code, handed_at, place, receiver_id, snapshot,"
        " snapshot_hash, application_id, person_id, duty_group) SELECT number || 'X', 'X', decree_line_id,"
        " district_code, handed_at, place, receiver_id, snapshot, 'x', application_id, person_id, duty_group"
        " FROM handovers",
        "INSERT INTO handover_attempts (kind, attempted_at, place, reason, application_id, person_id, duty_group)"
        " SELECT 'no_show', bimtek_now(), 'x', 'x', application_id, person_id, duty_group FROM handovers",
    ):
        assert "on hold" in await refused_by_the_database(db, statement), statement
