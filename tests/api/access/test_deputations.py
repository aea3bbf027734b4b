"""C40: who acts for whom, by which letter; the one she acts for and she count as one in a case."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database, step_up, today

TAKE = "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) VALUES (:case, :who, 'decree', true)"


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def deputy(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    """A scorer: where nothing is scored she may do nothing in a case herself."""
    who = await factories.officer(db, vault, Role.SCORER)
    await step_up(db, who)
    return who


async def email(db: AsyncSession, who: factories.TestOfficer) -> str:
    return (await db.get_one(Officer, who.id)).email


async def name(
    desk: Office, db: AsyncSession, principal: factories.TestOfficer, deputy: factories.TestOfficer, *,
    accepted: bool = True, **body: Any,
) -> Response:  # fmt: skip
    content = {
        "deputy_email": await email(db, deputy), "role": "approver", "region_code": "16.71", "valid_from": today(),
        "valid_to": today(), "letter_number": "800/7/2026", "letter_dated": today(),
    }  # fmt: skip
    named = await desk.post("/v1/deputations", content | body, principal)
    if named.status_code == 201 and accepted:
        answer = await accept(desk, deputy, named.json()["items"][0]["id"])
        assert answer.status_code == 200, answer.text
    return named


async def accept(desk: Office, deputy: factories.TestOfficer, deputation_id: str) -> Response:
    return await desk.post(f"/v1/deputations/{deputation_id}/acceptances", {}, deputy)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def checked(desk: Office) -> str:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    return case_id


async def test_a_deputy_votes_under_her_own_name_and_the_letter_is_told(
    desk: Office, db: AsyncSession, deputy: factories.TestOfficer
) -> None:
    case_id = await checked(desk)
    assert (await desk.vote(case_id, deputy)).status_code == 403
    given = await name(desk, db, desk.approver, deputy)
    assert (given.status_code, given.json()["items"][0]["given"]) == (201, True)
    me = (await desk.client.get("/v1/me", headers=deputy.headers)).json()
    assert [(each["role"], bool(each["acting_for"])) for each in me["roles"]] == [
        ("approver", True),
        ("scorer", False),
    ]
    assert (await desk.vote(case_id, deputy)).status_code == 201
    case = await desk.case(case_id)
    acting = [each["acting_as"] for each in case["duties"] if each["duty"] == "approve_1"]
    assert "surat 800/7/2026" in acting[0]
    path = f"/v1/applications/{case_id}/rounds"
    vote = (await desk.client.get(path, headers=desk.proposer.headers)).json()["items"][0]["stages"][0]["votes"][0]
    assert vote["position"].startswith("Plh. ")


async def test_she_and_the_one_she_acts_for_are_one_in_a_case(
    desk: Office, db: AsyncSession, deputy: factories.TestOfficer
) -> None:
    await name(desk, db, desk.verifier, deputy, role="desk_verifier")
    await name(desk, db, desk.approver, deputy)
    case_id = await checked(desk)
    assert code(await desk.vote(case_id, deputy)) == (409, "bound_by_deputation")
    shown = (await desk.client.get(f"/v1/applications/{case_id}", headers=deputy.headers)).json()
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "approve"} == {
        "bound_by_deputation"
    }
    said = await refused_by_the_database(
        db, TAKE, case=UUID(case_id), who=deputy.id,
    )  # fmt: skip
    assert "bound by deputation" in said
    other = (await desk.submit(await office.group(desk.client, db))).json()["id"]
    assert (await desk.check(other, deputy)).status_code == 201
    assert code(await desk.vote(other, desk.verifier)) == (403, "forbidden")
    said = await refused_by_the_database(
        db, TAKE, case=UUID(other), who=desk.verifier.id,
    )  # fmt: skip
    assert "bound by deputation" in said


async def test_a_deputation_ends_with_its_day_by_hand_or_with_the_role(
    desk: Office, db: AsyncSession, deputy: factories.TestOfficer, at: Any
) -> None:
    made = (await name(desk, db, desk.approver, deputy)).json()["items"][0]
    assert await acts(desk, deputy)
    yesterday = date.fromisoformat(today()) - timedelta(days=1)
    over = f"UPDATE role_assignments SET valid_to = '{yesterday}' WHERE officer_id = '{desk.approver.id}'"
    await factories.by_owner(db, over)
    assert not await acts(desk, deputy)
    await factories.by_owner(db, "UPDATE role_assignments SET valid_to = NULL")
    path = f"/v1/deputations/{made['id']}/ends"
    assert code(await desk.post(path, {}, desk.verifier)) == (404, "deputation_not_found")
    assert (await desk.post(path, {}, deputy)).status_code == 200
    assert code(await desk.post(path, {}, desk.approver)) == (409, "ended_already")
    assert not await acts(desk, deputy)
    await name(desk, db, desk.approver, deputy)
    assert await acts(desk, deputy)
    later = "expires_at = now() + interval '1 year', last_seen_at = now() + interval '1 day'"
    await db.execute(text(f"UPDATE logins SET {later}"))
    await at((datetime.now(UTC) + timedelta(days=1)).isoformat())
    assert not await acts(desk, deputy)


async def acts(desk: Office, deputy: factories.TestOfficer) -> bool:
    me = (await desk.client.get("/v1/me", headers=deputy.headers)).json()
    return "application.vote" in me["permissions"]


async def test_only_roles_of_ones_own_to_somebody_without_it(
    desk: Office, db: AsyncSession, deputy: factories.TestOfficer
) -> None:
    assert code(await name(desk, db, desk.approver, deputy, role="decree_officer")) == (409, "not_your_role")
    assert code(await name(desk, db, desk.approver, deputy, region_code=None)) == (409, "not_your_role")
    assert code(await name(desk, db, desk.approver, desk.approver)) == (422, "invalid")
    assert code(await name(desk, db, desk.approver, deputy, deputy_email="x@y.id")) == (422, "invalid")
    await name(desk, db, desk.approver, deputy)
    passed_on = await name(desk, db, deputy, desk.verifier)
    assert code(passed_on) == (409, "not_your_role")
    far = str(date.fromisoformat(today()) + timedelta(days=93))
    assert (await name(desk, db, desk.approver, deputy, valid_to=far)).status_code == 422


async def test_nobody_acts_in_a_role_that_must_not_meet_hers(desk: Office, db: AsyncSession, vault: Vault) -> None:
    auditor = await factories.officer(db, vault, Role.AUDITOR, region="16")
    assert code(await name(desk, db, desk.approver, auditor)) == (409, "roles_clash")
