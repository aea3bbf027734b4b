"""C48, G3: the tree with hard ceilings, money moved by two people, years that are locked and closed."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office

YEAR = 2026
OWN_WORD = "UPDATE budget_moves SET status = 'approved', decided_by = proposed_by WHERE status = 'proposed'"
LETTER = {"letter_number": "DIPA-1"}


class Treasury:
    """A planner and an approver of the whole country, and a tree from the year down to a line."""

    def __init__(self, client: AsyncClient, planner: factories.TestOfficer, approver: factories.TestOfficer) -> None:
        self.client, self.planner, self.approver = client, planner, approver
        self.programme = ""

    async def post(self, path: str, body: Any, who: factories.TestOfficer | None = None, **more: str) -> Response:
        headers = (who or self.planner).headers | factories.once() | more
        return await self.client.post(path, json=body, headers=headers)

    async def tree(self, who: factories.TestOfficer | None = None) -> dict[str, dict[str, Any]]:
        answer = await self.client.get(f"/v1/budgets/{YEAR}", headers=(who or self.planner).headers)
        return {node["name"]: node for node in answer.json()["nodes"]}

    async def add(self, parent: str, name: str, ceiling: int, **more: Any) -> Response:
        parent_id = (await self.tree())[parent]["id"]
        body = {"parent_id": parent_id, "name": name, "ceiling": ceiling} | LETTER
        return await self.post("/v1/budget-nodes", body | more)

    async def move(self, source: str | None, target: str | None, amount: int, who: Any = None) -> Response:
        tree = await self.tree()
        body = {
            "from_id": tree[source]["id"] if source else None, "to_id": tree[target]["id"] if target else None,
            "amount": amount, "letter_number": "900/12/2026", "reason": "Serapan rendah",
        }  # fmt: skip
        return await self.post("/v1/budget-moves", body, who)

    async def decide(self, action: str = "approve", who: Any = None, **more: str) -> Response:
        answer = await self.client.get(f"/v1/budgets/{YEAR}/moves", headers=self.planner.headers)
        move = answer.json()["items"][0]
        body, seen = {"action": action} | more, {"If-Match": f'"{move["version"]}"'}
        return await self.post(f"/v1/budget-moves/{move['id']}/decisions", body, who or self.approver, **seen)

    async def approve(self) -> None:
        """What was asked for last."""
        decided = await self.decide()
        assert decided.status_code == 200, decided.text

    async def turn(self, action: str, who: Any = None, **more: str) -> Response:
        seen = (await self.client.get(f"/v1/budgets/{YEAR}", headers=self.planner.headers)).headers["etag"]
        path = f"/v1/budgets/{YEAR}/transitions"
        return await self.post(path, {"action": action} | more, who, **{"If-Match": seen})


@pytest.fixture
async def treasury(client: AsyncClient, db: AsyncSession, vault: Vault) -> Treasury:
    planner = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    approver = await factories.officer(db, vault, Role.APPROVER, None)
    for who in (planner, approver):
        await office.step_up(db, who)
    made = Treasury(client, planner, approver)
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": YEAR}
    made.programme = (await made.post("/v1/programmes", new)).json()["id"]
    opened = await made.post("/v1/budgets", {"year": YEAR, "name": "Negara", "ceiling": 1000} | LETTER)
    assert opened.status_code == 201, opened.text
    await made.approve()
    for parent, name, ceiling, more in (
        ("Negara", "Sandang", 800, {"programme_id": made.programme}),
        ("Sandang", "Sumsel", 600, {"district_code": "16"}),
        ("Sumsel", "Palembang", 300, {"district_code": "16.71"}),
        ("Sumsel", "Banyuasin", 200, {"district_code": "16.07"}),
        ("Palembang", "Mesin Palembang", 250, {}),
        ("Banyuasin", "Mesin Banyuasin", 200, {}),
    ):
        added = await made.add(parent, name, ceiling, **more)
        assert added.status_code == 201, added.text
        await made.approve()
    return made


def ceilings(tree: dict[str, dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {name: (node["ceiling"], node["allocated"]) for name, node in tree.items()}


async def test_a_tree_gives_away_what_it_has_and_no_more(treasury: Treasury) -> None:
    tree = await treasury.tree()
    assert list(tree) == [
        "Negara",
        "Sandang",
        "Sumsel",
        "Banyuasin",
        "Mesin Banyuasin",
        "Palembang",
        "Mesin Palembang",
    ]
    assert [tree[name]["kind"] for name in ("Negara", "Sandang", "Mesin Palembang")] == ["year", "programme", "line"]
    assert (tree["Sumsel"]["allocated"], tree["Sumsel"]["free"]) == (500, 100)
    over = await treasury.add("Sumsel", "Lahat", 101, district_code="16.04")
    assert (over.status_code, over.json()["code"]) == (409, "budget_exceeded")
    assert "Sumsel" in over.json()["detail"]


@pytest.mark.parametrize(
    ("parent", "more", "code"),
    [
        ("Sumsel", {"district_code": "32.73"}, "region_unfit"),
        ("Sandang", {"district_code": "16.71"}, "region_unfit"),
        ("Sumsel", {}, "region_unfit"),
        ("Negara", {}, "required"),
        ("Mesin Palembang", {}, "no_deeper"),
    ],
)  # fmt: skip
async def test_a_node_lies_below_its_parent(treasury: Treasury, parent: str, more: dict, code: str) -> None:
    answer = (await treasury.add(parent, "Baru", 1, **more)).json()
    assert code in (answer["code"], answer.get("errors", [{}])[0].get("code")), answer


async def test_money_moves_between_districts_by_two_people(treasury: Treasury) -> None:
    assert (await treasury.move("Mesin Palembang", "Mesin Banyuasin", 50)).status_code == 201
    before = ceilings(await treasury.tree())
    assert before["Mesin Palembang"] == (250, 0), "nothing moves before the decision"
    assert (await treasury.decide()).status_code == 200
    after = ceilings(await treasury.tree())
    assert after == before | {
        "Mesin Palembang": (200, 0), "Palembang": (250, 200), "Banyuasin": (250, 250), "Mesin Banyuasin": (250, 0),
    }  # fmt: skip
    again = await treasury.decide()
    assert (again.status_code, again.json()["code"]) == (409, "wrong_step")


async def test_nobody_decides_her_own_proposal(
    treasury: Treasury, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    both = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    await office.step_up(db, both)
    await office.give_role(db, both, Role.APPROVER, None)
    assert (await treasury.move("Mesin Palembang", "Mesin Banyuasin", 50, both)).status_code == 201
    own = await treasury.decide(who=both)
    assert (own.status_code, own.json()["code"]) == (409, "same_person")
    with pytest.raises(IntegrityError, match="two_people"):
        await db.execute(text(OWN_WORD))


async def test_what_is_promised_cannot_be_moved_away(treasury: Treasury, db: AsyncSession) -> None:
    await factories.by_owner(db, "UPDATE budget_nodes SET reserved = 220 WHERE depth < 4 OR name LIKE '%Palembang'")
    await treasury.move("Mesin Palembang", "Mesin Banyuasin", 31)
    short = await treasury.decide()
    assert (short.status_code, short.json()["code"]) == (409, "budget_exceeded")
    assert "Mesin Palembang tersisa Rp 30" in short.json()["detail"]
    refused = await treasury.decide("refuse")
    assert refused.json()["code"] == "reason_required"
    assert (await treasury.decide("refuse", note="Tidak cukup")).json()["items"][0]["status"] == "refused"


async def test_new_money_comes_from_above_and_old_money_leaves(treasury: Treasury) -> None:
    await treasury.move(None, "Mesin Palembang", 100)
    assert (await treasury.decide()).status_code == 200
    tree = ceilings(await treasury.tree())
    assert (tree["Negara"], tree["Sumsel"], tree["Mesin Palembang"]) == ((1100, 900), (700, 600), (350, 0))
    await treasury.move("Sumsel", None, 100)
    assert (await treasury.decide()).status_code == 200
    assert ceilings(await treasury.tree())["Negara"] == (1000, 800)
    await treasury.move("Palembang", "Mesin Palembang", 50)
    assert (await treasury.decide()).status_code == 200
    tree = ceilings(await treasury.tree())
    assert (tree["Palembang"], tree["Mesin Palembang"]) == ((400, 400), (400, 0))


async def test_a_provinces_people_move_only_their_own(
    treasury: Treasury, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    planner = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "16")
    approver = await factories.officer(db, vault, Role.APPROVER, "16")
    await office.step_up(db, approver)
    assert (await treasury.move("Mesin Palembang", "Mesin Banyuasin", 10, planner)).status_code == 201
    assert (await treasury.decide(who=approver)).status_code == 200
    beyond = await treasury.move("Sandang", "Sumsel", 10, planner)
    assert (beyond.status_code, beyond.json()["code"]) == (404, "budget_not_found")
    assert (await treasury.move(None, "Sumsel", 10)).status_code == 201
    assert (await treasury.decide(who=approver)).json()["code"] == "forbidden"
    stranger = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "32.73")
    assert list(await treasury.tree(stranger)) == ["Negara", "Sandang"]


async def test_a_locked_year_promises_nothing_and_a_closed_one_stands_still(
    treasury: Treasury, db: AsyncSession
) -> None:
    await factories.by_owner(db, "UPDATE budget_nodes SET reserved = 20 WHERE depth < 4 OR name LIKE '%Palembang'")
    await treasury.move("Mesin Palembang", "Mesin Banyuasin", 10)
    assert (await treasury.turn("lock")).json()["code"] == "reason_required"
    assert (await treasury.turn("lock", reason="Akhir tahun")).json()["status"] == "locked"
    assert (await treasury.decide()).json()["code"] == "year_locked"
    assert (await treasury.add("Negara", "Pangan", 10, programme_id=treasury.programme)).json()[
        "code"
    ] == "year_locked"
    assert (await treasury.turn("close", treasury.approver)).json()["code"] == "still_reserved"
    for statement in (
        "UPDATE budget_nodes SET ceiling = ceiling + 1 WHERE depth = 1",
        "UPDATE budget_nodes SET reserved = reserved + 1 WHERE depth = 1",
    ):
        async with db.begin_nested() as point:
            with pytest.raises(IntegrityError, match="is locked"):
                await factories.by_owner(db, statement)
            await point.rollback()
    await factories.by_owner(db, "UPDATE budget_nodes SET spent = spent + reserved, reserved = 0")
    assert (await treasury.turn("close", treasury.approver)).json()["status"] == "closed"
    with pytest.raises(IntegrityError, match="is closed"):
        await factories.by_owner(db, "UPDATE budget_nodes SET spent = spent - 1 WHERE spent > 0")


async def test_whoever_locked_does_not_close(treasury: Treasury, db: AsyncSession) -> None:
    await treasury.turn("lock", reason="Akhir tahun")
    await factories.by_hand(db, f"UPDATE fiscal_years SET locked_by = '{treasury.approver.id}'")
    assert (await treasury.turn("close", treasury.approver)).json()["code"] == "same_person"


@pytest.mark.parametrize(
    ("statement", "wall"),
    [
        ("UPDATE budget_nodes SET ceiling = ceiling - 701 WHERE name = 'Negara'", "allocated"),
        ("UPDATE budget_nodes SET parent_id = id WHERE name = 'Sumsel'", "stays where it is"),
        ("UPDATE budget_nodes SET ceiling = 301 + ceiling WHERE name = 'Palembang'", "allocated"),
        ("UPDATE budget_nodes SET reserved = ceiling + 1 WHERE name = 'Palembang'", "ceiling"),
    ],
)  # fmt: skip
async def test_the_database_holds_by_itself(treasury: Treasury, db: AsyncSession, statement: str, wall: str) -> None:
    with pytest.raises(IntegrityError, match=wall):
        await factories.by_owner(db, statement)
