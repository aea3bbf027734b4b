"""integrity.md 5, goods never ordered, received or inspected; case 53: order, receipt, acceptance, handover."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests.api.grants.goods.test_stock import waiting
from tests.api.grants.office import Office, give_role, photo_with_place, refused_by_the_database, wait
from tests.api.grants.warehouse import Warehouse, warehouse

HANDED = (
    "WITH h AS (INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id,"
    " district_code, handed_at, place, receiver_id, snapshot, snapshot_hash)"
    " SELECT 'X', 'XXXXXXXXXXXX', l.application_id, :giver, 'hand_over', l.id, '16.71', :at, 'x',"
    " (SELECT person_id FROM group_members LIMIT 1), '{}', 'x' FROM decree_lines l RETURNING id, application_id),"
    " hl AS (INSERT INTO handover_lines (handover_id, application_line_id, quantity)"
    " SELECT h.id, CAST(:line AS uuid), 1 FROM h RETURNING id)"
    " INSERT INTO handed_serials (serial_key, serial, handover_line_id, unit_id)"
    " SELECT CAST(:serial AS text), :serial, hl.id, (SELECT id FROM stock_units WHERE serial_key = :serial) FROM hl"
)
TAKE = (
    "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free)"
    " SELECT application_id, :giver, 'hand_over', true FROM decree_lines"
)


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


def one_of(line: dict[str, Any], serial: str) -> list[dict[str, Any]]:
    return [{"line_id": line["id"], "serials": [serial]}]


def owned(line: dict[str, Any], **more: Any) -> dict[str, Any]:
    piece = {"name": line["name"], "serial": "A1", "cost_rupiah": 1_000_000, "line_id": line["id"]}
    return {"source": "Pengadaan 2024", "place": "Gudang", "pieces": [piece | more]}


async def enter(desk: Office, body: dict[str, Any]) -> Response:
    return await desk.post("/v1/districts/16.71/opening-stocks", body, desk.giver)


async def test_typed_serials_nobody_accepted_are_not_handed_over(desk: Office, db: AsyncSession) -> None:
    """integrity.md 5: goods never ordered, received or inspected were handed over by typed serials."""
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][0]
    refused = await desk.delivery(case_id, stocked=False, lines=one_of(line, "KARANGAN-1"))
    assert (refused.status_code, refused.json()["code"]) == (409, "not_accepted")
    facts = {"giver": desk.giver.id, "at": datetime.now(UTC), "line": line["id"], "serial": "KARANGAN1"}
    await db.execute(text(TAKE), {"giver": desk.giver.id})
    assert "without having been accepted" in await refused_by_the_database(db, HANDED, **facts)
    await enter(desk, owned(line, serial="KARANGAN1"))
    listed = await desk.delivery(case_id, stocked=False, lines=one_of(line, "KARANGAN-1"))
    assert listed.json()["code"] == "not_accepted"
    assert "without having been accepted" in await refused_by_the_database(db, HANDED, **facts)


async def test_an_opening_list_is_entered_by_one_and_accepted_by_another(desk: Office, db: AsyncSession) -> None:
    """integrity.md 5: what an office already owns comes in with a paper, by two."""
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][0]
    made = (await enter(desk, owned(line))).json()
    path, good = (
        f"/v1/opening-stocks/{made['id']}/inspections",
        {"unit_id": made["units"][0]["id"], "condition": "good"},
    )
    found = {"units": [good], "no_conflict": True}
    bare = await desk.post(path, found, desk.inspector, made["version"])
    assert bare.json()["code"] == "opening_without_paper"
    paper = {"file": ("asal.jpg", photo_with_place())}
    kept = await desk.client.post(f"/v1/opening-stocks/{made['id']}/papers", files=paper, headers=desk.giver.headers)
    assert (kept.status_code, kept.json()["paper_id"] is not None) == (201, True)
    await give_role(db, desk.giver, Role.GOODS_INSPECTOR)
    assert (await desk.post(path, found, desk.giver, kept.json()["version"])).json()["code"] == "accepts_own_list"
    own = "UPDATE opening_stocks SET status = 'decided', decided_by = entered_by, decided_at = now()"
    assert "two_people" in await refused_by_the_database(db, own)
    taken = "UPDATE stock_units SET status = 'in_stock', condition = 'good', accepted_at = bimtek_now()"
    assert "accepted without an inspection" in await refused_by_the_database(db, taken)
    assert await waiting(desk, desk.inspector) == {"openings_to_inspect"}
    done = await desk.post(path, found, desk.inspector, kept.json()["version"])
    assert (done.status_code, done.json()["accepted"]) == (201, 1), done.text
    assert await waiting(desk, desk.inspector) == set()
    handed = await desk.delivery(case_id, stocked=False, lines=one_of(line, "a-1"))
    assert handed.status_code == 201, handed.text
    case = await desk.case(case_id)
    assert case["budget"]["spent"] == 1_000_000
    assert (await desk.post(path, found, desk.inspector, done.json()["version"])).json()["code"] == "wrong_step"


async def test_whoever_accepted_pieces_for_a_case_holds_no_other_duty_there(desk: Office, db: AsyncSession) -> None:
    """G16, also when the pieces were nobody's at first."""
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][0]
    made = (await enter(desk, owned(line, line_id=None))).json()
    unit = (await desk.accept(made["id"], desk.giver)).json()["units"][0]
    assert (unit["status"], unit["group_name"]) == ("in_stock", None)
    assert (await desk.delivery(case_id, stocked=False, lines=one_of(line, "A1"))).json()["code"] == "not_accepted"
    loose = "UPDATE stock_units SET for_line_id = CAST(:line AS uuid)"
    assert "inspector" in await refused_by_the_database(db, loose, line=line["id"])
    shown = (await desk.client.get(f"/v1/stock/{unit['id']}", headers=desk.giver.headers)).json()
    body = {"line_id": shown["places"][0]["line_id"], "reason": "Untuk kelompok ini."}
    kept = await desk.post(f"/v1/stock/{unit['id']}/assignments", body, desk.giver, unit["version"])
    assert kept.status_code == 200, kept.text
    await give_role(db, desk.inspector, Role.HANDOVER_OFFICER)
    refused = await desk.delivery(case_id, desk.inspector, stocked=False, lines=one_of(line, "A1"))
    assert refused.json()["code"] == "duty_held"
    assert (await desk.delivery(case_id, stocked=False, lines=one_of(line, "A1"))).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"name": "Mesin lain"}, "item_not_lacking"), ({"cost_rupiah": 9_000_000}, "above_reference"),
     ({"line_id": str(uuid4())}, "item_not_lacking")],
)  # fmt: skip
async def test_opening_pieces_for_a_case_fit_its_decree(desk: Office, wrong: dict[str, Any], code: str) -> None:
    line = (await desk.case(await desk.decreed()))["lines"][0]
    assert (await enter(desk, owned(line, **wrong))).json()["code"] == code


