"""C56: what the services refuse about money that comes back, PostgreSQL refuses to the application's own role."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants.office import Office, refused_by_the_database, today
from tests.api.grants.refunding import Refunding, refunding

DEMAND = """INSERT INTO refund_demands (payment_id, application_id, district_code, status, amount_rupiah, reason,
 letter_number, due_on, asked_by{more}) SELECT id, application_id, district_code, {status}, {amount}, 'x', '1',
 paid_on, {who}{values} FROM tranche_payments"""
RECEIPT = """INSERT INTO refund_receipts (payment_id, application_id, district_code, status, amount_rupiah,
 received_on, bank_reference, reference_key, file_id, recorded_by, demand_id) SELECT p.id, p.application_id,
 p.district_code, 'recorded', {amount}, {day}, {number}, 'X', {file}, p.prepared_by, {demand}
 FROM tranche_payments p"""
PAPER = "(SELECT id FROM files WHERE kind = 'refund' LIMIT 1)"
BOOK = """INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah, refund_id)
 SELECT l.id, 'paid_back', {amount}, r.id FROM refund_receipts r
 JOIN decree_lines l ON l.application_id = r.application_id"""


@pytest.fixture
async def back(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    return await refunding(db, vault, desk)


def demand(amount: int = 1, status: str = "'proposed'", more: str = "", values: str = "") -> str:
    return DEMAND.format(amount=amount, status=status, who="prepared_by", more=more, values=values)


def receipt(**parts: str | int) -> str:
    plain = {"amount": 1, "day": "p.paid_on", "number": "'REF-77'", "file": PAPER, "demand": "NULL"}
    return RECEIPT.format(**(plain | parts))


async def test_more_than_arrived_is_not_asked_back(back: Refunding, db: AsyncSession) -> None:
    assert "above what arrived" in await refused_by_the_database(db, demand(6_000_001))
    await back.returned(2_000_000)
    await back.ask(3_000_000)
    assert "above what arrived" in await refused_by_the_database(db, demand(1_000_001))


async def test_a_demand_begins_undecided_is_decided_once_and_by_another(back: Refunding, db: AsyncSession) -> None:
    born = demand(1, "'approved'", ", decided_by, decided_at", ", released_by, now()")
    assert "begins undecided" in await refused_by_the_database(db, born)
    await back.ask(1_000_000)
    own = "UPDATE refund_demands SET status = 'approved', decided_by = asked_by, decided_at = now()"
    said = await refused_by_the_database(db, own)
    assert "two_people" in said or "who applied" in said
    by = "UPDATE refund_demands SET status = 'approved', decided_by = :who, decided_at = now()"
    assert "who applied" in await refused_by_the_database(db, by, who=await member(db, back))
    await back.decide()
    assert "decided once" in await refused_by_the_database(
        db, "UPDATE refund_demands SET status = 'refused', decision_note = 'x'"
    )
    for change in ("amount_rupiah = 1", "reason = 'x'", "payment_id = payment_id"):
        assert "permission denied" in await refused_by_the_database(db, f"UPDATE refund_demands SET {change}")
    assert "permission denied" in await refused_by_the_database(db, "DELETE FROM refund_demands")


async def member(db: AsyncSession, back: Refunding) -> UUID:
    query = (
        "SELECT person_id FROM case_duties WHERE case_id = :case AND duty_group = 'applicant' AND person_id <> :who"
    )
    asked = {"case": UUID(back.treasury.case), "who": back.desk.proposer.id}
    return (await db.execute(text(query), asked)).scalars().first()


async def test_a_receipt_has_its_paper_its_day_its_own_reference_and_its_room(
    back: Refunding, db: AsyncSession
) -> None:
    asked = await back.demanded(1_000_000)
    await back.pay(1_000)
    later = date.fromisoformat(today()) + timedelta(days=1)
    for parts, why in (
        ({"file": "p.return_file_id"}, "with its paper"),
        ({"file": "(SELECT id FROM files WHERE kind <> 'refund' LIMIT 1)"}, "with its paper"),
        ({"day": "p.paid_on - 1"}, "after it arrived"),
        ({"day": f"DATE '{later}'"}, "a day to come"),
        ({"number": "'ref 1000'"}, "uq_refund_receipts_reference"),
        ({"number": "'- -'"}, "ck_refund_receipts_reference"),
        ({"amount": 5_000_000}, "above what is asked"),
        ({"amount": 1_000_001, "demand": f"'{asked}'"}, "above what is asked"),
        ({"demand": "p.id"}, "above what is asked"),
        ({"amount": 0}, "ck_refund_receipts_amount"),
    ):
        assert why in await refused_by_the_database(db, receipt(**parts)), parts


async def test_a_receipt_is_decided_once_by_another_and_booked(back: Refunding, db: AsyncSession) -> None:
    await back.pay(1_000_000)
    sure = "UPDATE refund_receipts SET status = 'confirmed', decided_by = {who}, decided_at = now()"
    assert "two_people" in await refused_by_the_database(db, sure.format(who="recorded_by"))
    by = sure.format(who="CAST(:who AS uuid)")
    assert "who applied" in await refused_by_the_database(db, by, who=back.desk.proposer.id)
    assert "confirmed receipt" in await refused_by_the_database(db, BOOK.format(amount=1_000_000))
    unbooked = "DO $$ BEGIN {sql}; SET CONSTRAINTS ALL IMMEDIATE; END $$"
    blunt = sure.format(who=f"'{back.treasury.second.id}'")
    assert "is booked" in await refused_by_the_database(db, unbooked.format(sql=blunt))
    await back.confirm()
    assert "decided once" in await refused_by_the_database(
        db, "UPDATE refund_receipts SET status = 'refused', decision_note = 'x'"
    )
    said = await refused_by_the_database(db, BOOK.format(amount=1_000_000))
    assert "uq_decree_bookings_refund_id_kind" in said
    assert "permission denied" in await refused_by_the_database(db, "UPDATE decree_bookings SET amount_rupiah = 1")


async def test_nothing_else_is_booked_as_paid_back(back: Refunding, db: AsyncSession) -> None:
    await back.pay(1_000_000)
    sure = (
        "UPDATE refund_receipts SET status = 'confirmed', decided_at = now(),"
        f" decided_by = '{back.treasury.second.id}'"
    )
    both = f"DO $$ BEGIN {sure}; {BOOK.format(amount=999_999)}; END $$"
    assert "confirmed receipt" in await refused_by_the_database(db, both)


async def test_no_tranche_is_prepared_or_sent_while_money_is_asked_back(back: Refunding, db: AsyncSession) -> None:
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    await back.ask(1)
    send = (
        "UPDATE tranche_payments SET status = 'sent', sent_on = CAST(:day AS date), released_by = :who,"
        " payment_order_number = '1', disbursement_number = '1' WHERE status = 'prepared'"
    )
    facts = {"day": date.fromisoformat(today()), "who": treasury.second.id}
    assert "asked back" in await refused_by_the_database(db, send, **facts)
    await treasury.move("cancel", 1, treasury.first, reason="Menunggu.")
    again = (
        "INSERT INTO tranche_payments (application_line_id, application_id, district_code, account_id, status,"
        " amount_rupiah, request_number, prepared_by) SELECT application_line_id, application_id, district_code,"
        " account_id, 'prepared', amount_rupiah, 'SPP-9', prepared_by FROM tranche_payments"
        " WHERE status = 'cancelled'"
    )
    assert "asked back" in await refused_by_the_database(db, again)


async def test_no_report_is_accepted_without_its_receipts(back: Refunding, db: AsyncSession) -> None:
    await back.treasury.report(used_rupiah=5_000_000, refunded_rupiah=1_000_000, refund_number="STS-1")
    accept = "UPDATE funds_reports SET status = 'accepted', decided_by = :who, decided_at = now()"
    said = await refused_by_the_database(db, accept, who=back.desk.verifier.id)
    assert "has its receipts" in said
