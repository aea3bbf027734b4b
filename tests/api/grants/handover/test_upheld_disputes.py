"""C55, integrity.md 5: an upheld dispute or a refusal changed no quantity and no budget."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants.handover.test_assets import asset
from tests.api.grants.office import Office, refused_by_the_database, today
from tests.api.grants.warehouse import Warehouse, warehouse

SUMS = (
    "SELECT l.spent_rupiah, l.released_rupiah, l.amount_rupiah, n.reserved, n.spent FROM decree_lines l"
    " JOIN budget_nodes n ON n.id = l.budget_line_id"
)


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def sums(db: AsyncSession) -> dict[str, int]:
    row = (await db.execute(text(SUMS))).one()
    left = row.amount_rupiah - row.spent_rupiah - row.released_rupiah
    return {"line_spent": row.spent_rupiah, "left": left, "spent": row.spent, "reserved": row.reserved}


async def disputed(desk: Office, delivery_id: str) -> dict[str, Any]:
    opened = await desk.post(f"/v1/deliveries/{delivery_id}/disputes", {"reason": "Tidak menyala."}, desk.proposer)
    assert opened.status_code == 201, opened.text
    return opened.json()["disputes"][0]


async def uphold(desk: Office, dispute: dict[str, Any], pieces: dict[str, str], **more: Any) -> Response:
    named = [{"serial": serial, "follows": follows} for serial, follows in pieces.items()]
    body = {"outcome": "upheld", "note": "Kelompok benar.", "pieces": named} | more
    return await desk.post(
        f"/v1/handover-disputes/{dispute['id']}/decisions", body, desk.approver, dispute["version"]
    )


async def held(db: AsyncSession) -> None:
    """What is asked at the end of the transaction."""
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    await db.execute(text("SET CONSTRAINTS ALL DEFERRED"))


async def test_an_upheld_dispute_moves_quantities_budget_and_the_case(
    store: Warehouse, desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 5: an upheld dispute changed no quantity and no budget."""
    case_id = await desk.decreed()
    units = (await store.stocked(case_id))["units"]
    made = (await desk.delivery(case_id, stocked=False)).json()
    before, case = await sums(db), await desk.case(case_id)
    assert (case["status"], before["left"], before["reserved"]) == ("delivered", 0, 0)
    broken, never = units[0], units[1]
    pieces = {broken["serial"]: "returned", never["serial"]: "not_received"}
    done = await uphold(desk, await disputed(desk, made["id"]), pieces)
    assert done.status_code == 200, done.text
    await held(db)
    assert {each["follows"] for each in done.json()["disputes"][0]["pieces"]} == {"returned", "not_received"}
    worth, after = broken["cost_rupiah"] + never["cost_rupiah"], await sums(db)
    assert (after["line_spent"], after["spent"]) == (before["line_spent"] - worth, before["spent"] - worth)
    assert (after["left"], after["reserved"]) == (worth, worth)
    now = await desk.case(case_id)
    handed = sum(line["handed_over"] for line in case["lines"])
    assert (now["status"], sum(line["handed_over"] for line in now["lines"])) == ("partly_delivered", handed - 2)
    states = {each["id"]: (await store.read(f"/v1/stock/{each['id']}"))["status"] for each in (broken, never)}
    assert states == {broken["id"]: "to_inspect", never["id"]: "lost"}
    label = (await db.execute(text("SELECT code FROM assets WHERE status = 'voided' LIMIT 1"))).scalar_one()
    assert (await client.get(f"/v1/asset-labels/{label}")).json()["held"] is False
    checked = (await client.get(f"/v1/papers/{made['code']}")).json()
    assert sum(each["taken_back"] for each in checked["items"]) == 2
    assert [(each["name"], each["wanted"]) for each in await store.wants()] == [(never["name"], 1)]


