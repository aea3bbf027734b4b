"""C53, G9: stock and its age, suppliers and their record, what waits for whom, who may see it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, photo_with_place
from tests.api.grants.warehouse import SUPPLIER, Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def test_ages_of_stock_and_suppliers_once(store: Warehouse, desk: Office) -> None:
    receipt = await store.stocked(await desk.decreed())
    ages = (await store.read("/v1/stock/ages"))["items"]
    assert [(each["from_days"], each["pieces"]) for each in ages] == [(0, 16), (31, 0), (91, 0), (181, 0)]
    assert ages[0]["value_rupiah"] == sum(unit["cost_rupiah"] for unit in receipt["units"])
    serial = receipt["units"][0]["serial"]
    found = (await store.read(f"/v1/stock?q={serial[2:9]}"))["items"]
    assert [each["serial"] for each in found] == [serial]
    assert (await store.read("/v1/stock?district=16.07"))["items"] == []
    assert len((await store.read("/v1/stock?district=16.71"))["items"]) == 16
    twice = await desk.post("/v1/suppliers", SUPPLIER | {"name": "Lain"}, store.buyer)
    assert twice.json()["type"].endswith("supplier_known")
    wrong = await desk.post("/v1/suppliers", SUPPLIER | {"nib": "12"}, store.buyer)
    assert wrong.json()["errors"][0]["pointer"] == "/nib"
    names = (await store.read("/v1/suppliers?q=mesin"))["items"]
    assert [each["id"] for each in names] == [store.supplier]


async def test_another_district_sees_none_of_it(
    store: Warehouse, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    receipt = await store.stocked(await desk.decreed())
    stranger = await factories.officer(db, vault, Role.HANDOVER_OFFICER, "16.07")
    for path in (f"/v1/orders/{receipt['order_id']}", f"/v1/goods-receipts/{receipt['id']}",
                 f"/v1/goods-receipts/{receipt['id']}/minutes"):  # fmt: skip
        assert (await desk.client.get(path, headers=stranger.headers)).status_code == 404
    for path in ("/v1/orders", "/v1/goods-receipts", "/v1/stock"):
        assert (await desk.client.get(path, headers=stranger.headers)).json()["items"] == []
    ages = (await desk.client.get("/v1/stock/ages", headers=stranger.headers)).json()["items"]
    assert sum(each["pieces"] for each in ages) == 0


async def waiting(desk: Office, who: factories.TestOfficer) -> set[str]:
    items = (await desk.client.get("/v1/inbox", headers=who.headers)).json()["items"]
    return {each["kind"] for each in items}


async def test_what_waits_is_in_the_inbox_of_whoever_can_do_it(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    assert await waiting(desk, store.buyer) == {"goods_to_order"}
    order = (await store.order(case_id)).json()
    assert await waiting(desk, store.buyer) == set()
    assert await waiting(desk, store.inspector) == set()
    receipt = (await store.receive(order)).json()
    assert await waiting(desk, store.inspector) == {"goods_to_inspect"}
    await store.inspect(receipt)
    assert await waiting(desk, store.inspector) == set()


async def test_late_orders_and_old_stock_are_told(
    store: Warehouse, desk: Office, db: AsyncSession, at: Callable[[str], Awaitable[None]]
) -> None:
    """G9: what lies in stock too long comes to the storekeeper; an order past its last day to the buyer."""
    order = (await store.order(await desk.decreed())).json()
    line = order["lines"][0]
    receipt = (await store.receive(order, [{"order_line_id": line["id"], "serials": ["T1"]}])).json()
    await store.inspect(receipt)
    later = "expires_at = now() + interval '1 year', last_seen_at = now() + interval '100 days'"
    await db.execute(text(f"UPDATE logins SET {later}"))
    await at((datetime.now(UTC) + timedelta(days=100)).isoformat())
    assert await waiting(desk, store.buyer) == {"orders_late"}
    assert "goods_waiting" in await waiting(desk, desk.giver)
    ages = (await store.read("/v1/stock/ages"))["items"]
    assert [each["pieces"] for each in ages] == [0, 0, 1, 0]
    assert (await store.read(f"/v1/suppliers/{store.supplier}/record"))["late"] == 1


async def test_stock_is_downloaded_as_a_list(store: Warehouse, desk: Office) -> None:
    receipt = await store.stocked(await desk.decreed())
    answer = await desk.client.get("/v1/exports/grants/stock?format=csv", headers=store.buyer.headers)
    lines = answer.text.splitlines()
    assert len(lines) == 17
    assert receipt["units"][0]["serial"] in answer.text


async def test_a_piece_is_photographed_by_the_inspector(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    order = (await store.order(await desk.decreed())).json()
    taken = [{"order_line_id": order["lines"][0]["id"], "serials": ["F1"]}]
    receipt = (await store.receive(order, taken)).json()
    unit, photo = receipt["units"][0]["id"], {"photo": ("x.jpg", photo_with_place(), "image/jpeg")}
    path = f"/v1/stock/{unit}/photos"
    assert (await desk.client.post(path, files=photo, headers=store.buyer.headers)).status_code == 403
    made = await desk.client.post(path, files=photo, headers=store.inspector.headers)
    assert (made.status_code, len(made.json()["photos"])) == (201, 1)
    wrong = {"photo": ("x.jpg", b"MZ", "image/jpeg")}
    assert (await desk.client.post(path, files=wrong, headers=store.inspector.headers)).status_code == 422
