"""Twenty at once: payments of one order, and deliveries of one order line."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from httpx import AsyncClient

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import factories
from tests.api.grants import doors, office
from tests.api.grants.warehouse import Warehouse, hands, opened
from tests.races.test_grants import groups, made, number

pytestmark = pytest.mark.race


async def stocked(live: AsyncClient, own: Database, vault: Vault) -> tuple[Warehouse, dict[str, Any]]:
    """An order of which nothing has come yet."""
    desk = await made(live, own, vault)
    case_id = (await desk.submit((await groups(live, own, 1))[0])).json()["id"]
    await desk.check(case_id)
    await desk.vote(case_id)
    assert (await desk.decree(case_id)).status_code == 201
    async with own.transaction() as db:
        people = await hands(db, vault)
    store = await opened(desk, *people)
    return store, (await store.order(case_id)).json()


async def test_payments_at_once_stay_within_what_was_accepted(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    """G11."""
    store, order = await stocked(live_client, own, vault)
    await store.inspect((await store.receive(order)).json())
    async with own.transaction() as db:
        payer = await factories.officer(db, vault, Role.TREASURER)
        await office.step_up(db, payer)
    body = {"amount_rupiah": order["total_rupiah"] // 5, "request_number": "SPP-1", "no_conflict": True}
    path = f"/v1/orders/{order['id']}/payments"
    answers = await asyncio.gather(*(store.desk.post(path, body, payer) for _ in range(20)))
    assert Counter(answer.status_code for answer in answers) == {201: 5, 409: 15}
    assert await number(own, "SELECT sum(amount_rupiah) FROM supplier_payments") <= order["total_rupiah"]


async def test_deliveries_at_once_bring_no_more_than_was_ordered(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    """G7."""
    store, order = await stocked(live_client, own, vault)
    line = order["lines"][0]
    bodies = [[{"order_line_id": line["id"], "serials": [f"D{each}"]}] for each in range(20)]
    answers = await asyncio.gather(*(store.receive(order, body) for body in bodies))
    assert Counter(answer.status_code for answer in answers) == {201: line["ordered"], 409: 20 - line["ordered"]}
    assert await number(own, "SELECT count(*) FROM stock_units") == line["ordered"]


async def test_one_door_is_recorded_once_by_two_clerks(live_client: AsyncClient, own: Database, vault: Vault) -> None:
    """C55: two clerks record the same door at once, one piece taken by the one and refused by the other."""
    store, order = await stocked(live_client, own, vault)
    await store.inspect((await store.receive(order)).json())
    case_id, desk = order["lines"][0]["application_id"], store.desk
    line = next(each for each in await store.lines(case_id) if len(each["serials"]) > 1)
    both = [
        doors.part_refused(desk, case_id, line | {"serials": serials})
        for serials in (line["serials"][:2], line["serials"][1::-1]) * 3
    ]
    answers = await asyncio.gather(*both)
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert {answer.status_code for answer in answers} <= {201, 409, 412}
    assert await number(own, "SELECT count(*) FROM refused_pieces") == 1
    assert await number(own, "SELECT count(*) FROM handed_serials") == 1
    assert await number(own, "SELECT count(*) FROM stock_units WHERE status = 'to_inspect'") == 1
    twice = "SELECT count(*) FROM handed_serials s JOIN refused_pieces p ON p.unit_id = s.unit_id"
    assert await number(own, twice) == 0
