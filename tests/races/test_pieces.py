"""One piece under many hands at once: brought in, accepted, recalled, disputed (integrity.md 5)."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.grants.handover.test_assets import asset
from tests.api.grants.handover.test_upheld_disputes import disputed, uphold
from tests.api.grants.office import Office
from tests.invariants import violations
from tests.races.test_goods import stocked
from tests.races.test_grants import groups, made, number

pytestmark = pytest.mark.race


def told(answers: list[Response]) -> Counter[str | int]:
    return Counter(answer.json()["code"] if answer.is_error else answer.status_code for answer in answers)


async def more(own: Database, vault: Vault, role: Role, count: int) -> list[factories.TestOfficer]:
    """Officers of one role with a fresh code."""
    async with own.transaction() as db:
        return [await factories.present(db, vault, role) for _ in range(count)]


async def delivered(live_client: AsyncClient, own: Database, vault: Vault) -> tuple[Office, str]:
    """An office whose one case has everything it was promised, and the minutes of that."""
    desk = await made(live_client, own, vault)
    desk.group = (await groups(live_client, own, 1))[0]
    handed = await desk.delivery(await desk.decreed())
    assert handed.status_code == 201, handed.text
    return desk, handed.json()["id"]


async def test_one_waybill_recorded_by_many_at_once_is_one_receipt(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """Ten clerks send the same pieces; and one clerk's request comes ten times with its key."""
    store, order = await stocked(live_client, own, vault)
    first, second = ([{"order_line_id": line["id"], "serials": [uuid4().hex[:8]]}] for line in order["lines"][:2])
    found = told(await asyncio.gather(*(store.receive(order, first) for _ in range(10))))
    assert (found[201], sum(found.values())) == (1, 10), found
    assert found.keys() <= {201, "serial_in_stock", "above_ordered", "overtaken"}, found
    key, now = {"Idempotency-Key": str(uuid4())}, datetime.now(UTC).isoformat()
    body = {"delivery_note": "SJ-2", "received_at": now, "place": "G", "handed_by": "S", "lines": second}
    path, headers = f"/v1/orders/{order['id']}/receipts", store.desk.giver.headers | key
    answers = await asyncio.gather(*(live_client.post(path, json=body, headers=headers) for _ in range(10)))
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1, told(answers)
    assert await number(own, "SELECT count(*) FROM goods_receipts") == 2
    assert await number(own, "SELECT count(*) FROM stock_units") == 2
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def test_one_piece_comes_in_by_one_way_only(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """A receipt and an opening list that name the same serial number at the same instant, for each piece ordered."""
    store, order = await stocked(live_client, own, vault)
    pairs = [(line, f"DUA-{at}-{line['id'][-4:]}") for line in order["lines"] for at in range(line["ordered"])]
    path, work = "/v1/districts/16.71/opening-stocks", []
    for line, serial in pairs:
        piece = {"name": line["name"], "serial": serial, "cost_rupiah": 1_000_000}
        listed = {"source": "Lama", "place": "Gudang", "pieces": [piece]}
        work.append(store.receive(order, [{"order_line_id": line["id"], "serials": [serial]}]))
        work.append(store.desk.post(path, listed, store.desk.giver))
    found = told(await asyncio.gather(*work))
    assert (found[201], sum(found.values())) == (len(pairs), 2 * len(pairs)), found
    assert await number(own, "SELECT count(DISTINCT serial_key) FROM stock_units") == len(pairs)
    assert await number(own, "SELECT count(*) FROM stock_units") == len(pairs)
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def test_pieces_are_accepted_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """Ten inspectors of one receipt at once, half of whom find a piece broken."""
    store, order = await stocked(live_client, own, vault)
    receipt = (await store.receive(order)).json()
    broken = {receipt["units"][0]["serial"]: "broken"}
    people = await more(own, vault, Role.GOODS_INSPECTOR, 10)
    work = [store.inspect(receipt, broken if at % 2 else None, who=who) for at, who in enumerate(people)]
    found = told(await asyncio.gather(*work))
    assert (found[201], sum(found.values())) == (1, 10), found
    assert await number(own, "SELECT count(*) FROM stock_units WHERE status IN ('received', 'to_inspect')") == 0
    duties = "SELECT count(*) FROM case_duties WHERE duty_group LIKE '%inspect%' OR duty_group LIKE '%accept%'"
    assert await number(own, duties) == 1, "whoever was too late holds no duty"
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def test_one_dispute_is_decided_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """Ten deciders at once, some for the group and some against: pieces and money move once or not at all."""
    desk, handover = await delivered(live_client, own, vault)
    serial = (await desk.read(f"/v1/deliveries/{handover}"))["items"][0]["serials"][0]
    dispute = await disputed(desk, handover)
    path, work = f"/v1/handover-disputes/{dispute['id']}/decisions", []
    for at, who in enumerate(await more(own, vault, Role.APPROVER, 10)):
        pieces = [{"serial": serial, "follows": "returned" if at % 4 else "not_received"}]
        outcome = {"outcome": "upheld", "pieces": pieces} if at % 2 == 0 else {"outcome": "dismissed"}
        work.append(desk.post(path, {"note": "Dilihat."} | outcome, who, dispute["version"]))
    found = told(await asyncio.gather(*work))
    assert (found[200], sum(found.values())) == (1, 10), found
    upheld = await number(own, "SELECT count(*) FROM handover_disputes WHERE outcome = 'upheld'")
    assert await number(own, "SELECT count(*) FROM decree_bookings WHERE kind = 'taken_back'") == upheld
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def recall(desk: Office, one: dict[str, Any]) -> Response:
    body = {"action": "recall", "reason": "Tidak dipakai."}
    return await desk.post(f"/v1/assets/{one['id']}/transitions", body, desk.approver, one["version"])


async def test_a_piece_is_recalled_or_taken_back_by_a_dispute_never_both(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """Round by round a few machines of one case, each recalled while a dispute about it is upheld."""
    desk, handover = await delivered(live_client, own, vault)
    rows = (await desk.read("/v1/assets?limit=100"))["items"]
    for at in range(0, 12, 3):
        ones = [await asset(desk, row["id"]) for row in rows[at : at + 3]]
        dispute = await disputed(desk, handover)
        pieces = {one["serial"]: "returned" for one in ones}
        answers = await asyncio.gather(uphold(desk, dispute, pieces), *(recall(desk, one) for one in ones))
        assert all(answer.status_code in (200, 409, 412) for answer in answers), told(answers)
        after = [(await asset(desk, one["id"]))["status"] for one in ones]
        if answers[0].status_code == 200:
            assert after == ["voided"] * 3, after
            assert all(answer.status_code != 200 for answer in answers[1:]), told(answers)
        else:
            assert "recalled" in after, "what was refused had a reason"
            serials = [one["serial"] for one, status in zip(ones, after, strict=True) if status != "recalled"]
            left = dict.fromkeys(serials, "returned")
            again = {"outcome": "dismissed"} if not left else {}
            done = await uphold(desk, dispute, left, **again)
            assert done.status_code == 200, done.text
    assert violations(f"{database.cluster().admin}/{private_database}") == []
