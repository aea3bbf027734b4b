"""Money leaves once, however many treasurers act at the same instant (G11, integrity.md 5)."""

import asyncio

import pytest
from httpx import AsyncClient

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database
from tests.api.grants import money
from tests.api.grants.money import Treasury
from tests.conftest import writing
from tests.invariants import violations
from tests.races.test_goods import stocked
from tests.races.test_grants import groups, made, number
from tests.races.test_pieces import more, told

pytestmark = pytest.mark.race
RELEASE = {
    "action": "release", "payment_order_number": "SPM-1", "disbursement_number": "SP2D-1", "paid_on": money.today(),
}  # fmt: skip


async def treasury(live_client: AsyncClient, own: Database, vault: Vault) -> Treasury:
    """A case whose first tranche may be paid."""
    desk = await made(live_client, own, vault)
    desk.group = (await groups(live_client, own, 1))[0]
    async with writing(own, live_client) as db:
        made_ready = await money.treasury(db, vault, desk)
    assert (await made_ready.account()).status_code == 201
    assert (await made_ready.condition()).status_code == 201
    return made_ready


async def test_one_tranche_is_paid_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """G11: prepared by ten, released by ten, confirmed by ten at once; one instruction, one payment."""
    room = await treasury(live_client, own, vault)
    payers = await more(own, vault, Role.TREASURER, 10)
    for act in ("prepare", "send", "confirm"):
        work = [room.prepare(0, who) if act == "prepare" else room.move(act, 0, who) for who in payers]
        found = told(await asyncio.gather(*work))
        assert (found[201] + found[200], sum(found.values())) == (1, 10), (act, found)
    assert await number(own, "SELECT count(*) FROM tranche_payments") == 1
    assert await number(own, "SELECT count(*) FROM funds_reports") == 1
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def test_one_payment_of_an_order_leaves_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """G11: released and cancelled at the same instant by ten treasurers."""
    store, order = await stocked(live_client, own, vault)
    await store.inspect((await store.receive(order)).json())
    preparer, *payers = await more(own, vault, Role.TREASURER, 11)
    body = {"amount_rupiah": order["total_rupiah"], "request_number": "SPP-1", "no_conflict": True}
    prepared = await store.desk.post(f"/v1/orders/{order['id']}/payments", body, preparer)
    assert prepared.status_code == 201, prepared.text
    payment, work = prepared.json()["items"][0], []
    path = f"/v1/payments/{payment['id']}/transitions"
    for at, who in enumerate(payers):
        released = RELEASE if at % 2 else {"action": "cancel", "reason": "Salah."}
        work.append(store.desk.post(path, released | {"no_conflict": True}, who, payment["version"]))
    found = told(await asyncio.gather(*work))
    assert (found[200], sum(found.values())) == (1, 10), found
    assert await number(own, "SELECT count(*) FROM supplier_payments") == 1
    assert violations(f"{database.cluster().admin}/{private_database}") == []
