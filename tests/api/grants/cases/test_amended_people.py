"""integrity.md 2: after the decree only an amending decree changes who it is for; one proposes, another decides."""

from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from tests import factories
from tests.api.grants import office
from tests.api.grants.cases.test_case_people import checked, claims, members, people_of, shown
from tests.api.grants.office import Office, give_role, refused_by_the_database, today


async def propose(
    desk: Office, case_id: str, people: list[Any], who: factories.TestOfficer | None = None
) -> Response:
    decree = (await desk.case(case_id))["decree"]["id"]
    body = {
        "letter_number": "SK-2", "letter_dated": today(), "reason": "Satu anggota pindah.", "application_id": case_id,
        "members": members([str(each) for each in people]),
    }  # fmt: skip
    return await desk.post(f"/v1/decrees/{decree}/member-changes", body, who or desk.secretary)


async def decide(desk: Office, proposed: Response, who: factories.TestOfficer | None = None) -> Response:
    change = proposed.json()["changes"][0]
    body = {"action": "approve", "note": "Sesuai surat."}
    return await desk.post(
        f"/v1/decree-changes/{change['id']}/decisions", body, who or desk.approver, change["version"]
    )


async def test_another_person_decides_and_group_claims_and_handover_follow(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = await desk.decreed()
    before = await people_of(desk, case_id)
    (new,) = await office.members(client, db, 1)
    wanted = [*before[:4], str(new)]
    proposed = await propose(desk, case_id, wanted)
    assert proposed.status_code == 201, proposed.text
    change = proposed.json()["changes"][0]
    assert (change["kind"], {each["participant_id"] for each in change["people"]}) == ("members", set(wanted))
    await give_role(db, desk.secretary, Role.APPROVER)
    assert (await decide(desk, proposed, desk.secretary)).json()["code"] == "decides_own_change"
    done = await decide(desk, proposed)
    assert done.status_code == 200, done.text
    assert set(await people_of(desk, case_id)) == set(wanted)
    assert await claims(db, case_id) == set(wanted), "whoever left before anything came has no claim any more"
    last = (await shown(desk, case_id))["editions"][-1]
    assert (last["occasion"], [each["participant_id"] for each in last["left"]]) == ("decree_change", [before[4]])
    gone = await desk.delivery(case_id, receiver_id=before[4])
    assert (gone.status_code, gone.json()["code"]) == (409, "receiver_not_member")
    assert (await desk.delivery(case_id, receiver_id=str(new))).status_code == 201
    line = text("SELECT l.ended_at FROM decree_lines l WHERE l.application_id = :case")
    assert (await db.execute(line, {"case": case_id})).scalar_one() is None
    assert (await desk.case(case_id))["status"] == "delivered"


async def test_the_same_is_asked_of_newcomers_as_before_the_vote(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = await desk.decreed()
    before = await people_of(desk, case_id)
    taken = await office.members(client, db, 5)
    await checked(desk, await office.group(client, db, taken))
    assert (await propose(desk, case_id, before)).json()["code"] == "people_same"
    refused = await propose(desk, case_id, [*before[:4], taken[1]])
    assert (refused.status_code, refused.json()["code"]) == (409, "aid_taken")
    own = await propose(desk, case_id, [*before[:4], (await office.members(client, db, 1))[0]], desk.approver)
    assert own.status_code == 403
    await give_role(db, desk.proposer, Role.DECREE_OFFICER)
    mine = await propose(desk, case_id, [*before[:4], (await office.members(client, db, 1))[0]], desk.proposer)
    assert mine.json()["code"] == "decides_for_own_group"
    few = await propose(desk, case_id, before[:4])
    assert few.status_code == 422


async def test_whoever_applied_decides_nothing_about_it(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    before = await people_of(desk, case_id)
    proposed = await propose(desk, case_id, [*before[:4], (await office.members(client, db, 1))[0]])
    await give_role(db, desk.proposer, Role.APPROVER)
    refused = await decide(desk, proposed, desk.proposer)
    assert (refused.status_code, refused.json()["code"]) == (409, "decides_for_own_group")


async def test_the_database_changes_nobody_without_an_approved_change(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = await desk.decreed()
    (new,) = await office.members(client, db, 1)
    edition = "INSERT INTO case_rosters (application_id, number, occasion, size) VALUES (:case, 2, 'round', 5)"
    assert "amending decree" in await refused_by_the_database(db, edition, case=case_id)
    proposed = await propose(desk, case_id, [*(await people_of(desk, case_id))[:4], new])
    change = proposed.json()["changes"][0]["id"]
    edition = (
        "INSERT INTO case_rosters (application_id, number, occasion, size, change_id)"
        " VALUES (:case, 2, 'decree_change', 5, :change)"
    )
    assert "amending decree" in await refused_by_the_database(db, edition, case=case_id, change=change)
    ended = "UPDATE decree_lines SET ended_at = bimtek_now() WHERE application_id = :case"
    assert (await decide(desk, proposed)).status_code == 200
    assert "approved change" in await refused_by_the_database(db, ended, case=case_id), (
        "it is no way out of the decree"
    )
    stranger = (await office.members(client, db, 1))[0]
    more = "INSERT INTO case_members (application_id, number, person_id, role) VALUES (:case, 2, :who, 'member')"
    assert "complete" in await refused_by_the_database(db, more, case=case_id, who=stranger)
