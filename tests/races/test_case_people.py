"""integrity.md 2 and 4: people swapped while a round opens, common members, and two hands of one approver."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.grants import office
from tests.invariants import violations
from tests.races.test_grants import groups, made, number

pytestmark = pytest.mark.race


async def swap(desk: office.Office, group: office.UUID, people: list[Any]) -> Response:
    path = f"/v1/groups/{group}"
    version = (await desk.client.get(path, headers=desk.proposer.headers)).json()["version"]
    members = [{"participant_id": str(each), "role": "member" if n else "chair"} for n, each in enumerate(people)]
    headers = desk.proposer.headers | factories.once() | {"If-Match": f'"{version}"'}
    return await desk.client.put(f"{path}/members", json={"members": members}, headers=headers)


async def everybody(own: Database) -> list[Any]:
    async with own.transaction() as db:
        return list((await db.execute(text("SELECT person_id FROM participants ORDER BY person_id"))).scalars())


async def test_a_swap_against_a_round_that_opens_leaves_one_truth(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """Whatever comes first: nobody is voted on who has neither claim nor duty."""
    desk = await made(live_client, own, vault)
    found = await groups(live_client, own, 9)
    people = await everybody(own)
    cases = [(await desk.submit(group)).json()["id"] for group in found[:8]]
    work = []
    for at, case_id in enumerate(cases):
        mine, spare = people[5 * at : 5 * at + 5], people[40 + at % 5]
        work += [desk.check(case_id), swap(desk, found[at], [*mine[:4], spare])]
    told = Counter(answer.status_code for answer in await asyncio.gather(*work))
    assert set(told) <= {200, 201, 409, 412}
    for case_id in cases:
        await desk.vote(case_id, version=(await desk.case(case_id))["version"])
    assert violations(f"{database.cluster().admin}/{private_database}") == []
    twice = (
        "SELECT count(*) FROM (SELECT m.person_id FROM case_members m JOIN applications a ON a.id = m.application_id"
        " WHERE a.status = 'approved' GROUP BY m.person_id HAVING count(*) > 1) t"
    )
    assert await number(own, twice) == 0


async def test_of_cases_with_one_common_member_one_opens_its_round(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """integrity.md 2: one person in two cases is in one; the desk of every other one hears which it is."""
    desk = await made(live_client, own, vault)
    await groups(live_client, own, 9)
    people = await everybody(own)
    async with own.transaction() as db:
        found = [
            await office.group(live_client, db, [people[0], *people[4 * at + 1 : 4 * at + 5]]) for at in range(10)
        ]
    cases = [(await desk.submit(group)).json()["id"] for group in found]
    answers = await asyncio.gather(*(desk.check(case_id) for case_id in cases))
    told = Counter(answer.json().get("code", answer.status_code) for answer in answers)
    assert (told[201], told["aid_taken"] + told["overtaken"]) == (1, 9), told
    assert await number(own, "SELECT count(*) FROM approval_rounds") == 1
    assert await number(own, "SELECT count(*) FROM aid_claims WHERE NOT released") == 5
    assert violations(f"{database.cluster().admin}/{private_database}") == []


NAMED = (
    "INSERT INTO deputations (principal_id, deputy_id, role, region_code, valid_from, valid_to, letter_number,"
    " letter_dated) SELECT :one, :other, 'approver', '16.71', d, d, '1', d FROM (SELECT day_in('16.71') AS d) t"
)


async def two_votes(desk: office.Office, sari: factories.TestOfficer) -> None:
    """The call of this office, with two votes in its one stage."""
    stages = [{"up_to_rupiah": None, "stages": [{"votes": 2, "level": "district"}]}]
    policy = {"code": "DUA", "edition": 1, "name": "Dua suara", "bands": stages}
    body = {
        "number": "PGL/DUA", "name": "Uji", "budget_line_id": str(desk.call["line"]), "opens_on": "2026-01-01",
        "closes_on": "2099-01-01", "packages": [desk.call["package"]], "rule_set_id": desk.call["rule_set"],
        "policy_id": (await desk.post("/v1/approval-policies", policy, sari)).json()["id"],
    }  # fmt: skip
    desk.call["id"] = (await desk.post("/v1/calls", body, sari)).json()["id"]


async def test_of_two_deputies_of_one_approver_who_vote_at_once_one_does(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """integrity.md 4: one vote per principal, also when both hands go up at the same instant, and afterwards."""
    desk = await made(live_client, own, vault)
    async with own.transaction() as db:
        sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
        hands = [await factories.present(db, vault, Role.SCORER) for _ in range(2)]
        for hand in hands:
            await db.execute(text(NAMED), {"one": desk.approver.id, "other": hand.id})
        await db.execute(text("UPDATE deputations SET accepted_at = bimtek_now()"))
    await two_votes(desk, sari)
    cases = [(await desk.submit(group)).json()["id"] for group in await groups(live_client, own, 6)]
    for case_id in cases:
        assert (await desk.check(case_id)).status_code == 201
    answers = await asyncio.gather(
        *(desk.vote(case_id, hand) for case_id in cases for hand in (*hands, desk.approver))
    )
    assert Counter(answer.status_code for answer in answers)[201] == len(cases)
    for case_id in cases:
        version = (await desk.case(case_id))["version"]
        again = [(await desk.vote(case_id, hand, version)).json()["code"] for hand in (*hands, desk.approver)]
        assert set(again) <= {"bound_by_deputation", "voted_already"}, again
    assert await number(own, "SELECT count(*) FROM votes") == len(cases)
    assert violations(f"{database.cluster().admin}/{private_database}") == []
