"""C5, C29, C37 and integrity.md 2: the people of a case stay the people of the case."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from tests import factories
from tests.api.grants import office
from tests.api.grants.cases.test_gates import TAKE
from tests.api.grants.office import Office, give_role, refused_by_the_database


async def people_of(desk: Office, case_id: str) -> list[str]:
    return [each["participant_id"] for each in (await desk.case(case_id))["members"]]


async def shown(desk: Office, case_id: str) -> dict[str, Any]:
    path = f"/v1/applications/{case_id}/people"
    return (await desk.client.get(path, headers=desk.proposer.headers)).json()


def members(people: list[str]) -> list[dict[str, str]]:
    return [{"participant_id": each, "role": "member" if index else "chair"} for index, each in enumerate(people)]


async def regroup(desk: Office, people: list[Any], group: UUID | None = None) -> Response:
    """The group's members from today on, as the office records them; the first one is the chair."""
    path = f"/v1/groups/{group or desk.group}"
    seen = (await desk.client.get(path, headers=desk.proposer.headers)).json()["version"]
    headers = desk.proposer.headers | factories.once() | {"If-Match": f'"{seen}"'}
    body = {"members": members([str(each) for each in people])}
    return await desk.client.put(f"{path}/members", json=body, headers=headers)


async def move(desk: Office, case_id: str, action: str, who: factories.TestOfficer) -> Response:
    body, version = {"action": action, "reason": "Anggota berubah."}, (await desk.case(case_id))["version"]
    return await desk.post(f"/v1/applications/{case_id}/transitions", body, who, version)


async def send(desk: Office, case_id: str) -> Response:
    version = (await desk.case(case_id))["version"]
    return await desk.post(f"/v1/applications/{case_id}/rounds", {"no_conflict": True}, desk.verifier, version)


async def claims(db: AsyncSession, case_id: str) -> set[str]:
    query = text("SELECT person_id::text FROM aid_claims WHERE application_id = :case AND NOT released")
    return set((await db.execute(query, {"case": case_id})).scalars())


async def checked(desk: Office, group: UUID | None = None) -> str:
    case_id = (await desk.submit(group)).json()["id"]
    assert (await desk.check(case_id)).status_code == 201
    return case_id


async def vote(desk: Office, case_id: str) -> Response:
    return await desk.vote(case_id, version=(await desk.case(case_id))["version"])


