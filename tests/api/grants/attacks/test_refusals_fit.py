"""integrity.md 5, attacked again: a visit at which nothing was taken has its own time, hands and pieces."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.grants import doors
from tests.api.grants.office import Office, refused_by_the_database

VISIT = (
    "INSERT INTO handover_attempts (id, kind, attempted_at, place, reason, application_id, person_id, duty_group,"
    " receiver_id, giver_signature_id, receiver_signature_id) SELECT uuidv7(), 'refused', {at}, 'x', 'x',"
    " application_id, person_id, duty_group, {who}, {giver}, {receiver} FROM handovers"
)


@pytest.fixture
async def door(desk: Office) -> dict[str, Any]:
    """One piece was refused and found good, two were handed over."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 3)
    told = await doors.refusal(desk, case_id, {"line_id": line["line_id"], "serials": line["serials"][2:]})
    assert (await doors.attempt(desk, case_id, **told)).status_code == 201
    await doors.found_good(desk, case_id)
    lines = [{"line_id": line["line_id"], "serials": line["serials"][:2]}]
    assert (await desk.delivery(case_id, stocked=False, lines=lines)).status_code == 201
    return {"case": case_id, "line": line, "left": line["serials"][2], "told": told}


def visit(at: str = "bimtek_now()", who: str = "receiver_id", giver: str = "NULL", receiver: str = "NULL") -> str:
    return VISIT.format(at=at, who=who, giver=giver, receiver=receiver)


async def test_a_visit_is_not_back_dated(desk: Office) -> None:
    """Minutes dated before the decree were refused; a refusal of a year ago was taken."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 1)
    told = await doors.refusal(desk, case_id, line)
    early = await doors.attempt(desk, case_id, **told, attempted_at="2025-11-30T03:00:00+00:00")
    assert (early.status_code, early.json()["code"]) == (409, "before_decree")
    nobody = await doors.attempt(desk, case_id, kind="no_show", attempted_at="2025-11-30T03:00:00+00:00")
    assert (nobody.status_code, nobody.json()["code"]) == (409, "before_decree")
    assert (await doors.attempt(desk, case_id, **told)).status_code == 201


async def test_nothing_is_refused_before_it_was_accepted(desk: Office, db: AsyncSession) -> None:
    """Case 53 for what was not taken."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 1)
    told = await doors.refusal(desk, case_id, line)
    await db.execute(
        text("SELECT by_hand($$UPDATE decrees SET created_at = created_at - interval '3 hours',"
             " dated = dated - 1$$)")
    )  # fmt: skip
    moment = "SELECT (max(accepted_at) - interval '2 minutes')::text FROM stock_units"
    early = (await db.execute(text(moment))).scalar_one().replace(" ", "T")
    refused = await doors.attempt(desk, case_id, **told, attempted_at=f"{early}:00"[:32])
    assert (refused.status_code, refused.json()["code"]) == (409, "before_accepted"), refused.text


async def test_the_database_takes_no_visit_of_another_day_or_hand(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    stranger = (
        "(SELECT person_id FROM participants WHERE person_id NOT IN (SELECT person_id FROM group_members) LIMIT 1)"
    )
    for statement, why in (
        (visit("bimtek_now() - interval '1 year'"), "neither before the decree"),
        (visit("bimtek_now() + interval '1 year'"), "nor to come"),
        (visit(who=stranger), "who refused"),
        (visit(), "signed by both"),
        (visit(giver="giver_signature_id", receiver="receiver_signature_id"), "serves once"),
        (visit(giver="receiver_signature_id", receiver="giver_signature_id"), "not that person's"),
    ):
        assert why in await refused_by_the_database(db, statement), statement


async def test_a_refusals_signature_serves_for_no_minutes(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    """Bound to the case and the person already, it passed for minutes of the same day."""
    told = {name: door["told"][name] for name in ("giver_signature_id", "receiver_signature_id")}
    lines = [{"line_id": door["line"]["line_id"], "serials": [door["left"]]}]
    made = await desk.delivery(door["case"], stocked=False, lines=lines, **(await desk.evidence() | told))
    assert (made.status_code, made.json()["code"]) == (409, "signature_used"), made.text
    again = (
        "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
        " handed_at, place, receiver_id, snapshot, snapshot_hash, giver_signature_id, receiver_signature_id)"
        " SELECT 'X', 'XXXXXXXXXXXX', h.application_id, h.person_id, h.duty_group, h.decree_line_id, h.district_code,"
        " bimtek_now(), 'x', h.receiver_id, '{}', 'x', a.giver_signature_id, a.receiver_signature_id"
        " FROM handovers h JOIN handover_attempts a ON a.application_id = h.application_id"
    )
    assert "serves once" in await refused_by_the_database(db, again)


async def test_an_old_visit_gets_no_further_piece(desk: Office, db: AsyncSession, door: dict[str, Any]) -> None:
    """A piece refused good was sent back on the paper of another day, by somebody who was not there."""
    back = (
        "INSERT INTO stock_returns (unit_id, application_id, brought_by, reason)"
        " SELECT id, CAST(:case AS uuid), CAST(:who AS uuid), 'x' FROM stock_units WHERE serial = :serial"
    )
    piece = (
        "INSERT INTO refused_pieces (return_id, attempt_id, application_line_id, unit_id, serial, reason, words)"
        " SELECT b.id, a.id, u.for_line_id, u.id, u.serial, 'not_needed', 'x' FROM stock_units u"
        " JOIN stock_returns b ON b.unit_id = u.id AND b.inspected_by IS NULL CROSS JOIN handover_attempts a"
        " WHERE u.serial = :serial"
    )
    facts = {"case": door["case"], "serial": door["left"]}
    for who, later in ((desk.proposer, ""), (desk.giver, "1 day")):
        async with db.begin_nested() as undone:
            await db.execute(text(back), facts | {"who": who.id})
            if later:
                now = "SELECT set_config('bimtek.test_now', (clock_timestamp() + interval '1 day')::text, true)"
                await db.execute(text(now))
            assert "when it was" in await refused_by_the_database(db, piece, serial=door["left"])
            await undone.rollback()
