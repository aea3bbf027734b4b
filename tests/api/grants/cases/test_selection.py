"""C30: scored by several people who do not see each other's points, ranked against the money, frozen."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from uuid import UUID

import pytest
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.grants.cases.selection.ranking import Candidate, Selected, chosen
from tests.api.grants import contest as contests
from tests.api.grants.contest import RUBRIC, Contest
from tests.api.grants.office import Office, refused_by_the_database

Clock = Callable[[str], Awaitable[None]]


@pytest.fixture
async def contest(db: AsyncSession, vault: Vault, desk: Office) -> Contest:
    return await contests.contest(db, vault, desk)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def test_a_rubric_is_whole_and_kept_in_editions(contest: Contest) -> None:
    desk = contest.desk
    odd = RUBRIC | {"edition": 2, "criteria": [{"name": "Pasar", "weight": 99}]}
    assert (await desk.post("/v1/rubrics", odd, contest.sari)).status_code == 422
    assert code(await desk.post("/v1/rubrics", RUBRIC, contest.sari)) == (409, "wrong_edition")
    assert (await desk.post("/v1/rubrics", RUBRIC | {"edition": 2}, contest.sari)).json()["edition"] == 2
    call = (await desk.client.get(f"/v1/calls/{contest.call_id}", headers=contest.sari.headers)).json()
    assert (call["rubric"]["edition"], call["rubric"]["latest"]) == (1, False)


async def test_scorers_see_each_others_points_only_after_their_own(contest: Contest) -> None:
    case_id = await contest.ready()
    assert (await contest.desk.case(case_id))["status"] == "ready_for_scoring"
    assert (await contest.score(case_id, [5, 5])).status_code == 422
    first = (await contest.score(case_id, [5, 4, 3])).json()
    assert (first["scores"][0]["total"], first["scored_by_you"]) == (86.0, True)
    assert code(await contest.score(case_id, [5, 5, 5])) == (409, "scored_already")
    path = f"/v1/applications/{case_id}/scores"
    blind = (await contest.desk.client.get(path, headers=contest.scorers[1].headers)).json()
    assert (blind["scores"][0]["points"], blind["scores"][0]["total"], blind["score"]) == ([], None, None)
    both = (await contest.score(case_id, [4, 4, 4], 1)).json()
    assert (both["score"], both["spread"], both["flagged"]) == (83.0, 6.0, False)
    assert (await contest.desk.case(case_id))["status"] == "scored"


async def test_scorers_far_apart_ask_for_one_more(contest: Contest) -> None:
    case_id = await contest.ready()
    await contest.score(case_id, [5, 5, 5])
    apart = (await contest.score(case_id, [2, 2, 2], 1)).json()
    assert (apart["flagged"], (await contest.desk.case(case_id))["status"]) == (True, "ready_for_scoring")
    third = (await contest.score(case_id, [4, 4, 4], 2)).json()
    assert (third["score"], (await contest.desk.case(case_id))["status"]) == (73.33, "scored")


async def test_a_scorer_has_no_other_duty_in_the_case(contest: Contest, db: AsyncSession) -> None:
    case_id = await contest.scored(5, 5)
    said = await refused_by_the_database(
        db, "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free)"
        " VALUES (:case, :who, 'desk', true)",
        case=UUID(case_id), who=contest.scorers[0].id,
    )  # fmt: skip
    assert "pk_case_duties" in said


async def test_the_list_is_frozen_against_the_money(contest: Contest, at: Clock, db: AsyncSession) -> None:
    worst, middle, best = await contest.scored(2, 2), await contest.scored(4, 4), await contest.scored(5, 5)
    waiting = await contest.ready()
    amount = (await contest.desk.case(best))["amount_rupiah"]
    await contest.ceiling(amount + amount // 2)
    shown = await contest.ranking()
    assert [each["application_id"] for each in shown["candidates"]] == [best, middle, worst]
    assert [each["outcome"] for each in shown["candidates"]] == ["selected", "reserve", "not_selected"]
    assert code(await contest.freeze()) == (409, "call_still_open")
    await contest.close(at)
    assert code(await contest.freeze()) == (409, "some_unscored")
    version = (await contest.desk.case(waiting))["version"]
    body = {"action": "withdraw", "reason": "Pindah usaha."}
    path = f"/v1/applications/{waiting}/transitions"
    assert (await contest.desk.post(path, body, contest.desk.proposer, version)).status_code == 200
    assert code(await contest.freeze([middle, best, worst])) == (412, "stale_version")
    frozen = await contest.freeze()
    assert (frozen.status_code, [each["place"] for each in frozen.json()["entries"]]) == (201, [1, 2, 3])
    states = [(await contest.desk.case(each))["status"] for each in (best, middle, worst)]
    assert states == ["in_approval", "reserve", "not_selected"]
    paper = await contest.desk.client.get(
        f"/v1/selections/{frozen.json()['id']}/paper", headers=contest.desk.approver.headers
    )
    assert paper.content[:5] == b"%PDF-"
    version = (await contest.desk.case(best))["version"]
    assert (await contest.desk.vote(best, version=version)).status_code == 201
    said = await refused_by_the_database(db, "UPDATE selection_entries SET place = 9")
    assert "permission denied" in said


async def test_the_first_of_the_reserve_moves_up_when_there_is_money(contest: Contest, at: Clock) -> None:
    first, second, third = await contest.scored(5, 5), await contest.scored(4, 5), await contest.scored(4, 4)
    amount = (await contest.desk.case(first))["amount_rupiah"]
    await contest.ceiling(amount)
    await contest.close(at)
    await contest.freeze()
    assert code(await contest.promote(third)) == (409, "not_first_in_reserve")
    assert code(await contest.promote(second)) == (409, "no_room")
    version = (await contest.desk.case(first))["version"]
    await contest.desk.vote(first, version=version, decision="reject", note="Alamat keliru.")
    moved = await contest.promote(second)
    assert (moved.status_code, [each["application_id"] for each in moved.json()["reserve"]]) == (200, [third])
    case = await contest.desk.case(second)
    assert case["status"] == "in_approval"
    assert (await contest.desk.vote(second, version=case["version"])).status_code == 201
    assert code(await contest.promote(third, "close")) == (409, "reason_required")
    assert (await contest.promote(third, "close", reason="Tahun anggaran berakhir.")).status_code == 200
    assert (await contest.desk.case(third))["status"] == "not_selected"


async def test_nobody_votes_before_scores_and_a_list(contest: Contest, db: AsyncSession) -> None:
    case_id = await contest.scored(5, 5)
    insert = (
        "INSERT INTO approval_rounds (application_id, number, votes_needed, levels, snapshot, snapshot_hash)"
        " VALUES (:case, 1, '{1}', '{district}', '{}', 'x')"
    )
    assert "come before the vote" in await refused_by_the_database(db, insert, case=UUID(case_id))
    kept = await db.execute(text("SELECT count(*) FROM approval_rounds"))
    assert kept.scalar_one() == 0


@given(
    st.lists(st.tuples(st.integers(20, 100), st.integers(1, 50)), max_size=12),
    st.integers(0, 200),
    st.integers(20, 100),
)
def test_a_list_never_costs_more_than_there_is(given: list[tuple[int, int]], money: int, lowest: int) -> None:
    cases = [
        Candidate(UUID(int=index), Decimal(score), amount, UUID(int=index))
        for index, (score, amount) in enumerate(given)
    ]
    placed = chosen(cases, money, lowest)
    taken = [each for each, how in placed if how == Selected.SELECTED]
    assert sum(each.amount for each in taken) <= money
    assert all(each.score >= lowest for each in taken)
    order = [how for _, how in placed]
    assert order == sorted(order, key=list(Selected).index)
    scores = [each.score for each, _ in placed]
    assert scores == sorted(scores, reverse=True)
    waits = next((each for each, how in placed if how == Selected.RESERVE), None)
    assert waits is None or sum(each.amount for each in taken) + waits.amount > money
