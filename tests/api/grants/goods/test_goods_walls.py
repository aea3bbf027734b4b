"""integrity.md 5, siblings of its rows: what was decided about goods stays, also by direct SQL as the application."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from PIL import Image
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants import office
from tests.api.grants.goods.test_accepted_pieces import HANDED, TAKE
from tests.api.grants.goods.test_dispatches import arrive, send
from tests.api.grants.handover.test_evidence_of_handovers import png
from tests.api.grants.office import Office, photo_with_place, refused_by_the_database
from tests.api.grants.warehouse import Warehouse, warehouse

UNSIGNED: dict[str, Any] = {"giver_signature_id": None, "receiver_signature_id": None}
STAYS = "decided stays"


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def scanned(desk: Office, content: bytes) -> Response:
    path, part = "/v1/districts/16.71/minutes-scans", {"file": ("x.jpg", content)}
    return await desk.client.post(path, files=part, headers=desk.giver.headers)


async def test_a_signed_paper_serves_for_one_handover(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    """integrity.md 5: one signature served for several; the scanned paper is its sibling."""
    ink, first = photo_with_place(), await desk.decreed()
    second = await desk.approved(await office.group(client, db))
    assert (await desk.decree(second)).status_code == 201
    made = await desk.delivery(first, **UNSIGNED, scan_id=(await scanned(desk, ink)).json()["id"])
    assert made.status_code == 201, made.text
    again = await desk.delivery(second, **UNSIGNED, scan_id=(await scanned(desk, ink)).json()["id"])
    assert (again.status_code, again.json()["code"]) == (409, "scan_used")
    copied = (
        "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
        " handed_at, place, receiver_id, snapshot, snapshot_hash, scan_id) SELECT 'X', 'XXXXXXXXXXXX',"
        " application_id, person_id, duty_group, decree_line_id, district_code, bimtek_now(), 'x', receiver_id, '{}',"
        " 'x', scan_id FROM handovers"
    )
    assert "uq_handovers_scan_sha256" in await refused_by_the_database(db, copied)


async def test_a_photo_is_no_signed_paper_and_an_empty_sheet_is_none(desk: Office) -> None:
    case_id, same = await desk.decreed(), photo_with_place()
    photo = {"file_id": await desk.upload("photos", desk.giver, same), "shows": "goods"}
    other = {"file_id": await desk.upload("photos", desk.giver), "shows": "receiver"}
    scan = (await scanned(desk, same)).json()["id"]
    assert (await desk.delivery(case_id, **UNSIGNED, photos=[photo, other], scan_id=scan)).json()[
        "code"
    ] == "scan_used"
    blank = await scanned(desk, png(Image.new("RGB", (300, 400), "white")))
    assert (blank.status_code, blank.json()["code"]) == (422, "blank_signature")


async def test_a_piece_is_handed_over_after_it_arrived(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    """cases.md 53, on the road: the waybill's arrival comes before the handover."""
    case_id = await desk.decreed()
    units, before = (await store.stocked(case_id))["units"][:1], datetime.now(UTC) + timedelta(minutes=1)
    sent = (await send(store, units, sent_at=datetime.now(UTC).isoformat())).json()
    await office.wait(db, 2)
    there = (before + timedelta(days=1)).isoformat()
    unit = (await arrive(store, sent, ["arrived"], arrived_at=there)).json()["units"][0]["unit"]
    lines = [{"line_id": unit["line_id"], "serials": [unit["serial"]]}]
    early = await desk.delivery(case_id, lines=lines, handed_at=before.isoformat())
    assert (early.status_code, early.json()["code"]) == (409, "before_accepted")
    await db.execute(text(TAKE), {"giver": desk.giver.id})
    async with db.begin_nested() as undone:
        await db.execute(
            text("UPDATE stock_units SET status = 'handed_over' WHERE id = :id"), {"id": UUID(unit["id"])}
        )
        facts = {"giver": desk.giver.id, "at": before, "line": unit["line_id"], "serial": unit["serial"].upper()}
        assert "before it was accepted" in await refused_by_the_database(db, HANDED, **facts)
        await undone.rollback()
    assert (await desk.delivery(case_id, lines=lines, handed_at=there)).status_code == 201


