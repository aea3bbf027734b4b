"""C55: what the database holds of refusals, by direct SQL as the application's role."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.grants import doors
from tests.api.grants.office import Office, refused_by_the_database

BACK = (
    "INSERT INTO stock_returns (unit_id, application_id, brought_by, reason)"
    " SELECT id, CAST(:case AS uuid), CAST(:who AS uuid), 'x' FROM stock_units WHERE serial = :serial"
)
PIECE = (
    "INSERT INTO refused_pieces (return_id, {door}_id, application_line_id, unit_id, serial, reason, words)"
    " SELECT b.id, CAST(:door AS uuid), u.for_line_id, u.id, u.serial, '{reason}', 'x'"
    " FROM stock_units u JOIN stock_returns b ON b.unit_id = u.id WHERE u.serial = :serial"
)


def refused(door: str = "handover", reason: str = "not_needed") -> str:
    return PIECE.format(door=door, reason=reason)


@pytest.fixture
async def door(desk: Office) -> dict[str, Any]:
    """A handover of two pieces, and a third that stayed in the store."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 3)
    taken = {"line_id": line["line_id"], "serials": line["serials"][:2]}
    made = await desk.delivery(case_id, stocked=False, lines=[taken])
    assert made.status_code == 201, made.text
    return {"case": case_id, "delivery": made.json()["id"], "taken": taken["serials"], "left": line["serials"][2]}


