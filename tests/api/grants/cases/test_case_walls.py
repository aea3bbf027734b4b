"""integrity.md 6: by direct SQL as the application's role nothing binding of a case changes without its act."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import money, office
from tests.api.grants.cases.test_case_people import checked, move
from tests.api.grants.cases.test_gates import TAKE
from tests.api.grants.office import Office, refused_by_the_database

NO_RIGHT = [
    "UPDATE case_duties SET duty_group = 'approve_1'",
    "UPDATE decree_lines SET spent_rupiah = 0",
    "UPDATE decree_lines SET released_rupiah = 0",
    "UPDATE decree_lines SET amount_rupiah = 1",
    "UPDATE decree_lines SET round_id = NULL",
    "UPDATE decree_bookings SET amount_rupiah = 1",
    "UPDATE budget_nodes SET reserved = 0",
    "UPDATE budget_nodes SET spent = 0",
    "UPDATE budget_nodes SET allocated = 0",
    "UPDATE approval_rounds SET votes_needed = '{1}'",
    "UPDATE approval_rounds SET snapshot_hash = 'x'",
    "UPDATE approval_rounds SET roster = 9",
    "UPDATE applications SET group_id = group_id",
    "UPDATE applications SET call_id = call_id",
    "UPDATE application_lines SET price_rupiah = 1",
    "UPDATE application_lines SET requested = 99",
    "UPDATE aid_claims SET person_id = person_id",
    "UPDATE case_rosters SET size = 99",
    "UPDATE case_members SET role = 'chair'",
    "DELETE FROM case_members",
    "DELETE FROM aid_claims",
    "DELETE FROM decree_bookings",
    "UPDATE group_members SET person_id = person_id",
    "UPDATE handovers SET roster = 1",
    "SELECT budget_book(uuidv7(), 1, 1)",
]


@pytest.mark.parametrize("statement", NO_RIGHT)
async def test_the_application_has_no_right_to(db: AsyncSession, statement: str) -> None:
    assert "permission denied" in await refused_by_the_database(db, statement)


async def test_claims_end_with_their_case(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    case_id = await checked(desk)
    let_go = "UPDATE aid_claims SET released = true WHERE application_id = :case"
    assert "ends with its case" in await refused_by_the_database(db, let_go, case=case_id)
    (stranger,) = await office.members(client, db, 1)
    claim = (
        "INSERT INTO aid_claims (person_id, programme_id, fiscal_year, application_id)"
        " SELECT :who, programme_id, fiscal_year, application_id FROM aid_claims WHERE application_id = :case LIMIT 1"
    )
    assert "person of the case" in await refused_by_the_database(db, claim, case=case_id, who=stranger)
    await desk.vote(case_id)
    assert (await desk.decree(case_id)).status_code == 201
    await factories.by_hand(db, f"UPDATE applications SET status = 'withdrawn' WHERE id = '{case_id}'")
    said = await refused_by_the_database(db, let_go, case=case_id)
    assert "ends with its case" in said, "a recipient in force keeps hers whatever the status says"


async def test_what_is_voted_on_stays(desk: Office, db: AsyncSession) -> None:
    case_id = await checked(desk)
    for statement, wall in (
        ("UPDATE applications SET snapshot_hash = 'x' WHERE id = :case", "as it was frozen"),
        ("UPDATE application_lines SET approved = 1 WHERE application_id = :case", "at the desk"),
        ("INSERT INTO case_rosters (application_id, number, occasion, size) VALUES (:case, 2, 'round', 5)", "a vote"),
        (
            "INSERT INTO application_lines (application_id, position, name, unit, requested, approved, price_rupiah,"
            " price_source) VALUES (:case, 9, 'x', 'x', 1, 1, 1, 'x')",
            "at the desk",
        ),
        ("UPDATE approval_rounds SET stage = 2 WHERE application_id = :case", "not enough approving votes"),
        (
            "UPDATE approval_rounds SET outcome = 'passed', closed_at = now() WHERE application_id = :case",
            "not enough approving votes",
        ),
    ):
        assert wall in await refused_by_the_database(db, statement, case=case_id), statement


async def test_a_vote_is_on_what_its_round_shows(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    case_id, other = await checked(desk), await checked(desk, await office.group(client, db))
    await db.execute(text(TAKE), {"case": case_id, "person": desk.approver.id, "duty": "approve_1"})
    vote = (
        "INSERT INTO votes (application_id, person_id, duty_group, decision, snapshot_hash, round_id, stage)"
        " SELECT :case, :who, 'approve_1', 'approve', {hash}, r.id, 1 FROM approval_rounds r"
        " WHERE r.application_id = :of"
    )
    facts: dict[str, Any] = {"case": case_id, "who": desk.approver.id}
    lie = vote.replace("{hash}", "'x'")
    assert "what its round shows" in await refused_by_the_database(db, lie, **facts, of=case_id)
    stray = vote.replace("{hash}", "r.snapshot_hash")
    assert "fk_votes_round" in await refused_by_the_database(db, stray, **facts, of=other)
    await move(desk, case_id, "recall", desk.verifier)
    assert "what its round shows" in await refused_by_the_database(db, stray, **facts, of=case_id)


async def test_a_decree_line_follows_the_last_round_and_begins_whole(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    await db.execute(text(TAKE), {"case": case_id, "person": desk.secretary.id, "duty": "decree"})
    line = (
        "WITH d AS (INSERT INTO decrees (number, number_key, year, dated, signatory_name, signatory_position,"
        " district_code) VALUES ('x', 'x', 2026, '2026-11-25', 'x', 'x', '16.71') RETURNING id)"
        " INSERT INTO decree_lines (application_id, person_id, duty_group, decree_id, position, budget_line_id,"
        " amount_rupiah, round_id, spent_rupiah) SELECT :case, :who, 'decree', d.id, 1, :line, :amount,"
        " (SELECT id FROM approval_rounds WHERE application_id = :case AND :with), :spent FROM d"
    )
    facts: dict[str, Any] = {"case": case_id, "who": desk.secretary.id, "line": desk.call["line"], "spent": 0}
    total = desk.call["total"]
    assert "follows the last round" in await refused_by_the_database(
        db, line, **facts, amount=total, **{"with": False}
    )
    assert "what was approved" in await refused_by_the_database(db, line, **facts, amount=1, **{"with": True})
    facts["spent"] = 1
    assert "whole amount" in await refused_by_the_database(db, line, **facts, amount=total, **{"with": True})


async def test_sums_follow_the_bookings_of_real_acts_only(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    lines = (await desk.case(case_id))["lines"]
    made = await desk.delivery(case_id, lines=[{"line_id": lines[1]["id"], "serials": ["W1", "W2"]}])
    assert made.status_code == 201, made.text
    sums = text("SELECT l.spent_rupiah, n.spent, n.reserved FROM decree_lines l"
                " JOIN budget_nodes n ON n.id = l.budget_line_id WHERE l.application_id = :case")  # fmt: skip
    spent = 2 * lines[1]["price_rupiah"]
    assert tuple((await db.execute(sums, {"case": case_id})).one()) == (spent, spent, desk.call["total"] - spent)
    again = (
        "INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah, handover_id)"
        " SELECT h.decree_line_id, :kind, :amount, h.id FROM handovers h WHERE h.application_id = :case"
    )
    twice = await refused_by_the_database(db, again, case=case_id, kind="spent", amount=spent)
    assert "uq_decree_bookings_handover_id_kind" in twice
    early = await refused_by_the_database(db, again, case=case_id, kind="released", amount=spent)
    assert "once everything came" in early
    nothing = (
        "INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah)"
        " SELECT id, 'carried', 1 FROM decree_lines WHERE application_id = :case"
    )
    assert "nothing is booked" in await refused_by_the_database(db, nothing, case=case_id)
    await factories.by_hand(db, "DELETE FROM decree_bookings")
    lie = await refused_by_the_database(db, again, case=case_id, kind="spent", amount=1)
    assert "what was handed over" in lie


async def test_money_is_sent_to_the_people_of_the_case_under_a_decree_in_force(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """The wall asked when a payment was prepared alone: what changed behind it was paid out."""
    treasury = await money.treasury(db, vault, desk)
    await treasury.account()
    await treasury.condition()
    assert (await treasury.prepare()).status_code == 201
    send = (
        "UPDATE tranche_payments SET status = 'sent', released_by = :who,"
        " sent_on = (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date,"
        " payment_order_number = 'SPM-1', disbursement_number = 'SP2D-1'"
    )
    (stranger,) = await office.members(client, db, 1)
    await factories.by_hand(db, "INSERT INTO group_members (group_id, person_id, role, valid_from)"
                            f" VALUES ('{desk.group}', '{stranger}', 'member', current_date)")  # fmt: skip
    refused = await treasury.move("send")
    assert (refused.status_code, refused.json()["code"]) == (409, "people_changed")
    who = treasury.second.id
    assert "not the people of the case" in await refused_by_the_database(db, send, who=who)
    await factories.by_hand(db, f"DELETE FROM group_members WHERE person_id = '{stranger}'")
    await factories.by_hand(db, "UPDATE decrees SET revoked_at = bimtek_now()")
    assert "no decree in force" in await refused_by_the_database(db, send, who=who)
    await factories.by_hand(db, "UPDATE decrees SET revoked_at = NULL")
    assert (await treasury.move("send")).status_code == 200