async def test_acceptance_is_of_its_minute_and_stays(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    """Direct SQL: a piece is not accepted for yesterday, and no second time."""
    case_id = await desk.decreed()
    await store.stocked(case_id)
    moved = "UPDATE stock_units SET accepted_at = accepted_at + interval '1 minute'"
    assert STAYS in await refused_by_the_database(db, moved)
    line = (await desk.case(case_id))["lines"][0]
    begun = (
        "INSERT INTO stock_units (district_code, serial_key, serial, cost_rupiah, status, for_line_id, receipt_id,"
        " order_line_id, condition, accepted_at) SELECT district_code, 'X', 'X', 1, 'received', CAST(:line AS uuid),"
        " receipt_id, order_line_id, 'good', bimtek_now() FROM stock_units LIMIT 1"
    )
    assert STAYS in await refused_by_the_database(db, begun, line=line["id"])


async def test_what_was_decided_about_goods_is_not_changed(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    """Direct SQL on each paper by two: receipts, opening lists, drafts; and machines begin with a handover."""
    case_id = await desk.decreed()
    await store.stocked(case_id)
    assert STAYS in await refused_by_the_database(db, "UPDATE goods_receipts SET snapshot = '{}'")
    early = "UPDATE goods_receipts SET received_on = '2020-01-01'"
    assert "permission denied" in await refused_by_the_database(db, early)
    listed = {"name": "Meja", "serial": "M1", "cost_rupiah": 1}
    body = {"source": "Lama", "place": "Gudang", "pieces": [listed]}
    made = (await desk.post("/v1/districts/16.71/opening-stocks", body, desk.giver)).json()
    assert (await desk.accept(made["id"], desk.giver)).status_code == 201
    assert STAYS in await refused_by_the_database(db, "UPDATE opening_stocks SET paper_id = NULL")
    begun = (
        "INSERT INTO opening_stocks (district_code, source, place, status, entered_by, paper_id, decided_by,"
        " decided_at) SELECT district_code, 'x', 'x', status, entered_by, paper_id, decided_by, decided_at"
        " FROM opening_stocks"
    )
    assert STAYS in await refused_by_the_database(db, begun)
    assert (await desk.delivery(case_id)).status_code == 201
    machine = (
        "INSERT INTO assets (code, serial_key, serial, name, price_rupiah, application_id, group_id, district_code,"
        " status, handed_on) SELECT 'XXXXXXXXXXXX', 'LAIN', 'LAIN', name, 1, application_id, group_id, district_code,"
        " 'installed', handed_on FROM assets LIMIT 1"
    )
    assert "begins with its handover" in await refused_by_the_database(db, machine)
    report = "UPDATE accountability_reports SET due_on = '2090-01-01'"
    assert "permission denied" in await refused_by_the_database(db, report)


async def test_a_draft_is_discarded_and_the_next_begins_anew(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    path = f"/v1/applications/{case_id}/handover-drafts"
    kept = (await desk.post(path, {"place": "Bengkel"}, desk.giver)).json()["items"][0]
    stale = {"headers": desk.giver.headers | {"If-Match": '"9"'}}
    gone = f"/v1/handover-drafts/{kept['id']}"
    assert (await desk.client.delete(gone, **stale)).status_code == 412
    seen = {"headers": desk.giver.headers | {"If-Match": '"1"'}}
    assert (await desk.client.delete(gone, **seen)).json()["items"][0]["status"] == "discarded"
    again = {"headers": desk.giver.headers | {"If-Match": '"2"'}}
    assert (await desk.client.delete(gone, **again)).json()["code"] == "wrong_step"
    assert STAYS in await refused_by_the_database(db, "UPDATE handover_drafts SET status = 'open'")
    assert (await desk.post(path, {"place": "Bengkel"}, desk.giver)).status_code == 201


async def test_decided_disputes_and_recalls_stay(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    made = (await desk.delivery(case_id)).json()
    opened = (await desk.post(f"/v1/deliveries/{made['id']}/disputes", {"reason": "Rusak."}, desk.proposer)).json()
    assert opened["disputes"][0]["outcome"] is None, opened
    begun = (
        "INSERT INTO handover_disputes (handover_id, district_code, reason, opened_by, outcome, note, decided_by,"
        " decided_at) SELECT handover_id, district_code, 'x', opened_by, 'upheld', 'x', :who, bimtek_now()"
        " FROM handover_disputes"
    )
    assert STAYS in await refused_by_the_database(db, begun, who=desk.approver.id)
    decided = "UPDATE handover_disputes SET outcome = 'dismissed', note = 'x', decided_by = :who"
    await db.execute(text(decided), {"who": desk.approver.id})
    assert STAYS in await refused_by_the_database(db, "UPDATE handover_disputes SET outcome = 'upheld'")
