"""C35, C36, C39, C42, C43, C46: stages by amount, one vote per person and stage, frozen content, rounds kept."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office

TWO_STAGES = [{"stages": [{"votes": 2, "level": "district"}, {"votes": 1, "level": "country"}]}]


@dataclass
class Board:
    """An office whose call asks for two votes of the district and then one of the country."""

    desk: office.Office
    db: AsyncSession
    sari: factories.TestOfficer
    near: list[factories.TestOfficer]
    far: factories.TestOfficer

    async def record(self, bands: list[dict[str, Any]], edition: int = 1, code: str | None = None) -> Response:
        body = {"code": code or f"UJI-{uuid4().hex[:6].upper()}", "edition": edition, "name": "Uji", "bands": bands}
        headers = self.sari.headers | factories.once()
        return await self.desk.client.post("/v1/approval-policies", json=body, headers=headers)

    async def use(self, bands: list[dict[str, Any]]) -> None:
        made = await self.record(bands)
        assert made.status_code == 201, made.text
        body = {
            "number": f"PGL/{uuid4().hex[:6]}", "name": "Uji", "budget_line_id": str(self.desk.call["line"]),
            "opens_on": "2026-01-01", "closes_on": "2099-01-01", "packages": [self.desk.call["package"]],
            "rule_set_id": self.desk.call["rule_set"], "policy_id": made.json()["id"],
        }  # fmt: skip
        call = await self.desk.client.post("/v1/calls", json=body, headers=self.sari.headers | factories.once())
        self.desk.call["id"] = call.json()["id"]

    async def verified(self, group: UUID | None = None) -> str:
        case_id = (await self.desk.submit(group)).json()["id"]
        assert (await self.desk.check(case_id)).status_code == 201
        return case_id

    async def vote(self, case_id: str, who: factories.TestOfficer, **body: Any) -> Response:
        version = (await self.desk.case(case_id))["version"]
        return await self.desk.vote(case_id, who, version, **body)

    async def rounds(self, case_id: str) -> dict[str, Any]:
        path = f"/v1/applications/{case_id}/rounds"
        return (await self.desk.client.get(path, headers=self.desk.proposer.headers)).json()

    async def again(self, case_id: str, **body: Any) -> Response:
        version = (await self.desk.case(case_id))["version"]
        content = {"no_conflict": True} | body
        return await self.desk.post(f"/v1/applications/{case_id}/rounds", content, self.desk.verifier, version)

    async def move(self, case_id: str, action: str, who: factories.TestOfficer, reason: str = "Uji") -> Response:
        version = (await self.desk.case(case_id))["version"]
        body = {"action": action, "reason": reason}
        return await self.desk.post(f"/v1/applications/{case_id}/transitions", body, who, version)


@pytest.fixture
async def board(desk: office.Office, db: AsyncSession, vault: Vault) -> Board:
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    near = [await factories.officer(db, vault, Role.APPROVER) for _ in range(3)]
    far = await factories.officer(db, vault, Role.APPROVER, None)
    for who in (*near, far):
        await office.step_up(db, who)
    made = Board(desk, db, sari, near, far)
    await made.use(TWO_STAGES)
    return made


async def test_stage_after_stage_until_the_last_vote(board: Board) -> None:
    case_id = await board.verified()
    assert (await board.vote(case_id, board.near[0])).json()["status"] == "in_approval"
    twice = await board.vote(case_id, board.near[0])
    assert (twice.status_code, twice.json()["code"]) == (409, "voted_already")
    assert (await board.vote(case_id, board.near[1])).json()["status"] == "in_approval"
    low = await board.vote(case_id, board.near[2])
    assert (low.json()["code"], "tingkat pusat" in low.json()["detail"]) == ("level_too_low", True)
    own = await board.vote(case_id, board.near[0])
    assert own.json()["code"] == "duty_held", "a voter of one stage has no vote in the next"
    assert (await board.vote(case_id, board.far)).json()["status"] == "approved"
    (only,) = (await board.rounds(case_id))["items"]
    assert [len(stage["votes"]) for stage in only["stages"]] == [2, 1]
    assert (only["outcome"], only["stages"][1]["level"]) == ("passed", "country")
    version = (await board.desk.case(case_id))["version"]
    assert (await board.desk.decree(case_id, version=version)).status_code == 201


async def test_who_is_next_and_why_not_is_told(board: Board) -> None:
    case_id = await board.verified()
    await board.vote(case_id, board.near[0])
    actions = (await board.desk.client.get(f"/v1/applications/{case_id}", headers=board.near[0].headers)).json()
    assert {each["code"] for each in actions["unavailable_actions"] if each["action"] == "approve"} == {
        "voted_already"
    }
    (only,) = (await board.rounds(case_id))["items"]
    assert (only["stage"], only["stages"][0]["votes_needed"], len(only["stages"][0]["votes"])) == (1, 2, 1)


async def test_the_database_counts_the_votes_itself(board: Board) -> None:
    """A round does not say that it passed with one vote of two, and a decree line does not believe it."""
    case_id = await board.verified()
    await board.vote(case_id, board.near[0])
    cheat = "UPDATE approval_rounds SET outcome = 'passed', closed_at = now() WHERE application_id = :case"
    assert "not enough approving votes" in await office.refused_by_the_database(board.db, cheat, case=case_id)
    await factories.by_hand(board.db, cheat.replace(":case", f"'{case_id}'"))
    await board.db.execute(text("UPDATE applications SET status = 'approved' WHERE id = :case"), {"case": case_id})
    version = (await board.desk.case(case_id))["version"]
    with pytest.raises(DBAPIError, match="not enough approving votes"):
        await decree_by_hand(board, case_id)
    assert version == 3


async def decree_by_hand(board: Board, case_id: str) -> None:
    take = (
        "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) VALUES (:case, :who, 'decree', true)"
    )
    line = (
        "WITH d AS (INSERT INTO decrees (number, number_key, year, dated, signatory_name, signatory_position,"
        " district_code) VALUES ('x', 'x', 2026, '2026-11-25', 'x', 'x', '16.71') RETURNING id)"
        " INSERT INTO decree_lines (application_id, person_id, duty_group, decree_id, position, budget_line_id,"
        " amount_rupiah) SELECT :case, :who, 'decree', d.id, 1, :line, 1 FROM d"
    )
    facts = {"case": case_id, "who": board.desk.secretary.id, "line": board.desk.call["line"]}
    async with board.db.begin_nested():
        await board.db.execute(text(take), facts)
        await board.db.execute(text(line), facts)


async def test_a_case_sent_back_returns_in_a_new_round_and_the_old_one_stays(board: Board) -> None:
    case_id = await board.verified()
    assert (await board.vote(case_id, board.near[0], decision="send_back")).json()["code"] == "reason_required"
    assert (await board.vote(case_id, board.near[0])).status_code == 201
    back = await board.vote(case_id, board.near[1], decision="send_back", note="Kurangi obras")
    assert (back.status_code, back.json()["status"]) == (201, "sent_back")
    lines = (await board.desk.case(case_id))["lines"]
    more = [{"line_id": lines[1]["id"], "approved": 4}]
    assert (await board.again(case_id, lines=more)).json()["code"] == "more_than_requested"
    none = [{"line_id": line["id"], "approved": 0} for line in lines]
    assert (await board.again(case_id, lines=none)).json()["code"] == "nothing_left"
    assert (await board.again(case_id, lines=[{"line_id": lines[1]["id"], "approved": 2}])).status_code == 201
    first, second = (await board.rounds(case_id))["items"]
    assert (first["outcome"], len(first["stages"][0]["votes"]), second["outcome"]) == ("sent_back", 2, None)
    assert [each["text"] for each in second["changes"]] == ["Mesin obras 4 benang: disetujui 3 menjadi 2"]
    for who in (*board.near[:2], board.far):
        assert (await board.vote(case_id, who)).status_code == 201
    assert (await board.desk.case(case_id))["status"] == "approved"


async def test_a_round_is_taken_back_only_before_its_first_vote(board: Board) -> None:
    case_id = await board.verified()
    assert (await board.move(case_id, "recall", board.near[0])).status_code == 403
    assert (await board.move(case_id, "recall", board.desk.verifier)).json()["status"] == "sent_back"
    assert (await board.again(case_id)).status_code == 201
    await board.vote(case_id, board.near[0])
    late = await board.move(case_id, "recall", board.desk.verifier)
    assert (late.status_code, late.json()["code"]) == (409, "voted_on")
    await board.vote(case_id, board.near[1], decision="send_back", note="Uji")
    ended = await board.move(case_id, "close_ineligible", board.desk.verifier)
    assert ended.json()["status"] == "ineligible"
    assert (await board.desk.submit()).status_code == 201, "the members may apply again"


async def test_an_approval_is_given_up_before_the_decree(board: Board) -> None:
    await board.use([{"stages": [{"votes": 1}]}])
    case_id = await board.verified()
    await board.vote(case_id, board.near[0])
    assert (await board.move(case_id, "cancel_approval", board.near[0])).json()["code"] in ("forbidden", "duty_held")
    assert (await board.move(case_id, "cancel_approval", board.desk.secretary)).json()["status"] == (
        "approval_cancelled"
    )


async def test_the_amount_chooses_the_stages(board: Board) -> None:
    await board.use([{"up_to_rupiah": 1_000, "stages": [{"votes": 1}]}, *TWO_STAGES])
    case_id = await board.verified()
    assert len((await board.rounds(case_id))["items"][0]["stages"]) == 2
    await board.use([{"up_to_rupiah": 900_000_000, "stages": [{"votes": 1}]}, *TWO_STAGES])
    await factories.by_hand(board.db, "UPDATE aid_claims SET released = true")
    case_id = await board.verified()
    assert len((await board.rounds(case_id))["items"][0]["stages"]) == 1


async def test_a_change_since_the_freeze_is_shown_and_blocks(board: Board) -> None:
    case_id = await board.verified()
    await factories.by_hand(board.db, "UPDATE application_lines SET price_rupiah = 4200000 WHERE position = 1")
    shown = (await board.rounds(case_id))["changed_since"]
    assert [each["text"] for each in shown] == ["Mesin jahit listrik: harga acuan 4150000 menjadi 4200000"]
    assert (await board.vote(case_id, board.near[0])).json()["code"] == "content_changed"


async def test_many_are_decided_at_once_each_judged_alone(
    board: Board, client: AsyncClient, db: AsyncSession
) -> None:
    await board.use([{"stages": [{"votes": 1}]}])
    good = [await board.verified(await office.group(client, db)) for _ in range(2)]
    stale = await board.verified(await office.group(client, db))
    items = [{"application_id": case, "version": 2} for case in good] + [{"application_id": stale, "version": 1}]
    items.append({"application_id": str(uuid4()), "version": 1})
    body = {"decision": "approve", "no_conflict": True, "items": items}
    answer = await client.post("/v1/applications/votes", json=body, headers=board.near[0].headers)
    assert answer.status_code == 200, answer.text
    assert [(each["outcome"], each["code"]) for each in answer.json()["items"]] == [
        ("done", None), ("done", None), ("skipped", "stale_version"), ("skipped", "application_not_found"),
    ]  # fmt: skip
    assert [(await board.desk.case(case))["status"] for case in (*good, stale)] == [
        "approved", "approved", "in_approval",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bands",
    [
        [],
        [{"up_to_rupiah": 5, "stages": [{"votes": 1}]}],
        [{"up_to_rupiah": 5, "stages": [{"votes": 1}]}, {"up_to_rupiah": 5, "stages": [{"votes": 1}]}, *TWO_STAGES],
        [{"stages": []}],
        [{"stages": [{"votes": 0}]}],
        [{"stages": [{"votes": 1}] * 4}],
    ],
)
async def test_a_wrong_policy_is_refused(board: Board, bands: list[dict[str, Any]]) -> None:
    assert (await board.record(bands)).status_code == 422


async def test_a_policy_is_replaced_by_its_next_edition_only(board: Board) -> None:
    first = await board.record(TWO_STAGES, code="UJI-A")
    assert (await board.record(TWO_STAGES, code="UJI-A")).json()["code"] == "wrong_edition"
    second = await board.record([{"stages": [{"votes": 1}]}], edition=2, code="UJI-A")
    assert second.json()["latest"]
    path = f"/v1/approval-policies/{first.json()['id']}"
    old = (await board.desk.client.get(path, headers=board.sari.headers)).json()
    assert (old["latest"], old["bands"][0]["stages"][0]["votes"]) == (False, 2)
