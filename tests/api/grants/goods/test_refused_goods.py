"""C55: what becomes of a refused piece and of its money: back to the supplier, claimed, replaced, completed."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import doors
from tests.api.grants.goods.test_dispatches import arrive, send
from tests.api.grants.office import Office, refused_by_the_database, step_up, today
from tests.api.grants.warehouse import Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


@pytest.fixture
async def payers(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    people = [await factories.officer(db, vault, Role.TREASURER) for _ in range(2)]
    for who in people:
        await step_up(db, who)
    return people


async def refused(store: Warehouse, case_id: str) -> dict[str, Any]:
    """Everything came and was accepted; of one item the last piece is refused as broken."""
    receipt = await store.stocked(case_id)
    line = next(each for each in await store.lines(case_id) if len(each["serials"]) > 1)
    assert (await doors.part_refused(store.desk, case_id, line)).status_code == 201
    unit = next(each for each in receipt["units"] if each["serial"] == line["serials"][-1])
    return unit | {"order_id": receipt["order_id"]}


async def pay(store: Warehouse, order_id: str, amount: int, who: factories.TestOfficer) -> Any:
    body = {"amount_rupiah": amount, "request_number": "SPP-1", "no_conflict": True}
    return await store.desk.post(f"/v1/orders/{order_id}/payments", body, who)


async def release(store: Warehouse, payment: dict[str, Any], who: factories.TestOfficer) -> Any:
    body = {"action": "release", "payment_order_number": "SPM-1", "disbursement_number": "SP2D-1",
            "paid_on": today(), "no_conflict": True}  # fmt: skip
    return await store.desk.post(f"/v1/payments/{payment['id']}/transitions", body, who, payment["version"])


async def waiting(desk: Office, who: factories.TestOfficer) -> set[str]:
    found = (await desk.client.get("/v1/inbox", headers=who.headers)).json()
    return {each["kind"] for each in found["items"]}


async def test_a_defective_piece_is_not_paid_until_it_is_found_good(
    store: Warehouse, desk: Office, db: AsyncSession, payers: list[factories.TestOfficer]
) -> None:
    """C55, G11: the supplier is not paid for what the group refused as broken."""
    case_id = await desk.decreed()
    unit = await refused(store, case_id)
    order = await store.read(f"/v1/orders/{unit['order_id']}")
    total, less = order["total_rupiah"], order["total_rupiah"] - unit["cost_rupiah"]
    above = await pay(store, order["id"], total, payers[0])
    assert (above.status_code, above.json()["code"]) == (409, "above_accepted")
    direct = (
        "INSERT INTO supplier_payments (order_id, district_code, status, amount_rupiah, request_number, prepared_by)"
        " SELECT id, district_code, 'prepared', :amount, 'X', CAST(:who AS uuid) FROM orders"
    )
    said = await refused_by_the_database(db, direct, amount=total, who=payers[0].id)
    assert "above what was accepted" in said
    listed = await store.read(f"/v1/orders/{order['id']}/payments")
    assert (listed["left_rupiah"], listed["claim_rupiah"]) == (less, 0)
    assert (await doors.inspected(desk, unit["id"], who=store.inspector)).status_code == 201
    assert (await pay(store, order["id"], total, payers[0])).status_code == 201


async def test_what_was_prepared_before_is_not_released_for_a_refused_piece(
    store: Warehouse, desk: Office, payers: list[factories.TestOfficer]
) -> None:
    case_id = await desk.decreed()
    receipt = await store.stocked(case_id)
    order = await store.read(f"/v1/orders/{receipt['order_id']}")
    made = (await pay(store, order["id"], order["total_rupiah"], payers[0])).json()["items"][0]
    line = next(each for each in await store.lines(case_id) if len(each["serials"]) > 1)
    assert (await doors.part_refused(desk, case_id, line)).status_code == 201
    late = await release(store, made, payers[1])
    assert (late.status_code, late.json()["code"]) == (409, "above_accepted")


async def test_a_broken_piece_goes_back_to_its_supplier_is_claimed_and_replaced(
    store: Warehouse, desk: Office, payers: list[factories.TestOfficer]
) -> None:
    """C55: refused, inspected, returned, claimed where it was paid, replaced, handed over: the line is whole."""
    case_id = await desk.decreed()
    receipt = await store.stocked(case_id)
    order = await store.read(f"/v1/orders/{receipt['order_id']}")
    paid = (await pay(store, order["id"], order["total_rupiah"], payers[0])).json()["items"][0]
    assert (await release(store, paid, payers[1])).status_code == 200
    line = next(each for each in await store.lines(case_id) if len(each["serials"]) > 1)
    assert (await doors.part_refused(desk, case_id, line)).status_code == 201
    piece = (await doors.refusals(desk, case_id))[0]
    assert "refused_pieces" in await waiting(desk, desk.giver)
    assert "refused_pieces" in await waiting(desk, store.buyer)
    early = await doors.moved(desk, piece["unit_id"], "send_back")
    assert early.json()["code"] == "wrong_step"
    assert (await doors.inspected(desk, piece["unit_id"], "broken", who=store.inspector)).status_code == 201
    assert (await doors.refusals(desk, case_id))[0]["next"] == "send_back"
    assert (await doors.moved(desk, piece["unit_id"], "send_back")).status_code == 200
    assert (await doors.refusals(desk, case_id))[0]["next"] == "replace"
    unit = await store.read(f"/v1/stock/{piece['unit_id']}")
    listed = await store.read(f"/v1/orders/{order['id']}/payments")
    assert (listed["claim_rupiah"], listed["left_rupiah"]) == (unit["cost_rupiah"], 0)
    assert "claims_on_suppliers" in await waiting(desk, payers[0])
    again = await store.read(f"/v1/orders/{order['id']}")
    assert (again["status"], await store.wants()) == ("placed", [])
    assert (await store.inspect((await store.receive(again)).json())).status_code == 201
    assert (await store.read(f"/v1/orders/{order['id']}"))["status"] == "completed"
    assert (await store.read(f"/v1/orders/{order['id']}/payments"))["claim_rupiah"] == 0
    assert (await desk.delivery(case_id, stocked=False)).status_code == 201
    assert (await desk.case(case_id))["status"] == "delivered"
    assert "refused_pieces" not in await waiting(desk, desk.giver)
    assert "claims_on_suppliers" not in await waiting(desk, payers[0])


async def test_an_opening_piece_found_bad_is_written_off_and_ordered_anew(store: Warehouse, desk: Office) -> None:
    """It came from no supplier: nobody is owed for it, and the group is owed another."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 2)
    assert (await doors.part_refused(desk, case_id, line)).status_code == 201
    piece = (await doors.refusals(desk, case_id))[0]
    assert (await doors.inspected(desk, piece["unit_id"], "broken")).status_code == 201
    assert (await doors.refusals(desk, case_id))[0]["next"] == "write_off"
    before = {each["line_id"]: each["wanted"] for each in await store.wants()}
    refused = await doors.moved(desk, piece["unit_id"], "send_back")
    assert refused.json()["code"] == "no_supplier"
    assert (await doors.moved(desk, piece["unit_id"], "write_off")).status_code == 200
    after = {each["line_id"]: each["wanted"] for each in await store.wants()}
    assert after[line["line_id"]] == before.get(line["line_id"], 0) + 1
    assert (await doors.refusals(desk, case_id))[0]["next"] == "replace"


async def test_what_turned_around_on_the_road_is_inspected_before_it_goes_out_again(
    store: Warehouse, desk: Office
) -> None:
    """The inverse kind: a delivery that comes back without arriving says so piece by piece."""
    case_id = await desk.decreed()
    unit = (await store.stocked(case_id))["units"][0]
    sent = (await send(store, [unit])).json()
    silent = await arrive(store, sent, [], units=[{"unit_id": unit["id"], "outcome": "came_back"}])
    assert silent.json()["errors"][0]["code"] == "note_required"
    done = await arrive(store, sent, ["came_back"])
    assert done.is_success, done.text
    assert (await store.read(f"/v1/stock/{unit['id']}"))["status"] == "to_inspect"
    assert (await doors.inspected(desk, unit["id"], who=store.inspector)).status_code == 201
    assert (await store.read(f"/v1/stock/{unit['id']}"))["status"] == "in_stock"
