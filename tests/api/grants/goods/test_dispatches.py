"""C53: pieces on the road under a waybill, counted where they arrive; pieces kept for another group."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests.api.grants.office import Office, give_role, group, refused_by_the_database
from tests.api.grants.warehouse import Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


def now() -> str:
    return datetime.now(UTC).isoformat()


async def send(store: Warehouse, units: list[dict[str, Any]], **body: Any) -> Response:
    content = {
        "from_place": "Gudang dinas", "to_place": "Bengkel KUB", "driver": "Sopir Contoh", "vehicle": "BG 1234 XX",
        "sent_at": now(), "unit_ids": [unit["id"] for unit in units],
    }  # fmt: skip
    return await store.desk.post("/v1/districts/16.71/dispatches", content | body, store.desk.giver)


async def arrive(store: Warehouse, sent: dict[str, Any], outcomes: list[str], **body: Any) -> Response:
    units = [
        {"unit_id": each["unit"]["id"], "outcome": outcome} | ({} if outcome == "arrived" else {"note": "Hujan."})
        for each, outcome in zip(sent["units"], outcomes, strict=False)
    ]
    content = {"arrived_at": now(), "units": units} | body
    return await store.desk.post(f"/v1/dispatches/{sent['id']}/arrivals", content, store.desk.giver, sent["version"])


async def test_pieces_travel_are_counted_and_only_what_arrived_is_handed_over(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    units = [unit for unit in (await store.stocked(case_id))["units"] if unit["name"] == "Mesin jahit listrik"][:4]
    sent = (await send(store, units)).json()
    assert (sent["status"], sent["pieces"], sent["number"][:9]) == ("sent", 4, "SJ-16.71-")
    paper = await desk.client.get(f"/v1/dispatches/{sent['id']}/waybill", headers=store.buyer.headers)
    assert paper.content[:5] == b"%PDF-"
    twice = await send(store, units)
    assert twice.json()["code"] == "not_in_stock"
    on_the_road = [{"line_id": units[0]["line_id"], "serials": [units[0]["serial"]]}]
    assert (await desk.delivery(case_id, lines=on_the_road)).json()["code"] == "not_accepted"
    some = await arrive(store, sent, ["arrived"])
    assert some.json()["code"] == "not_all_counted"
    early = await arrive(store, sent, ["arrived"] * 4, arrived_at=(datetime.now(UTC) - timedelta(days=1)).isoformat())
    assert early.json()["errors"][0]["pointer"] == "/arrived_at"
    done = (await arrive(store, sent, ["arrived", "arrived", "damaged", "lost"])).json()
    assert (done["status"], [each["unit"]["status"] for each in done["units"]]) == (
        "arrived", ["arrived", "arrived", "damaged", "lost"],
    )  # fmt: skip
    arrived = done["units"][0]["unit"]
    handed = await desk.delivery(case_id, lines=[{"line_id": arrived["line_id"], "serials": [arrived["serial"]]}])
    assert handed.status_code == 201, handed.text
    damaged = done["units"][2]["unit"]
    refused = await desk.delivery(case_id, lines=[{"line_id": damaged["line_id"], "serials": [damaged["serial"]]}])
    assert refused.json()["code"] == "not_accepted"


async def test_a_lost_piece_may_be_ordered_again_and_a_damaged_one_goes_back_into_stock(
    store: Warehouse, desk: Office
) -> None:
    case_id = await desk.decreed()
    units = (await store.stocked(case_id))["units"][:2]
    assert await store.wants() == []
    sent = (await send(store, units)).json()
    done = (await arrive(store, sent, ["lost", "damaged"])).json()
    assert [(each["name"], each["wanted"]) for each in await store.wants()] == [(units[0]["name"], 1)]
    damaged = done["units"][1]["unit"]
    path, body = f"/v1/stock/{damaged['id']}/transitions", {"action": "restock", "reason": "Diperbaiki di bengkel."}
    back = await desk.post(path, body, desk.giver, damaged["version"])
    assert back.json()["status"] == "to_inspect"
    found = {"condition": "good", "no_conflict": True}
    path = f"/v1/stock/{damaged['id']}/inspections"
    passed = await desk.post(path, found, store.inspector, back.json()["version"])
    assert passed.json()["status"] == "in_stock"
    again = await store.order(case_id)
    assert again.status_code == 201, again.text


async def test_a_piece_is_kept_for_another_group_that_was_promised_the_same(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    first = await desk.decreed()
    receipt = await store.stocked(first)
    second = await desk.approved(await group(desk.client, db))
    assert (await desk.decree(second)).status_code == 201
    unit = next(unit for unit in receipt["units"] if unit["name"] == "Mesin jahit listrik")
    shown = (await desk.client.get(f"/v1/stock/{unit['id']}", headers=desk.giver.headers)).json()
    assert [(place["application_id"], place["missing"]) for place in shown["places"]] == [(second, 8)]
    path, body = (
        f"/v1/stock/{unit['id']}/assignments",
        {"line_id": shown["places"][0]["line_id"], "reason": "Mendesak."},
    )
    own = await desk.post(path, body | {"line_id": unit["line_id"]}, desk.giver, unit["version"])
    assert own.json()["code"] == "no_such_place"
    moved = await desk.post(path, body, desk.giver, unit["version"])
    assert (moved.status_code, moved.json()["application_id"]) == (200, second)
    wanted = {(each["application_id"], each["name"]): each["wanted"] for each in await store.wants()}
    assert (wanted[first, unit["name"]], wanted[second, unit["name"]]) == (1, 7)
    lines = [{"line_id": body["line_id"], "serials": [unit["serial"]]}]
    assert (await desk.delivery(second, lines=lines)).status_code == 201
    full = next(each["line_id"] for each in receipt["units"] if each["name"] == "Mesin obras 4 benang")
    statement = "UPDATE stock_units SET for_line_id = :line WHERE id = :id"
    said = await refused_by_the_database(db, statement, line=full, id=unit["id"])
    assert "kept above what was approved" in said


async def test_whoever_bought_a_piece_has_that_duty_where_it_goes(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """G16: the buyer of the first case voted in the second."""
    first = await desk.decreed()
    receipt = await store.stocked(first)
    await give_role(db, store.buyer, Role.APPROVER)
    second = (await desk.submit(await group(desk.client, db))).json()["id"]
    await desk.check(second)
    assert (await desk.vote(second, store.buyer)).status_code == 201
    assert (await desk.decree(second)).status_code == 201
    unit = next(unit for unit in receipt["units"] if unit["name"] == "Mesin jahit listrik")
    shown = (await desk.client.get(f"/v1/stock/{unit['id']}", headers=desk.giver.headers)).json()
    body = {"line_id": shown["places"][0]["line_id"], "reason": "Mendesak."}
    refused = await desk.post(f"/v1/stock/{unit['id']}/assignments", body, desk.giver, unit["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "duty_held")


async def test_what_was_handed_over_without_an_order_is_not_ordered_again(store: Warehouse, desk: Office) -> None:
    case_id = await desk.decreed()
    line = (await desk.case(case_id, "giver"))["lines"][0]
    handed = await desk.delivery(case_id, lines=[{"line_id": line["id"], "serials": ["LAMA-1", "LAMA-2"]}])
    assert handed.status_code == 201, handed.text
    assert {each["name"]: each["wanted"] for each in await store.wants()}[line["name"]] == line["approved"] - 2
