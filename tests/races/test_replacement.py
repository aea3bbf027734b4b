"""A recipient is replaced: she leaves by a letter, the first of the reserve moves up, the next decree amends."""

from typing import Any

import psycopg
import pytest
from httpx import AsyncClient, Response

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database
from tests.api.grants import contest as contests
from tests.api.grants.cases.test_decrees import decide, money, propose
from tests.api.grants.contest import Contest
from tests.conftest import writing
from tests.races.test_grants import made

pytestmark = pytest.mark.race  # it commits in a database of its own
OVER = "UPDATE calls SET closes_at = now() - interval '1 second' WHERE id = %s"


async def approve(contest: Contest, case_id: str) -> None:
    version = (await contest.desk.case(case_id))["version"]
    assert (await contest.desk.vote(case_id, version=version)).status_code == 201


async def sign(contest: Contest, case_id: str, **body: Any) -> Response:
    return await contest.desk.decree(case_id, version=(await contest.desk.case(case_id))["version"], **body)


async def test_the_first_of_the_reserve_takes_the_place_of_whoever_leaves(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    desk = await made(live_client, own, vault)
    async with writing(own, live_client) as db:
        contest = await contests.contest(db, vault, desk)
        first, second = await contest.scored(5, 5), await contest.scored(4, 5)
        amount = (await desk.case(first))["amount_rupiah"]
    with psycopg.connect(f"{database.cluster().owner}/{private_database}", autocommit=True) as owner:
        owner.execute(OVER, (contest.call_id,))
        owner.execute("UPDATE budget_nodes SET ceiling = %s WHERE id = %s", (amount, desk.call["line"]))
    assert [each["outcome"] for each in (await contest.freeze()).json()["entries"]] == ["selected", "reserve"]
    await approve(contest, first)
    decree = (await sign(contest, first)).json()
    assert (await contest.promote(second)).json()["code"] == "no_room"
    left = await decide(desk, (await propose(desk, decree["id"], first)).json())
    assert left.status_code == 200, left.text
    assert (await contest.promote(second)).status_code == 200
    await approve(contest, second)
    amending = await sign(contest, second, amends_id=decree["id"], amends_reason="Kelompok pertama bubar.")
    assert (amending.status_code, amending.json()["amends"]["number"]) == (201, decree["number"])
    async with own.transaction() as db:
        assert await money(db, desk) == (amount, 0), "one place, one reservation"
    states = [(await desk.case(each))["status"] for each in (first, second)]
    assert states == ["decree_revoked", "decreed"]
    assert (await desk.delivery(second)).status_code == 201
    assert (await desk.delivery(first)).json()["code"] == "no_decree"
