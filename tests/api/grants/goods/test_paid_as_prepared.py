"""integrity.md 1 and 5: what leaves the bank goes to the record that was looked at, or is looked at again."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants import money
from tests.api.grants.goods.test_payments import Treasury, opened
from tests.api.grants.office import Office, refused_by_the_database, step_up, today

RELEASE = (
    "UPDATE supplier_payments SET status = 'paid', payment_order_number = '1', disbursement_number = '1',"
    " paid_on = CAST(:day AS date), released_by = :who"
)


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    return await opened(db, vault, desk)


async def prepared(treasury: Treasury, desk: Office) -> tuple[str, dict[str, Any]]:
    receipt = await treasury.store.stocked(await desk.decreed())
    worth = (await treasury.store.read(f"/v1/orders/{receipt['order_id']}/payments"))["left_rupiah"]
    return receipt["order_id"], (await treasury.prepare(receipt["order_id"], worth)).json()["items"][0]


async def other_account(treasury: Treasury, desk: Office, db: AsyncSession, vault: Vault) -> None:
    """The supplier's account changes, by two people."""
    path = f"/v1/suppliers/{treasury.store.supplier}/account-change-requests"
    new = {"bank": "Bank Lain", "account_number": "55-667788", "account_holder": "CV Mesin Contoh"}
    clerk = await factories.officer(db, vault, Role.TREASURER)
    await step_up(db, clerk)
    await changes.carried(desk, db, path, new, clerk, treasury.store.buyer)


async def test_a_payment_prepared_before_the_supplier_changed_is_looked_at_again(
    treasury: Treasury, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """A payment for version N is not released once there is version N + 1: it is cancelled and prepared anew."""
    order_id, payment = await prepared(treasury, desk)
    assert (payment["account_last4"], payment["supplier_changed"]) != ("7788", True)
    await other_account(treasury, desk, db, vault)
    refused = await treasury.move(payment, "release", treasury.second)
    assert (refused.status_code, refused.json()["code"]) == (409, "supplier_changed")
    shown = (await treasury.store.read(f"/v1/orders/{order_id}/payments"))["items"][0]
    assert (shown["account_last4"], shown["supplier_changed"]) == (payment["account_last4"], True)
    stopped = await treasury.move(payment, "cancel", treasury.first, reason="Rekening berubah.")
    assert stopped.status_code == 200
    again = (await treasury.prepare(order_id, payment["amount_rupiah"])).json()["items"][1]
    assert (again["account_last4"], again["supplier_changed"]) == ("7788", False)
    assert (await treasury.move(again, "release", treasury.second)).status_code == 200
    times = (await db.execute(text("SELECT released_at IS NULL FROM supplier_payments ORDER BY id"))).scalars().all()
    assert times == [True, False]


async def test_the_database_releases_nothing_to_a_supplier_that_changed(
    treasury: Treasury, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """By SQL as the application's role, whatever time is claimed for it."""
    await prepared(treasury, desk)
    await other_account(treasury, desk, db, vault)
    facts = {"day": factories.date.fromisoformat(today()), "who": treasury.second.id}
    assert "supplier changed" in await refused_by_the_database(db, RELEASE, **facts)
    stale = RELEASE + ", released_at = '2020-01-01'"
    assert "permission denied" in await refused_by_the_database(db, stale, **facts)


async def test_a_tranche_is_not_sent_to_an_account_that_is_not_the_groups_any_more(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """The sibling: the group's account changed, by two people, between preparing and sending."""
    capital = await money.treasury(db, vault, desk)
    await capital.account()
    assert (await capital.condition()).status_code == 201
    assert (await capital.prepare()).status_code == 201
    confirmer = await factories.officer(db, vault, Role.DESK_VERIFIER)
    new = {"bank": "Bank Lain", "number": "55-667788", "holder": await capital.chair()}
    await changes.carried(desk, db, f"/v1/groups/{desk.group}/account/change-requests", new, confirmer)
    refused = await capital.move("send")
    assert (refused.status_code, refused.json()["code"]) == (409, "account_changed")
    sent = (
        "UPDATE tranche_payments SET status = 'sent', payment_order_number = '1', disbursement_number = '1',"
        " sent_on = CAST(:day AS date), released_by = :who"
    )
    facts = {"day": factories.date.fromisoformat(today()), "who": capital.second.id}
    assert "account changed" in await refused_by_the_database(db, sent, **facts)
    assert (await capital.move("cancel", who=capital.first, reason="Rekening berubah.")).status_code == 200
