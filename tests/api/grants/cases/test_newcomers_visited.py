"""C29 and integrity.md 2: whoever comes into a case later is met as well, in every round and after the decree."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.cases.test_amended_people import decide, propose
from tests.api.grants.cases.test_case_people import move, people_of, regroup, send, shown, vote
from tests.api.grants.cases.test_field_visits import SITE, Field, announce, visits
from tests.api.grants.office import Office, refused_by_the_database, step_up


@pytest.fixture
async def field(desk: Office, db: AsyncSession, vault: Vault) -> Field:
    """Everybody of the first day has been met; there is a vote."""
    await announce(desk, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    bayu = await factories.officer(db, vault, Role.DESK_VERIFIER)
    await step_up(db, bayu)
    found = Field(desk, bayu, (await desk.submit()).json()["id"])
    assert (await desk.check(found.case_id)).status_code == 201
    assert (await found.visit()).json()["status"] == "in_approval"
    return found


async def swap(field: Field, client: AsyncClient, db: AsyncSession) -> str:
    """The last member of the group makes room for somebody new."""
    (new,) = await office.members(client, db, 1)
    changed = await regroup(field.desk, [*(await people_of(field.desk, field.case_id))[:4], new])
    assert changed.status_code == 200, changed.text
    return str(new)


async def unmet(field: Field) -> set[str]:
    return {each["participant_id"] for each in (await shown(field.desk, field.case_id))["unmet"]}


def met(*people: str) -> dict[str, Any]:
    """What a visit to these says."""
    return {"members": [{"participant_id": each, "found": "met"} for each in people], "signer_id": people[0]}


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_in_every_round_newcomers_are_met_before_anybody_votes_on_them(
    field: Field, client: AsyncClient, db: AsyncSession
) -> None:
    """Swapped between visit and vote, twice: neither round opens before the new one was met."""
    desk = field.desk
    for _ in range(2):
        new = await swap(field, client, db)
        assert code(await vote(desk, field.case_id)) == (409, "people_changed")
        assert (await move(desk, field.case_id, "recall", desk.verifier)).status_code == 200
        assert code(await send(desk, field.case_id)) == (409, "members_unmet")
        buttons = (await desk.case(field.case_id, "verifier"))["unavailable_actions"]
        assert "members_unmet" in {each["code"] for each in buttons if each["action"] == "send"}, "told"
        assert await unmet(field) == {new}
        seen = await field.visit(**met(new))
        assert (seen.status_code, seen.json().get("status")) == (201, "sent_back"), "it moves nothing"
        assert await unmet(field) == set()
        assert (await send(desk, field.case_id)).status_code == 201
    assert (await vote(desk, field.case_id)).status_code == 201
    assert [len(each["members"]) for each in await visits(field)] == [5, 1, 1]


async def test_their_visit_is_a_visit_like_the_first(field: Field, client: AsyncClient, db: AsyncSession) -> None:
    """By another officer than the desk's, all of them and nobody else, the site ready, signed by one of them."""
    desk, new = field.desk, await swap(field, client, db)
    old = (await people_of(desk, field.case_id))[0]
    assert (await move(desk, field.case_id, "recall", desk.verifier)).status_code == 200
    assert code(await field.visit(desk.verifier, **met(new))) == (409, "duty_held")
    assert code(await field.visit(**met(old, new))) == (409, "every_member")
    assert code(await field.visit(**met(new) | {"signer_id": old})) == (409, "signer_not_met")
    absent = {"members": [{"participant_id": new, "found": "absent"}], "signer_id": new}
    assert code(await field.visit(**absent)) == (409, "signer_not_met")
    assert code(await field.visit(**met(new), site=SITE | {"power": False})) == (409, "not_fit")
    assert code(await field.visit(**met(new), no_conflict=False)) == (409, "conflict_not_declared")
    assert (await field.visit(**met(new), result="unfit")).status_code == 201
    assert await unmet(field) == {new}, "found unfit is not met"
    round_ = (
        "INSERT INTO approval_rounds (application_id, number, votes_needed, levels, roster, snapshot, snapshot_hash)"
        " SELECT id, 2, '{1}', '{district}', 2, '{}', snapshot_hash FROM applications WHERE id = :case"
    )
    version = (await desk.case(field.case_id))["version"]
    renewed = await desk.post(
        f"/v1/applications/{field.case_id}/people", {"no_conflict": True}, desk.verifier, version
    )
    assert renewed.status_code == 201, renewed.text
    said = await refused_by_the_database(db, round_, case=field.case_id)
    assert "fit visit with every member" in said
    assert (await field.visit(**met(new))).status_code == 201
    assert (await send(desk, field.case_id)).status_code == 201


async def test_an_amending_decree_waits_for_the_visit_to_its_newcomers(
    field: Field, client: AsyncClient, db: AsyncSession
) -> None:
    desk = field.desk
    assert (await vote(desk, field.case_id)).status_code == 201
    version = (await desk.case(field.case_id))["version"]
    assert (await desk.decree(field.case_id, version=version)).status_code == 201
    assert code(await field.visit()) == (409, "every_member"), "nobody of them is to be met any more"
    (new,) = await office.members(client, db, 1)
    proposed = await propose(desk, field.case_id, [*(await people_of(desk, field.case_id))[:4], new])
    assert proposed.status_code == 201, proposed.text
    assert code(await decide(desk, proposed)) == (409, "members_unmet")
    assert await unmet(field) == {str(new)}
    assert (await field.visit(**met(str(new)))).json()["status"] == "decreed"
    done = await decide(desk, proposed)
    assert done.status_code == 200, done.text
    assert str(new) in await people_of(desk, field.case_id)
