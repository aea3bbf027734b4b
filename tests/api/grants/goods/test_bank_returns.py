"""integrity.md 5: the preparer alone said that a payment failed and prepared it again: paid twice, counted once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants import money
from tests.api.grants.goods.test_payments import Treasury, treasury
from tests.api.grants.office import Office, refused_by_the_database, today

__all__ = ["treasury"]  # the fixture


@pytest.fixture
async def capital(db: AsyncSession, vault: Vault, desk: Office) -> money.Treasury:
    made = await money.treasury(db, vault, desk)
    await made.account()
    await made.condition()
    await made.prepare()
    await made.move("send")
    return made


async def paid(treasury: Treasury, desk: Office) -> tuple[str, dict[str, Any]]:
    """The order and its whole payment, released."""
    order_id = (await treasury.store.stocked(await desk.decreed()))["order_id"]
    worth = (await treasury.store.read(f"/v1/orders/{order_id}/payments"))["left_rupiah"]
    payment = (await treasury.prepare(order_id, worth)).json()["items"][0]
    return order_id, (await treasury.move(payment, "release", treasury.second)).json()["items"][0]


async def test_only_another_than_the_preparer_says_so_and_only_by_the_banks_paper(
    treasury: Treasury, desk: Office
) -> None:
    order_id, payment = await paid(treasury, desk)
    own = await treasury.back(payment, treasury.first)
    assert (own.status_code, own.json()["code"]) == (409, "returns_own")
    for missing in ("return_number", "returned_on", "reason"):
        bare = await treasury.back(payment, treasury.second, **{missing: None})
        assert bare.status_code == 422, missing
    plain = money.bank_paper(treasury.second, payment) | {"files": {"file": ("retur.pdf", b"bukan pdf", "x/y")}}
    bad = await desk.client.post(f"/v1/payments/{payment['id']}/returns", **plain)
    assert (bad.status_code, bad.json()["code"]) == (422, "not_a_document"), bad.text
    early = date.fromisoformat(payment["paid_on"]) - timedelta(days=1)
    for day in (str(early), "2099-01-01"):
        assert (await treasury.back(payment, treasury.second, returned_on=day)).status_code == 422
    gone = await desk.post(
        f"/v1/payments/{payment['id']}/transitions", {"action": "fail", "reason": "x"}, treasury.first, 2
    )
    assert gone.status_code == 422
    assert (await treasury.prepare(order_id, 1)).status_code == 409
    done = (await treasury.back(payment, treasury.second)).json()["items"][0]
    assert (done["status"], done["returned_on"], done["unproved"]) == ("failed", today(), False)
    paper = await desk.client.get(f"/v1/files/{done['return_file_id']}", headers=treasury.first.headers)
    assert paper.status_code == 200


async def test_one_paper_of_the_bank_proves_one_return(treasury: Treasury, desk: Office, db: AsyncSession) -> None:
    order_id, payment = await paid(treasury, desk)
    await treasury.back(payment, treasury.second, return_number="RTR-7")
    again = (await treasury.prepare(order_id, payment["amount_rupiah"], replaces_id=payment["id"])).json()["items"][1]
    again = (await treasury.move(again, "release", treasury.second)).json()["items"][1]
    twice = await treasury.back(again, treasury.second, return_number="RTR-7")
    assert (twice.status_code, twice.json()["code"]) == (409, "return_known")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("status = 'failed'", "ck_supplier_payments_returned"),
        ("status = 'failed', unproved = true", "by the bank's paper"),
        ("status = 'failed', returned_on = paid_on, return_number = 'X', returned_by = prepared_by,"
         " return_file_id = (SELECT id FROM files LIMIT 1)", "returned_by_another"),
    ],
)  # fmt: skip
async def test_the_database_knows_no_other_way(
    treasury: Treasury, desk: Office, db: AsyncSession, change: str, word: str
) -> None:
    await paid(treasury, desk)
    assert word in await refused_by_the_database(db, f"UPDATE supplier_payments SET {change}")


async def test_what_came_back_stays_so(treasury: Treasury, desk: Office, db: AsyncSession) -> None:
    _, payment = await paid(treasury, desk)
    await treasury.back(payment, treasury.second)
    said = await refused_by_the_database(db, "UPDATE supplier_payments SET status = 'paid'")
    assert "stays so" in said or "returned" in said


async def test_capital_sent_back_goes_the_same_way(capital: money.Treasury) -> None:
    own = await capital.back(who=capital.first)
    assert (own.status_code, own.json()["code"]) == (409, "returns_own")
    done = (await capital.back()).json()["tranches"][0]
    assert (done["payments"][0]["status"], done["payments"][0]["return_number"] is not None) == ("failed", True)
    assert (await capital.prepare()).status_code == 201
