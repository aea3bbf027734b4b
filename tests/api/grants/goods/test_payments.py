"""G11: suppliers are paid for what was accepted, by two people, and a failed payment can be sent again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.money import bank_paper
from tests.api.grants.office import Office, give_role, refused_by_the_database, step_up, today
from tests.api.grants.warehouse import Warehouse, warehouse


@dataclass
class Treasury:
    store: Warehouse
    first: factories.TestOfficer
    second: factories.TestOfficer

    async def prepare(self, order_id: str, amount: int, **body: Any) -> Response:
        content = {"amount_rupiah": amount, "request_number": "SPP-1", "no_conflict": True} | body
        return await self.store.desk.post(f"/v1/orders/{order_id}/payments", content, self.first)

    async def move(self, payment: dict[str, Any], action: str, who: factories.TestOfficer, **body: Any) -> Response:
        numbers = {"payment_order_number": "SPM-1", "disbursement_number": "SP2D-1", "paid_on": today()}
        content = {"action": action, "no_conflict": True} | (numbers if action == "release" else {}) | body
        return await self.store.desk.post(
            f"/v1/payments/{payment['id']}/transitions", content, who, payment["version"]
        )

    async def back(self, payment: dict[str, Any], who: factories.TestOfficer, **told: Any) -> Response:
        path = f"/v1/payments/{payment['id']}/returns"
        return await self.store.desk.client.post(path, **bank_paper(who, payment, **told))


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    return await opened(db, vault, desk)


async def opened(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    people = [await factories.officer(db, vault, Role.TREASURER) for _ in range(2)]
    for who in people:
        await step_up(db, who)
    return Treasury(await warehouse(db, vault, desk), *people)


async def test_nothing_is_paid_before_it_was_accepted_nor_above(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    store = treasury.store
    order = (await store.order(await desk.decreed())).json()
    early = await treasury.prepare(order["id"], 1)
    assert (early.status_code, early.json()["type"].rsplit("/", 1)[1]) == (409, "above_accepted")
    line = order["lines"][0]
    receipt = (await store.receive(order, [{"order_line_id": line["id"], "serials": ["P1", "P2"]}])).json()
    assert (await treasury.prepare(order["id"], 1)).status_code == 409
    await store.inspect(receipt, {"P2": "wrong"})
    worth = line["price_rupiah"] + line["tax_rupiah"]
    assert (await treasury.prepare(order["id"], worth + 1)).status_code == 409
    done = await treasury.prepare(order["id"], worth)
    assert (done.status_code, done.json()["left_rupiah"]) == (201, 0)
    said = await refused_by_the_database(
        db, "INSERT INTO supplier_payments (order_id, district_code, status, amount_rupiah, request_number,"
        " prepared_by) SELECT order_id, district_code, status, 1, 'SPP-9', prepared_by FROM supplier_payments",
    )  # fmt: skip
    assert "above what was accepted" in said


async def test_one_prepares_another_releases_and_a_failed_payment_is_sent_again(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    receipt = await treasury.store.stocked(await desk.decreed())
    order_id = receipt["order_id"]
    worth = (await treasury.store.read(f"/v1/orders/{order_id}/payments"))["left_rupiah"]
    payment = (await treasury.prepare(order_id, worth)).json()["items"][0]
    own = await treasury.move(payment, "release", treasury.first)
    assert (own.status_code, own.json()["type"].rsplit("/", 1)[1]) == (409, "releases_own")
    bare = await treasury.move(payment, "release", treasury.second, disbursement_number=None)
    assert bare.status_code == 422
    order = await treasury.store.read(f"/v1/orders/{order_id}")
    early = str(date.fromisoformat(order["dated"]) - timedelta(days=1))
    refused = await treasury.move(payment, "release", treasury.second, paid_on=early)
    assert refused.json()["errors"][0]["code"] == "date_before_order", "nobody pays before the contract's date"
    paid = (await treasury.move(payment, "release", treasury.second)).json()["items"][0]
    assert (paid["status"], paid["disbursement_number"]) == ("paid", "SP2D-1")
    assert (await treasury.prepare(order_id, 1)).status_code == 409
    failed = (await treasury.back(paid, treasury.second, reason="Rekening tutup.")).json()
    assert (failed["items"][0]["status"], failed["left_rupiah"]) == ("failed", worth)
    again = await treasury.prepare(order_id, worth, replaces_id=paid["id"])
    assert again.json()["items"][1]["replaces_id"] == paid["id"]
    twice = await treasury.prepare(order_id, 1, replaces_id=paid["id"])
    assert twice.status_code == 409
    stopped = await treasury.move(again.json()["items"][1], "cancel", treasury.first, reason="Salah nomor.")
    assert stopped.json()["left_rupiah"] == worth
    said = await refused_by_the_database(
        db, "UPDATE supplier_payments SET released_by = prepared_by WHERE status = 'failed'"
    )
    assert "two_people" in said


async def test_a_buyer_with_the_treasurers_role_does_not_pay(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    """G16."""
    receipt = await treasury.store.stocked(await desk.decreed())
    await give_role(db, treasury.store.buyer, Role.TREASURER)
    body = {"amount_rupiah": 1, "request_number": "SPP-2", "no_conflict": True}
    answer = await desk.post(f"/v1/orders/{receipt['order_id']}/payments", body, treasury.store.buyer)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (409, "duty_held")