async def test_a_number_is_owned_once(desk: Office) -> None:
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][0]
    assert (await enter(desk, owned(line))).status_code == 201
    assert (await enter(desk, owned(line, serial="a 1"))).json()["code"] == "serial_in_stock"
    body = owned(line)
    twice = body | {"pieces": [body["pieces"][0] | {"serial": each} for each in ("B1", "b-1")]}
    assert (await enter(desk, twice)).status_code == 422


async def test_case_53_the_handover_is_not_before_order_receipt_and_acceptance(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """cases.md 53: decree on the 20th, order and receipt on the 30th, handover dated the 22nd."""
    case_id = await desk.decreed()
    await wait(db, 10)
    day = (await db.execute(text("SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date::text"))).scalar_one()
    now = (await db.execute(text("SELECT bimtek_now()"))).scalar_one()
    order = (await store.order(case_id, dated=day, due_on=day)).json()
    early = await store.receive(order, received_at=(now - timedelta(minutes=2)).isoformat())
    assert early.json()["errors"][0]["code"] == "date_before_order"
    receipt = (await store.receive(order, received_at=now.isoformat())).json()
    await wait(db, 11)
    await store.inspect(receipt)
    unit = receipt["units"][0]
    lines = [{"line_id": unit["line_id"], "serials": [unit["serial"]]}]
    for handed in (now - timedelta(days=8), now + timedelta(hours=1)):
        refused = await desk.delivery(case_id, lines=lines, handed_at=handed.isoformat())
        assert (refused.status_code, refused.json()["code"]) == (409, "before_accepted")
        await db.execute(text(TAKE + " ON CONFLICT DO NOTHING"), {"giver": desk.giver.id})
        gone = "UPDATE stock_units SET status = 'handed_over' WHERE id = CAST(:id AS uuid)"
        async with db.begin_nested() as undone:
            await db.execute(text(gone), {"id": unit["id"]})
            facts = {"giver": desk.giver.id, "at": handed, "line": unit["line_id"], "serial": unit["serial"].upper()}
            assert "before it was accepted" in await refused_by_the_database(db, HANDED, **facts)
            await undone.rollback()
    at = (await db.execute(text("SELECT bimtek_now()"))).scalar_one()
    assert (await desk.delivery(case_id, lines=lines, handed_at=at.isoformat())).status_code == 201


async def test_on_the_day_of_the_decree_the_minute_counts(desk: Office, db: AsyncSession) -> None:
    """integrity.md 5: decree <= handover, to the minute where both are of one day."""
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][0]
    await db.execute(text(TAKE), {"giver": desk.giver.id})
    before = datetime.now(UTC) - timedelta(minutes=2)
    refused = await desk.delivery(case_id, handed_at=before.isoformat())
    assert refused.json()["code"] == "before_decree"
    facts = {"giver": desk.giver.id, "at": before, "line": line["id"], "serial": "X"}
    assert "decree" in await refused_by_the_database(db, HANDED, **facts)


async def test_the_database_takes_no_receipt_before_the_order(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """Direct SQL as the application's role."""
    order = (await store.order(await desk.decreed())).json()
    came = (
        "INSERT INTO goods_receipts (order_id, district_code, status, delivery_note, received_on, received_at, place,"
        " handed_by, received_by) SELECT CAST(:id AS uuid), '16.71', 'received', 'x', day_there(t.at, 'WIB'), t.at,"
        " 'x', 'x', :who FROM (SELECT bimtek_now() - CAST(:ago AS interval) AS at) t"
    )
    for ago in (timedelta(minutes=2), timedelta(days=3)):
        facts = {"id": order["id"], "who": desk.giver.id, "ago": ago}
        assert "before it was ordered" in await refused_by_the_database(db, came, **facts)