async def test_old_minutes_get_no_refusal_they_do_not_print(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    """C55: delivered and refused are what the signed minutes say, piece by piece."""
    facts = {"case": door["case"], "who": desk.giver.id, "serial": door["left"]}
    async with db.begin_nested() as undone:
        await db.execute(text(BACK), facts)
        said = await refused_by_the_database(db, refused(), door=door["delivery"], serial=door["left"])
        assert "minutes do not say" in said
        await undone.rollback()


async def test_what_was_taken_is_not_refused_and_what_was_refused_is_not_taken(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    """Delivered and refused together are never more than was brought: a piece is one or the other."""
    facts = {"case": door["case"], "who": desk.giver.id, "serial": door["taken"][0]}
    async with db.begin_nested() as undone:
        await db.execute(text(BACK), facts)
        said = await refused_by_the_database(db, refused(), door=door["delivery"], serial=facts["serial"])
        assert "was brought to the group" in said
        await undone.rollback()
    left = {"line_id": (await desk.read(f"/v1/applications/{door['case']}/stock"))[0]["line_id"],
            "serials": [door["left"]]}  # fmt: skip
    assert (await doors.attempt(desk, door["case"], **await doors.refusal(desk, door["case"], left))).is_success
    out = "UPDATE stock_units SET status = 'handed_over' WHERE serial = :serial"
    assert "no such step" in await refused_by_the_database(db, out, serial=door["left"])
    handed = (
        "INSERT INTO handed_serials (serial_key, serial, handover_line_id, unit_id)"
        " SELECT u.serial_key, u.serial, l.id, u.id FROM stock_units u CROSS JOIN handover_lines l"
        " WHERE u.serial = :serial LIMIT 1"
    )
    assert "without having been accepted" in await refused_by_the_database(db, handed, serial=door["left"])
    machine = (
        "INSERT INTO assets (code, serial_key, serial, name, price_rupiah, application_id, group_id, district_code,"
        " status, handed_on) SELECT 'X', upper(:serial), :serial, name, 1, application_id, group_id, district_code,"
        " 'installed', handed_on FROM assets LIMIT 1"
    )
    assert "begins with its handover" in await refused_by_the_database(db, machine, serial=door["left"])
    moved = "UPDATE stock_units SET status = 'in_stock' WHERE serial = :serial"
    assert "without an inspection" in await refused_by_the_database(db, moved, serial=door["left"])


async def test_a_refusal_without_pieces_or_whose_piece_stays_is_none(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    """C55: a refusal had no lines and moved nothing."""
    visit = (
        "INSERT INTO handover_attempts (id, kind, attempted_at, place, reason, application_id, person_id, duty_group,"
        " receiver_id) SELECT CAST(:id AS uuid), 'refused', bimtek_now(), 'x', 'x', application_id, person_id,"
        " duty_group, receiver_id FROM handovers"
    )
    attempt_id = uuid4()
    await factories.by_hand(db, "UPDATE programmes SET handover_needs = '{}'")  # no signature is asked for
    async with db.begin_nested() as undone:
        await db.execute(text(visit), {"id": attempt_id})
        assert "which pieces" in await refused_by_the_database(db, "SET CONSTRAINTS ALL IMMEDIATE")
        facts = {"case": door["case"], "who": desk.giver.id, "serial": door["left"]}
        await db.execute(text(BACK), facts)
        lone = refused("attempt", "broken")
        assert "ck_refused_pieces_photo" in await refused_by_the_database(
            db, lone, door=attempt_id, serial=door["left"]
        )
        await db.execute(text(refused("attempt")), {"door": attempt_id, "serial": door["left"]})
        assert "goes back to the store" in await refused_by_the_database(db, "SET CONSTRAINTS ALL IMMEDIATE")
        await undone.rollback()
    changed = "UPDATE refused_pieces SET reason = 'other'"
    assert "permission denied" in await refused_by_the_database(db, changed)
    for status, words in (("to_inspect", "without an inspection"), ("written_off", "no such step")):
        said = await refused_by_the_database(
            db, f"UPDATE stock_units SET status = '{status}' WHERE serial = :serial", serial=door["left"]
        )
        assert words in said or "refused it" in said


AT_ANOTHER_DOOR = """WITH back AS (INSERT INTO stock_returns (unit_id, application_id, brought_by, reason)
 SELECT id, CAST(:case AS uuid), CAST(:who AS uuid), 'x' FROM stock_units WHERE serial = :serial RETURNING id),
 door AS (INSERT INTO handover_attempts (kind, attempted_at, place, reason, application_id, person_id, duty_group,
 receiver_id) SELECT kind, attempted_at, place, reason, application_id, person_id, duty_group, receiver_id
 FROM handover_attempts RETURNING id) SELECT back.id AS back, door.id AS door FROM back, door"""
SHOWN = """INSERT INTO refused_pieces (return_id, attempt_id, application_line_id, unit_id, serial, reason, words,
 photo_id) SELECT CAST(:back AS uuid), CAST(:door AS uuid), u.for_line_id, u.id, u.serial, 'broken', 'x', p.photo_id
 FROM stock_units u CROSS JOIN (SELECT photo_id FROM refused_pieces LIMIT 1) p WHERE u.serial = :serial"""


async def test_a_photo_of_one_door_shows_no_piece_of_another(desk: Office, db: AsyncSession) -> None:
    """C55: one picture may show sixteen pieces of one refusal, and never prove a second one."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 2)
    first = {"line_id": line["line_id"], "serials": line["serials"][:1]}
    assert (await doors.attempt(desk, case_id, **await doors.refusal(desk, case_id, first))).status_code == 201
    facts = {"case": case_id, "who": desk.giver.id, "serial": line["serials"][1]}
    await factories.by_hand(db, "UPDATE programmes SET handover_needs = '{}'")  # no signature is asked for
    made = (await db.execute(text(AT_ANOTHER_DOOR), facts)).one()
    said = await refused_by_the_database(db, SHOWN, back=made.back, door=made.door, serial=line["serials"][1])
    assert "a photo serves once" in said
    assert "permission denied" in await refused_by_the_database(db, "UPDATE refused_pieces SET photo_id = NULL")


async def test_more_than_was_decreed_is_never_handed_over(
    desk: Office, db: AsyncSession, door: dict[str, Any]
) -> None:
    """house.md 5: more is handed over than was decreed, through the API and by direct SQL."""
    case = await desk.case(door["case"])
    item = next(each for each in case["lines"] if each["handed_over"])
    above = [f"LEBIH-{each}" for each in range(item["approved"] - item["handed_over"] + 1)]
    lines = [{"line_id": item["id"], "serials": above}]
    refused_again = await desk.delivery(door["case"], stocked=False, lines=lines)
    assert (refused_again.status_code, refused_again.json()["code"]) == (409, "above_approved")
    for statement in (
        "UPDATE handover_lines SET quantity = :many",
        "INSERT INTO handover_lines (handover_id, application_line_id, quantity)"
        " SELECT handover_id, application_line_id, :many FROM handover_lines",
    ):
        said = await refused_by_the_database(db, statement, many=item["approved"] + 1)
        assert "approved" in said or "permission denied" in said, said