async def test_before_the_desk_check_members_change_freely(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = (await desk.submit()).json()["id"]
    kept, new = (await people_of(desk, case_id))[:4], await office.members(client, db, 1)
    assert (await regroup(desk, [*kept, *new])).status_code == 200
    assert (await shown(desk, case_id))["editions"] == []
    assert (await desk.check(case_id)).status_code == 201
    (first,) = (await shown(desk, case_id))["editions"]
    assert ({each["participant_id"] for each in first["people"]}, first["occasion"], first["round"]) == (
        {*kept, str(new[0])}, "desk_check", 1,
    )  # fmt: skip
    assert await claims(db, case_id) == {*kept, str(new[0])}
    assert (await vote(desk, case_id)).status_code == 201


async def test_a_change_after_the_check_blocks_every_vote_until_the_checks_are_done_again(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 2, C37: a swapped-in member has claim and duty before anybody votes on her."""
    case_id = await checked(desk)
    before = await people_of(desk, case_id)
    (new,) = await office.members(client, db, 1)
    assert (await regroup(desk, [*before[:4], new])).status_code == 200
    blocked = await vote(desk, case_id)
    assert (blocked.status_code, blocked.json()["code"]) == (409, "people_changed")
    told = await desk.case(case_id, "approver")
    assert {"action": "approve", "code": "people_changed"}.items() <= next(
        each for each in told["unavailable_actions"] if each["action"] == "approve"
    ).items()
    now = await shown(desk, case_id)
    assert (now["changed"], [each["participant_id"] for each in now["joined"]]) == (True, [str(new)])
    assert (await move(desk, case_id, "recall", desk.verifier)).status_code == 200
    assert (await send(desk, case_id)).status_code == 201
    assert await claims(db, case_id) == {*before[:4], str(new)}, "whoever left keeps none"
    duty = text("SELECT duty_group FROM case_duties WHERE case_id = :case AND person_id = :who")
    assert (await db.execute(duty, {"case": case_id, "who": new})).scalar_one() == "applicant"
    last = (await shown(desk, case_id))["editions"][-1]
    assert [[each["participant_id"] for each in last[name]] for name in ("joined", "left")] == [
        [str(new)], [before[4]],
    ]  # fmt: skip
    assert (last["number"], last["round"], last["occasion"]) == (2, 2, "round")
    assert (await vote(desk, case_id)).status_code == 201


async def test_another_chair_is_a_change_as_well(desk: Office) -> None:
    case_id = await checked(desk)
    people = await people_of(desk, case_id)
    assert (await regroup(desk, people[::-1])).status_code == 200
    assert (await vote(desk, case_id)).json()["code"] == "people_changed"
    assert (await regroup(desk, people)).status_code == 200
    assert (await vote(desk, case_id)).status_code == 201, "back as they were"


async def test_one_person_is_in_no_second_approved_case_by_recalling_and_sending_again(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 2: swapped in between check and vote, then recalled and sent again. C5: one active group."""
    shared = await office.members(client, db, 5)
    other = await checked(desk, await office.group(client, db, shared))
    case_id = await checked(desk)
    assert (await regroup(desk, [*(await people_of(desk, case_id))[:4], shared[1]])).status_code == 200
    assert (await move(desk, case_id, "recall", desk.verifier)).status_code == 200
    refused = await send(desk, case_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "aid_taken")
    assert (await desk.case(case_id))["status"] == "sent_back"
    assert (await vote(desk, other)).status_code == 201


async def test_nobody_who_acts_in_the_case_is_swapped_in(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    """C37: a duty once held keeps her out of the people of the case."""
    case_id = await checked(desk)
    (new,) = await office.members(client, db, 1)
    await db.execute(text(TAKE), {"case": case_id, "person": new, "duty": "inspect"})
    refused = await regroup(desk, [*(await people_of(desk, case_id))[:4], new])
    assert (refused.status_code, refused.json()["code"]) == (409, "member_holds_duty")
    join = f"INSERT INTO group_members (group_id, person_id, role, valid_from) VALUES ('{desk.group}', '{new}',"
    await factories.by_hand(db, f"{join} 'member', current_date)")
    assert (await move(desk, case_id, "recall", desk.verifier)).status_code == 200
    assert (await send(desk, case_id)).json()["code"] == "member_holds_duty"


async def test_whoever_left_may_apply_with_another_group(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    case_id = await checked(desk)
    people = await people_of(desk, case_id)
    (new,) = await office.members(client, db, 1)
    await regroup(desk, [*people[:4], new])
    await move(desk, case_id, "recall", desk.verifier)
    assert (await send(desk, case_id)).status_code == 201
    second = await office.group(client, db, [UUID(people[4]), *await office.members(client, db, 4)])
    assert (await desk.check((await desk.submit(second)).json()["id"])).status_code == 201


async def test_after_the_decree_the_group_says_why_and_the_database_agrees(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 2: after the decree the proposer replaced all five members, and goods went to strangers."""
    case_id = await desk.decreed()
    strangers = await office.members(client, db, 5)
    refused = await regroup(desk, strangers)
    assert (refused.status_code, refused.json()["code"]) == (409, "group_bound")
    assert (await desk.case(case_id))["number"] in refused.json()["detail"]
    leave = "UPDATE group_members SET valid_to = valid_from WHERE group_id = :group"
    assert "stand in a decree" in await refused_by_the_database(db, leave, group=desk.group)
    join = (
        "INSERT INTO group_members (group_id, person_id, role, valid_from)"
        " VALUES (:group, :person, 'member', current_date)"
    )
    said = await refused_by_the_database(db, join, group=desk.group, person=strangers[0])
    assert "stand in a decree" in said


async def test_goods_go_to_the_people_of_the_case_only(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    """Should rows be changed behind the walls, service and trigger still refuse."""
    case_id = await desk.decreed()
    (stranger,) = await office.members(client, db, 1)
    await factories.by_hand(db, "INSERT INTO group_members (group_id, person_id, role, valid_from)"
                            f" VALUES ('{desk.group}', '{stranger}', 'member', current_date)")  # fmt: skip
    refused = await desk.delivery(case_id, receiver_id=str(stranger))
    assert (refused.status_code, refused.json()["code"]) == (409, "people_changed")
    handover = (
        "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
        " handed_at, place, receiver_id, snapshot, snapshot_hash)"
        " SELECT 'X', 'XXXXXXXXXXXX', l.application_id, :giver, 'hand_over', l.id, '16.71', bimtek_now(), 'x',"
        " :receiver, '{}', 'x' FROM decree_lines l WHERE l.application_id = :case"
    )
    await db.execute(text(TAKE), {"case": case_id, "person": desk.giver.id, "duty": "hand_over"})
    facts = {"case": case_id, "giver": desk.giver.id, "receiver": stranger}
    assert "not the people of the case" in await refused_by_the_database(db, handover, **facts)
    await factories.by_hand(db, f"DELETE FROM group_members WHERE person_id = '{stranger}'")
    assert "fk_handovers_receiver" in await refused_by_the_database(db, handover, **facts)
    assert (await desk.delivery(case_id)).status_code == 201


async def test_the_desk_renews_the_people_before_the_scorers_and_the_visitor_meet_them(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = await checked(desk)
    assert (await move(desk, case_id, "recall", desk.verifier)).status_code == 200

    async def renew(who: factories.TestOfficer, **body: Any) -> Response:
        version = (await desk.case(case_id))["version"]
        return await desk.post(f"/v1/applications/{case_id}/people", {"no_conflict": True} | body, who, version)

    assert (await renew(desk.verifier)).json()["code"] == "people_same"
    (new,) = await office.members(client, db, 1)
    await regroup(desk, [*(await people_of(desk, case_id))[:4], new])
    assert (await renew(desk.approver)).status_code == 403
    assert (await renew(desk.verifier, no_conflict=False)).json()["code"] == "conflict_not_declared"
    await give_role(db, desk.proposer, Role.DESK_VERIFIER)
    assert (await renew(desk.proposer)).json()["code"] == "duty_held"
    done = await renew(desk.verifier)
    assert (done.status_code, done.json()["status"]) == (201, "sent_back")
    assert str(new) in await claims(db, case_id)
    assert (await shown(desk, case_id))["editions"][-1]["occasion"] == "renewal"
    await factories.by_hand(db, "UPDATE application_lines SET price_rupiah = price_rupiah + 1")
    await regroup(desk, [*(await people_of(desk, case_id))[:4], *await office.members(client, db, 1)])
    assert (await renew(desk.verifier)).json()["code"] == "content_changed", "nothing else changes by the way"


@pytest.mark.parametrize("kept", [0, 4])
async def test_a_round_needs_the_claims_and_duties_of_all_its_people(
    desk: Office, db: AsyncSession, kept: int
) -> None:
    case_id = await checked(desk)
    await move(desk, case_id, "recall", desk.verifier)
    gone = f"DELETE FROM aid_claims WHERE application_id = '{case_id}' AND person_id NOT IN (SELECT person_id FROM"
    await factories.by_hand(db, f"{gone} case_members LIMIT {kept})")
    open_round = (
        "INSERT INTO approval_rounds (application_id, number, votes_needed, levels, roster, snapshot, snapshot_hash)"
        " SELECT id, 2, '{1}', '{district}', 1, '{}', snapshot_hash FROM applications WHERE id = :case"
    )
    assert "has a claim and the duty" in await refused_by_the_database(db, open_round, case=case_id)
    assert (await send(desk, case_id)).status_code == 201, "the service takes them again"
