"""integrity.md 6, record 103: a ceiling, the first one too, is asked for by one human and approved by another."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.invariants.service import violations
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import refused_by_the_database
from tests.api.programmes.test_budgets import LETTER, YEAR, Treasury, ceilings, treasury

__all__ = ["treasury"]
MOVED = (
    "INSERT INTO budget_moves"
    " (fiscal_year, district_code, to_id, amount, letter_number, reason, status, proposed_by{more})"
    " SELECT fiscal_year, :where, id, 5, '1', 'x', :status, :one{value} FROM budget_nodes WHERE name = 'Palembang'"
)


async def test_a_first_ceiling_is_nothing_until_another_person_approves_it(treasury: Treasury) -> None:
    added = await treasury.add("Palembang", "Modal Palembang", 40)
    assert added.status_code == 201, added.text
    made = (await treasury.tree())["Modal Palembang"]
    assert (made["ceiling"], made["waiting"]) == (0, 40)
    assert ceilings(await treasury.tree())["Palembang"] == (300, 250)
    own = await treasury.decide(who=treasury.planner)
    assert own.json()["code"] == "forbidden"
    await treasury.approve()
    made = (await treasury.tree())["Modal Palembang"]
    assert (made["ceiling"], made["waiting"]) == (40, 0)
    assert ceilings(await treasury.tree())["Palembang"] == (300, 290)


async def test_a_year_opens_with_nothing(treasury: Treasury) -> None:
    new = {"year": YEAR + 1, "name": "Negara", "ceiling": 1000} | LETTER
    opened = await treasury.post("/v1/budgets", new)
    assert (opened.status_code, opened.json()["ceiling"]) == (201, 0)
    assert opened.json()["nodes"][0]["waiting"] == 1000
    unsigned = await treasury.post("/v1/budgets", {"year": YEAR + 2, "name": "Negara", "ceiling": 1000})
    assert [each["pointer"] for each in unsigned.json()["errors"]] == ["/letter_number"]


async def test_what_waits_is_not_asked_for_twice(treasury: Treasury) -> None:
    assert (await treasury.add("Sumsel", "Lahat", 60, district_code="16.04")).status_code == 201
    over = await treasury.add("Sumsel", "Ogan Ilir", 41, district_code="16.10")
    assert (over.status_code, over.json()["code"]) == (409, "budget_exceeded")
    assert (await treasury.add("Sumsel", "Ogan Ilir", 40, district_code="16.10")).status_code == 201


async def test_a_refused_ceiling_leaves_a_node_with_nothing(treasury: Treasury) -> None:
    await treasury.add("Palembang", "Modal Palembang", 40)
    assert (await treasury.decide("refuse", note="Belum perlu")).status_code == 200
    made = (await treasury.tree())["Modal Palembang"]
    assert (made["ceiling"], made["waiting"]) == (0, 0)


@pytest.mark.parametrize(
    ("statement", "wall"),
    [
        ("UPDATE budget_nodes SET ceiling = ceiling + 1 WHERE name = 'Negara'", "what approved moves made of it"),
        ("UPDATE budget_nodes SET ceiling = 0 WHERE name = 'Mesin Palembang'", "what approved moves made of it"),
        (
            "INSERT INTO budget_nodes (parent_id, depth, name, fiscal_year, programme_id, district_code, ceiling)"
            " SELECT parent_id, depth, 'Lagi', fiscal_year, programme_id, district_code, 1 FROM budget_nodes"
            " WHERE name = 'Mesin Palembang'",
            "what approved moves made of it",
        ),
        ("UPDATE budget_nodes SET carried = 1", "permission denied"),
        ("UPDATE budget_moves SET amount = 500", "permission denied"),
        ("UPDATE budget_moves SET status = 'proposed', decided_by = NULL", "decided once"),
    ],
)
async def test_the_applications_role_writes_no_ceiling(
    treasury: Treasury, db: AsyncSession, statement: str, wall: str
) -> None:
    """By direct SQL: neither a first ceiling, nor another one, nor another sum than was asked for."""
    assert wall in await refused_by_the_database(db, statement)


async def test_a_move_is_not_born_approved_nor_decided_by_one_human(
    treasury: Treasury, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    facts: dict[str, Any] = {"one": treasury.planner.id, "where": "16.71", "status": "approved"}
    born = MOVED.format(more=", decided_by", value=", :two")
    said = await refused_by_the_database(db, born, **facts, two=treasury.approver.id)
    assert "begins undecided" in said or "lies in its year" in said
    elsewhere = facts | {"where": "16.07", "status": "proposed"}
    assert "lies in its year" in await refused_by_the_database(db, MOVED.format(more="", value=""), **elsewhere)
    await db.execute(text(MOVED.format(more="", value="")), facts | {"status": "proposed"})
    other = await factories.officer(db, vault, Role.APPROVER, None)
    await office.step_up(db, other)
    same = f"UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL, same_as = '{facts['one']}'"
    await factories.by_hand(db, f"{same} WHERE id = '{other.id}'")
    decided = "UPDATE budget_moves SET status = 'approved', decided_by = :who WHERE status = 'proposed'"
    assert "one human" in await refused_by_the_database(db, decided, who=other.id)


async def test_what_was_there_before_the_rule_stays_and_the_invariant_counts_it(
    treasury: Treasury, db: AsyncSession
) -> None:
    assert "ceilings_come_from_moves" not in await violations(db)
    await factories.by_hand(db, "UPDATE budget_nodes SET ceiling = ceiling + 7, carried = 7 WHERE name = 'Negara'")
    assert "ceilings_come_from_moves" not in await violations(db)
    await factories.by_hand(db, "UPDATE budget_nodes SET ceiling = ceiling + 1 WHERE name = 'Negara'")
    assert "ceilings_come_from_moves" in await violations(db)
