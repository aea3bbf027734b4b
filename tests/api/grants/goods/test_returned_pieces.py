"""integrity.md 5, a broken piece went back to stock on the storekeeper's word: somebody else inspects it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.cases.test_gates import TAKE
from tests.api.grants.goods.test_stock import waiting
from tests.api.grants.office import Office, give_role, refused_by_the_database
from tests.api.grants.warehouse import Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def returned(store: Warehouse, desk: Office, outcome: str) -> dict[str, Any]:
    """A piece that was sent out and is brought back to the store by the storekeeper."""
    receipt = await store.stocked(await desk.decreed())
    unit = receipt["units"][0]["id"]
    now = datetime.now(UTC).isoformat()
    sent = {"from_place": "G", "to_place": "B", "driver": "S", "vehicle": "BG 1", "sent_at": now, "unit_ids": [unit]}
    way = (await desk.post("/v1/districts/16.71/dispatches", sent, desk.giver)).json()
    counted = {"unit_id": unit, "outcome": outcome} | ({"note": "Pecah."} if outcome != "arrived" else {})
    arrived = {"arrived_at": datetime.now(UTC).isoformat(), "units": [counted]}
    assert (await desk.post(f"/v1/dispatches/{way['id']}/arrivals", arrived, desk.giver, way["version"])).is_success
    seen = await store.read(f"/v1/stock/{unit}")
    back = {"action": "restock", "reason": "Dibawa kembali."}
    done = await desk.post(f"/v1/stock/{unit}/transitions", back, desk.giver, seen["version"])
    assert (done.status_code, done.json()["status"]) == (200, "to_inspect"), done.text
    return done.json()


@pytest.mark.parametrize("outcome", ["arrived", "damaged"])
async def test_what_came_back_goes_out_again_only_past_another_inspector(
    store: Warehouse, desk: Office, db: AsyncSession, outcome: str
) -> None:
    """integrity.md 5: a broken piece went back to stock on the storekeeper's word and out again."""
    unit = await returned(store, desk, outcome)
    line = [{"line_id": unit["line_id"], "serials": [unit["serial"]]}]
    out = await desk.delivery(unit["application_id"], stocked=False, lines=line)
    assert out.json()["code"] == "not_accepted"
    path, good = f"/v1/stock/{unit['id']}/inspections", {"condition": "good", "no_conflict": True}
    for who, code in ((desk.giver, "inspects_own_receipt"), (store.buyer, "duty_held")):
        await give_role(db, who, Role.GOODS_INSPECTOR)
        assert (await desk.post(path, good, who, unit["version"])).json()["code"] == code
    own = "UPDATE stock_returns SET inspected_by = brought_by, inspected_at = now(), condition = 'good'"
    assert "two_people" in await refused_by_the_database(db, own)
    for step in ("in_stock", "handed_over"):
        alone = "UPDATE stock_units SET status = :step WHERE status = 'to_inspect'"
        said = await refused_by_the_database(db, alone, step=step)
        assert "without an inspection" in said or "no such step" in said
    bad = await desk.post(path, {"condition": "broken", "no_conflict": True}, store.inspector, unit["version"])
    assert bad.status_code == 422
    bad = await desk.post(path, good | {"condition": "broken", "note": "Pecah."}, store.inspector, unit["version"])
    assert (bad.status_code, bad.json()["status"]) == (201, "damaged"), bad.text
    back = {"action": "restock", "reason": "Sudah diperbaiki."}
    assert "returns_to_inspect" not in await waiting(desk, store.inspector)
    again = (await desk.post(f"/v1/stock/{unit['id']}/transitions", back, desk.giver, bad.json()["version"])).json()
    assert "returns_to_inspect" in await waiting(desk, store.inspector)
    done = await desk.post(path, good, store.inspector, again["version"])
    assert (done.status_code, done.json()["status"]) == (201, "in_stock")
    assert (await desk.delivery(unit["application_id"], stocked=False, lines=line)).status_code == 201


async def test_who_received_a_piece_does_not_inspect_it_when_another_brought_it_back(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """Decision 73: the wall in the database knew only who brought it back."""
    unit = await returned(store, desk, "damaged")
    await factories.by_hand(db, f"UPDATE stock_returns SET brought_by = '{desk.secretary.id}'")
    path, good = f"/v1/stock/{unit['id']}/inspections", {"condition": "good", "no_conflict": True}
    await give_role(db, desk.giver, Role.GOODS_INSPECTOR)
    assert (await desk.post(path, good, desk.giver, unit["version"])).json()["code"] == "inspects_own_receipt"
    await db.execute(text(TAKE), {"case": unit["application_id"], "person": desk.giver.id, "duty": "inspect"})
    said = "UPDATE stock_returns SET inspected_by = :who, inspected_at = bimtek_now(), condition = 'good'"
    assert "received or listed it" in await refused_by_the_database(db, said, who=desk.giver.id)
    done = await desk.post(path, good, store.inspector, unit["version"])
    assert (done.status_code, done.json()["status"]) == (201, "in_stock")


async def test_a_piece_keeps_its_number_and_its_steps(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    """integrity.md 6: the application's role changes no serial number, and a piece that left does not return."""
    case_id = await desk.decreed()
    await store.stocked(case_id)
    await desk.delivery(case_id, lines=await store.lines(case_id))
    for column, value in (("serial", "'X'"), ("serial_key", "'X'"), ("cost_rupiah", "1"), ("opening_id", "NULL")):
        assert "permission denied" in await refused_by_the_database(db, f"UPDATE stock_units SET {column} = {value}")
    assert "no such step" in await refused_by_the_database(db, "UPDATE stock_units SET status = 'in_stock'")
    for table in ("handovers SET handed_at = now()", "handed_serials SET unit_id = NULL"):
        assert "permission denied" in await refused_by_the_database(db, f"UPDATE {table}")
