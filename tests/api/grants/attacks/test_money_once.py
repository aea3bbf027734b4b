"""integrity.md 5, attacked again: money leaves under its duties, stays as written, comes back once."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests.api.grants import money
from tests.api.grants.goods.test_payments import Treasury, opened
from tests.api.grants.office import Office, give_role, refused_by_the_database, step_up, today
from tests.api.grants.refunding import Refunding, refunding

DUTIES = "money moves under the duties"
NUMBERS = "payment_order_number = '1', disbursement_number = '1'"


async def at_once(db: AsyncSession, statement: str, **facts: Any) -> str:
    """What is said at the end of the transaction, said now."""
    blunt = statement
    for name, value in facts.items():
        blunt = blunt.replace(f":{name}", f"'{value}'")
    return await refused_by_the_database(db, f"DO $$ BEGIN {blunt}; SET CONSTRAINTS ALL IMMEDIATE; END $$")


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    return await opened(db, vault, desk)


@pytest.fixture
async def back(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    return await refunding(db, vault, desk)


async def prepared(treasury: Treasury, desk: Office) -> tuple[str, dict[str, Any]]:
    order_id = (await treasury.store.stocked(await desk.decreed()))["order_id"]
    worth = (await treasury.store.read(f"/v1/orders/{order_id}/payments"))["left_rupiah"]
    return order_id, (await treasury.prepare(order_id, worth)).json()["items"][0]


async def test_no_supplier_is_paid_by_whoever_bought_inspected_or_has_nothing_to_do_with_it(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    """Two duties by one person, by direct SQL: the ledger of payments was never asked."""
    await prepared(treasury, desk)
    release = (
        f"UPDATE supplier_payments SET status = 'paid', released_by = :who, paid_on = :day, {NUMBERS}"
        " WHERE status = 'prepared'"
    )
    for who in (treasury.store.buyer, treasury.store.inspector, desk.proposer):
        assert DUTIES in await at_once(db, release, who=who.id, day=today())
    another = (
        "INSERT INTO supplier_payments (order_id, district_code, status, amount_rupiah, request_number, prepared_by)"
        " SELECT order_id, district_code, 'prepared', 1, 'SPP-9', :who FROM supplier_payments"
    )
    await db.execute(text("UPDATE supplier_payments SET status = 'cancelled' WHERE status = 'prepared'"))
    assert DUTIES in await at_once(db, another, who=treasury.store.buyer.id)


async def test_a_tranche_is_sent_under_the_second_duty_alone(back: Refunding, db: AsyncSession) -> None:
    await back.treasury.condition(1)
    await back.treasury.prepare(1)
    send = (
        f"UPDATE tranche_payments SET status = 'sent', released_by = :who, sent_on = :day, {NUMBERS}"
        " WHERE status = 'prepared'"
    )
    for who in (back.desk.inspector, back.desk.giver, back.desk.verifier):
        assert DUTIES in await at_once(db, send, who=who.id, day=today())


async def test_what_was_paid_verified_or_accepted_is_not_rewritten(
    back: Refunding, desk: Office, db: AsyncSession
) -> None:
    """An auditor reads the rows: by whom, when and by which number money left stayed open to one UPDATE."""
    treasury = back.treasury
    await treasury.report(used_rupiah=6_000_000, refunded_rupiah=0)
    report = (await treasury.tranche())["report"]
    path = f"/v1/funds-reports/{report['id']}/decisions"
    assert (await desk.post(path, {"action": "accept"}, desk.verifier, report["version"])).status_code == 200
    for table, change in (
        ("tranche_payments", "released_by = :who"), ("tranche_payments", "disbursement_number = 'LAIN'"),
        ("tranche_payments", "payment_order_number = 'LAIN'"),
        ("group_accounts", "verified_by = :who"), ("group_accounts", "verified_at = now() - interval '1 year'"),
        ("funds_reports", "decided_by = :who"), ("funds_reports", "note = 'lain'"),
        ("funds_reports", "file_id = (SELECT id FROM files LIMIT 1)"),
    ):  # fmt: skip
        blunt = change.replace(":who", f"'{desk.inspector.id}'")
        said = await refused_by_the_database(db, f"UPDATE {table} SET {blunt}")
        assert "stays" in said, (table, change, said)


async def test_what_a_supplier_was_paid_is_not_rewritten(treasury: Treasury, desk: Office, db: AsyncSession) -> None:
    _, payment = await prepared(treasury, desk)
    assert (await treasury.move(payment, "release", treasury.second)).status_code == 200
    for change in (
        "disbursement_number = 'LAIN'",
        "payment_order_number = 'LAIN'",
        f"released_by = '{desk.approver.id}'",
    ):
        assert "stays" in await refused_by_the_database(db, f"UPDATE supplier_payments SET {change}"), change


async def test_one_number_of_the_bank_serves_once_however_it_is_written(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    """`RTR-7` and `rtr 7` proved two returns: the same paper, money said to be back twice."""
    order_id, payment = await prepared(treasury, desk)
    payment = (await treasury.move(payment, "release", treasury.second)).json()["items"][0]
    await treasury.back(payment, treasury.second, return_number="RTR-7")
    again = (await treasury.prepare(order_id, payment["amount_rupiah"], replaces_id=payment["id"])).json()["items"][1]
    again = (await treasury.move(again, "release", treasury.second)).json()["items"][1]
    for written in ("rtr 7", "RTR/7", "RTR-7"):
        twice = await treasury.back(again, treasury.second, return_number=written)
        assert (twice.status_code, twice.json()["code"]) == (409, "return_known"), written
    back = (
        "UPDATE supplier_payments SET status = 'failed', returned_on = paid_on, return_number = {number},"
        f" returned_by = '{treasury.second.id}', return_file_id = (SELECT id FROM files LIMIT 1)"
        " WHERE status = 'paid'"
    )
    assert "proves another return" in await refused_by_the_database(db, back.format(number="'rtr.7'"))
    assert "letters or digits" in await refused_by_the_database(db, back.format(number="'- /'"))


async def test_a_refunds_number_proves_no_return_of_the_bank(back: Refunding) -> None:
    """The other way round was asked; this way it was not."""
    await back.returned(1_000_000, bank_reference="STS-9")
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    await treasury.move("send", 1)
    sent = (await treasury.tranche(1))["payments"][-1]
    for number in ("STS-9", "sts 9"):
        paper = money.bank_paper(treasury.second, sent, return_number=number)
        known = await back.desk.client.post(f"/v1/tranche-payments/{sent['id']}/returns", **paper)
        assert (known.status_code, known.json()["code"]) == (409, "return_known"), number


async def test_whoever_bought_does_not_say_that_the_bank_sent_it_back(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    """A buyer with the treasurer's role: he said it failed, his supplier was paid a second time."""
    _, payment = await prepared(treasury, desk)
    payment = (await treasury.move(payment, "release", treasury.second)).json()["items"][0]
    buyer = treasury.store.buyer
    await give_role(db, buyer, Role.TREASURER)
    await step_up(db, buyer)
    said = await treasury.back(payment, buyer)
    assert (said.status_code, said.json()["code"]) == (409, "duty_held")
    by_hand = (
        "UPDATE supplier_payments SET status = 'failed', returned_on = paid_on, return_number = 'X-1',"
        " returned_by = :who, return_file_id = (SELECT id FROM files LIMIT 1) WHERE status = 'paid'"
    )
    assert DUTIES in await at_once(db, by_hand, who=buyer.id)