async def test_what_came_back_is_inspected_and_handed_over_again(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """The same piece, by new minutes; the budget is spent once."""
    case_id = await desk.decreed()
    unit = (await store.stocked(case_id))["units"][0]
    made, before = (await desk.delivery(case_id, stocked=False)).json(), await sums(db)
    assert (await uphold(desk, await disputed(desk, made["id"]), {unit["serial"]: "returned"})).status_code == 200
    seen = await store.read(f"/v1/stock/{unit['id']}")
    line = [{"line_id": unit["line_id"], "serials": [unit["serial"]]}]
    assert (await desk.delivery(case_id, stocked=False, lines=line)).json()["code"] == "not_accepted"
    found = {"condition": "good", "no_conflict": True}
    good = await desk.post(f"/v1/stock/{unit['id']}/inspections", found, store.inspector, seen["version"])
    assert good.status_code == 201, good.text
    again = await desk.delivery(case_id, stocked=False, lines=line)
    assert again.status_code == 201, again.text
    assert (await sums(db), (await desk.case(case_id))["status"]) == (before, "delivered")


async def test_everything_taken_back_is_owed_as_after_the_decree(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    items = (await desk.read(f"/v1/deliveries/{made['id']}"))["items"]
    every = {serial: "returned" for item in items for serial in item["serials"]}
    done = await uphold(desk, await disputed(desk, made["id"]), every)
    assert done.status_code == 200, done.text
    await held(db)
    after = await sums(db)
    assert (after["line_spent"], after["spent"], (await desk.case(case_id))["status"]) == (0, 0, "decreed")


async def test_an_upheld_dispute_names_pieces_of_its_minutes(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    dispute = await disputed(desk, made["id"])
    assert (await uphold(desk, dispute, {})).json()["errors"][0]["code"] == "pieces_missing"
    assert (await uphold(desk, dispute, {"LAIN-1": "returned"})).json()["code"] == "piece_not_handed"
    serial = (await desk.read(f"/v1/deliveries/{made['id']}"))["items"][0]["serials"][0]
    dismissed = await uphold(desk, dispute, {serial: "returned"}, outcome="dismissed")
    assert dismissed.json()["errors"][0]["code"] == "pieces_missing"
    assert (await uphold(desk, dispute, {serial: "returned"})).status_code == 200
    second = await disputed(desk, made["id"])
    assert (await uphold(desk, second, {serial: "returned"})).json()["code"] == "piece_not_handed"


async def test_a_case_is_not_closed_over_a_dispute_nor_disputed_once_closed(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    await disputed(desk, made["id"])
    case = await desk.case(case_id, "approver")
    no = next(each for each in case["unavailable_actions"] if each["action"] == "close")
    assert "sanggahan" in no["reason"]
    for statement in ("UPDATE applications SET status = $$closed$$", "DELETE FROM handover_disputes"):
        await db.execute(text("SELECT by_hand(:statement)"), {"statement": statement})
    late = await desk.post(f"/v1/deliveries/{made['id']}/disputes", {"reason": "Rusak."}, desk.proposer)
    assert (late.status_code, late.json()["code"]) == (409, "case_ended")


async def test_what_the_group_owns_is_not_taken_back_by_a_dispute(desk: Office) -> None:
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    items = (await desk.client.get(f"/v1/assets?application={case_id}", headers=desk.proposer.headers)).json()[
        "items"
    ]
    one = await asset(desk, items[0]["id"])
    title = {"letter_number": "BAST-HAK/1", "dated": today()}
    assert (await desk.post(f"/v1/assets/{one['id']}/titles", title, desk.approver, one["version"])).is_success
    refused = await uphold(desk, await disputed(desk, made["id"]), {one["serial"]: "returned"})
    assert (refused.status_code, refused.json()["code"]) == (409, "owned_by_group")


async def test_the_database_moves_pieces_and_money_only_together(desk: Office, db: AsyncSession) -> None:
    """Direct SQL as the application's role."""
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    dispute = await disputed(desk, made["id"])
    who = desk.approver.id
    piece = (
        "INSERT INTO dispute_pieces (dispute_id, serial_id, follows)"
        " SELECT CAST(:dispute AS uuid), id, 'returned' FROM handed_serials"
    )
    assert "disputed is taken back" in await refused_by_the_database(db, piece, dispute=dispute["id"])
    for statement, words in (
        ("UPDATE stock_units SET status = 'lost' WHERE status = 'handed_over'", "upheld dispute"),
        ("UPDATE stock_units SET status = 'to_inspect' WHERE status = 'handed_over'", "upheld dispute"),
        ("UPDATE assets SET status = 'voided'", "upheld dispute"),
    ):
        said = await refused_by_the_database(db, statement)
        assert words in said or "without an inspection" in said, said
    decided = "UPDATE handover_disputes SET outcome = 'upheld', note = 'x', decided_by = :who"
    async with db.begin_nested() as undone:
        await db.execute(text(decided), {"who": who})
        assert "moves pieces and money" in await refused_by_the_database(db, "SET CONSTRAINTS ALL IMMEDIATE")
        await undone.rollback()
    async with db.begin_nested() as undone:
        await db.execute(text(decided), {"who": who})
        await db.execute(text(f"{piece} LIMIT 1"), {"dispute": dispute["id"]})
        booked = (
            "INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah, dispute_id)"
            " SELECT id, 'taken_back', 5, CAST(:dispute AS uuid) FROM decree_lines"
        )
        assert "what the pieces cost" in await refused_by_the_database(db, booked, dispute=dispute["id"])
        await undone.rollback()
