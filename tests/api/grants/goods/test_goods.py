"""C51-C53: ordered for a decreed case, received, inspected by somebody else, kept, handed over from stock."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, give_role, refused_by_the_database
from tests.api.grants.warehouse import Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def test_goods_go_from_order_to_handover_and_every_number_is_kept(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    wanted = await store.wants()
    assert [(each["name"], each["wanted"]) for each in wanted] == [
        ("Mesin jahit listrik", 8), ("Mesin obras 4 benang", 3), ("Setrika uap dan meja potong", 5),
    ]  # fmt: skip
    order = (await store.order(case_id)).json()
    assert (order["status"], order["accepted_rupiah"], await store.wants()) == ("placed", 0, [])
    line = order["lines"][0]
    assert line["tax_rupiah"] == (line["price_rupiah"] * 11 + 50) // 100
    receipt = (await store.receive(order)).json()
    assert (receipt["status"], receipt["received"], receipt["accepted"], receipt["number"]) == (
        "received",
        16,
        0,
        None,
    )
    done = await store.inspect(receipt)
    assert done.status_code == 201, done.text
    assert (done.json()["accepted"], done.json()["number"][:11]) == (16, "BAPP-16.71-")
    order = await store.read(f"/v1/orders/{order['id']}")
    assert (order["status"], order["accepted_rupiah"]) == ("completed", order["total_rupiah"])
    handed = await desk.delivery(case_id, lines=await store.lines(case_id))
    assert handed.status_code == 201, handed.text
    assert await store.read(f"/v1/applications/{case_id}/stock") == []
    page = await store.read("/v1/stock?status=handed_over")
    assert len(page["items"]) == 16


async def test_the_minutes_with_the_supplier_are_a_paper(store: Warehouse, desk: Office) -> None:
    receipt = await store.stocked(await desk.decreed())
    path = f"/v1/goods-receipts/{receipt['id']}/minutes"
    paper = await desk.client.get(path, headers=store.buyer.headers)
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    told = (await desk.client.get(f"/v1/papers/{receipt['code']}")).json()
    assert (told["kind"], told["number"]) == ("goods_minutes", receipt["number"])
    assert {item["name"] for item in told["items"]} == {unit["name"] for unit in receipt["units"]}


async def test_what_was_ordered_is_handed_over_from_stock_only(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """G7, G11: serial numbers nobody accepted are refused by the API and by the database."""
    case_id = await desk.decreed()
    order = (await store.order(case_id)).json()
    invented = await desk.delivery(case_id, stocked=False)
    assert (invented.status_code, invented.json()["type"][-12:]) == (409, "not_accepted")
    receipt = (await store.receive(order)).json()
    unit = receipt["units"][0]
    early = await desk.delivery(
        case_id, stocked=False, lines=[{"line_id": unit["line_id"], "serials": [unit["serial"]]}]
    )
    assert early.json()["type"].endswith("not_accepted")
    await store.inspect(receipt)
    part = await desk.delivery(case_id, lines=[{"line_id": unit["line_id"], "serials": [unit["serial"].upper()]}])
    assert part.status_code == 201, part.text
    said = await refused_by_the_database(
        db, "INSERT INTO handed_serials (serial_key, serial, handover_line_id)"
        " SELECT 'PALSU1', 'PALSU-1', id FROM handover_lines LIMIT 1",
    )  # fmt: skip
    assert "without having been accepted" in said


async def test_buyer_receiver_inspector_and_giver_are_different_people(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """G16: the ledger refuses the buyer as inspector, the paper refuses the receiver."""
    case_id = await desk.decreed()
    receipt = (await store.receive((await store.order(case_id)).json())).json()
    await give_role(db, store.buyer, Role.GOODS_INSPECTOR)
    await give_role(db, desk.giver, Role.GOODS_INSPECTOR)
    bought = await store.inspect(receipt, who=store.buyer)
    assert (bought.status_code, bought.json()["type"].rsplit("/", 1)[1]) == (409, "duty_held")
    own = await store.inspect(receipt, who=desk.giver)
    assert own.json()["type"].endswith("inspects_own_receipt")
    undeclared = await store.inspect(receipt, no_conflict=False)
    assert undeclared.json()["type"].endswith("conflict_not_declared")
    said = await refused_by_the_database(
        db,
        "UPDATE goods_receipts SET status = 'inspected', number = 'X', inspected_by = received_by,"
        " inspected_at = received_at",
    )
    assert "two_people" in said
    assert (await store.inspect(receipt)).status_code == 201


async def test_g16_nobody_unknown_buys(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    """Where no button of a case asks first, taking the duty does."""
    case_id = await desk.decreed()
    forget = "UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL WHERE id = '{}'"
    await factories.by_hand(db, forget.format(store.buyer.id))
    refused = await store.order(case_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "identity_unconfirmed")


async def test_an_order_stays_within_decree_approval_and_reservation(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """G1, G7, G8 through the API and by SQL."""
    approved = await desk.approved()
    assert [each for each in await store.wants() if each["application_id"] == approved] == []
    assert (await desk.decree(approved)).status_code == 201
    want = (await store.wants())[0]
    line = {"line_id": want["line_id"], "quantity": want["wanted"] + 1, "price_rupiah": 1000}
    above = await store.order(approved, lines=[line])
    assert (above.status_code, above.json()["type"].rsplit("/", 1)[1]) == (409, "above_wanted")
    dear = line | {"quantity": 1, "price_rupiah": want["price_rupiah"]}
    assert (await store.order(approved, lines=[dear])).json()["type"].endswith("price_unexplained")
    explained = dear | {"deviation_reason": "Harga naik, dua penawaran terlampir."}
    assert (await store.order(approved, lines=[explained])).status_code == 201
    huge = explained | {"price_rupiah": 900_000_000}
    assert (await store.order(approved, lines=[huge])).json()["type"].endswith("above_reserved")
    early = await store.order(approved, lines=[explained], dated="2026-01-02")
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (422, "/dated")
    said = await refused_by_the_database(
        db, "INSERT INTO order_lines (order_id, application_line_id, application_id, person_id, duty_group, quantity,"
        " price_rupiah, tax_rupiah) SELECT order_id, application_line_id, application_id, person_id, duty_group, 900,"
        " 1, 0 FROM order_lines LIMIT 1",
    )  # fmt: skip
    assert "above what was approved" in said


async def test_a_rejected_piece_is_replaced_and_counted_against_the_supplier(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    order = (await store.order(case_id)).json()
    receipt = (await store.receive(order)).json()
    bad = receipt["units"][0]
    without_note = await store.inspect(receipt, units=[{"unit_id": bad["id"], "condition": "broken"}])
    assert without_note.status_code == 422
    some = await store.inspect(receipt, units=[{"unit_id": bad["id"], "condition": "good"}])
    assert some.json()["type"].endswith("units_missing")
    done = (await store.inspect(receipt, {bad["serial"]: "broken"})).json()
    assert (done["received"], done["accepted"]) == (16, 15)
    order = await store.read(f"/v1/orders/{order['id']}")
    assert order["status"] == "placed"
    again = await store.receive(order, [{"order_line_id": order["lines"][0]["id"], "serials": [bad["serial"]]}])
    assert again.json()["type"].endswith("serial_in_stock")
    rejected = next(unit for unit in done["units"] if unit["status"] == "rejected")
    back = await desk.post(
        f"/v1/stock/{rejected['id']}/transitions", {"action": "send_back", "reason": "Diganti penyedia."}, desk.giver,
        rejected["version"],
    )  # fmt: skip
    assert (back.status_code, back.json()["status"]) == (200, "returned")
    repaired = [{"order_line_id": order["lines"][0]["id"], "serials": [bad["serial"]]}]
    second = (await store.receive(order, repaired)).json()
    assert (await store.inspect(second)).status_code == 201
    assert (await store.read(f"/v1/orders/{order['id']}"))["status"] == "completed"
    record = await store.read(f"/v1/suppliers/{store.supplier}/record")
    assert record == {
        "orders": 1, "late": 0, "pieces": 17, "good": 16, "broken": 1, "incomplete": 0, "wrong": 0
    }  # fmt: skip


async def test_more_than_was_ordered_is_not_received(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    order = (await store.order(await desk.decreed())).json()
    line = order["lines"][0]
    nine = [{"order_line_id": line["id"], "serials": [f"A{n}" for n in range(line["ordered"] + 1)]}]
    assert (await store.receive(order, nine)).json()["type"].endswith("above_ordered")
    assert (await store.receive(order)).status_code == 201
    said = await refused_by_the_database(
        db, "INSERT INTO stock_units (receipt_id, order_line_id, district_code, serial_key, serial, cost_rupiah,"
        " status) SELECT receipt_id, order_line_id, district_code, 'X1', 'X-1', 1, 'received' FROM stock_units",
    )  # fmt: skip
    assert "above what was ordered" in said
    said = await refused_by_the_database(
        db, "UPDATE stock_units SET status = 'in_stock', condition = 'good', accepted_at = now()"
    )
    assert "without an inspection" in said


async def test_an_order_closed_short_frees_what_did_not_come(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    order = (await store.order(case_id)).json()
    line = order["lines"][0]
    came = (await store.receive(order, [{"order_line_id": line["id"], "serials": ["B1"]}])).json()
    path, body = f"/v1/orders/{order['id']}/transitions", {"action": "close_short", "reason": "Penyedia pailit."}
    early = await desk.post(path, body, store.buyer, order["version"])
    assert (early.status_code, early.json()["type"].rsplit("/", 1)[1]) == (409, "goods_uninspected")
    await store.inspect(came)
    closed = (await desk.post(path, body, store.buyer, order["version"])).json()
    assert (closed["status"], closed["lines"][0]["ordered"], closed["lines"][0]["cancelled"]) == (
        "closed_short",
        1,
        7,
    )
    assert {each["name"]: each["wanted"] for each in await store.wants()}[line["name"]] == 7
    assert (await store.receive(order)).status_code == 409


async def test_the_budget_spends_what_the_contract_costs_and_gets_the_rest_back(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """C48, C55: reserved by the decree, spent at the handover, the difference free again."""
    case_id = await desk.decreed()
    order = (await store.inspect((await store.receive((await store.order(case_id)).json())).json())).json()
    total = (await store.read(f"/v1/orders/{order['order_id']}"))["total_rupiah"]
    assert total < desk.call["total"]
    lines = await store.lines(case_id)
    assert (await desk.delivery(case_id, lines=lines[:1])).status_code == 201
    query = text("SELECT reserved + spent FROM budget_nodes WHERE id = :id")
    assert (await db.execute(query, {"id": desk.call["line"]})).scalar_one() == desk.call["total"]
    assert (await desk.delivery(case_id, lines=lines[1:])).status_code == 201
    query = text("SELECT reserved, spent FROM budget_nodes WHERE id = :id")
    assert (await db.execute(query, {"id": desk.call["line"]})).one() == (0, total)
    decree = await store.read(f"/v1/decrees/{(await desk.case(case_id))['decree']['id']}")
    assert decree["lines"][0]["released_rupiah"] == desk.call["total"] - total
