"""C56: capital is paid in tranches, each after what must come first, by two treasurers, and its use is reported."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants import money
from tests.api.grants.office import Office, give_role, refused_by_the_database, today


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> money.Treasury:
    return await money.treasury(db, vault, desk)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def test_a_tranche_waits_for_what_comes_first(treasury: money.Treasury, db: AsyncSession) -> None:
    shown = await treasury.read()
    assert (shown["total_rupiah"], shown["paid_rupiah"]) == (10_000_000, 0)
    assert [each["blocked"]["code"] for each in shown["tranches"]] == ["account_open", "earlier_unpaid"]
    assert code(await treasury.prepare()) == (409, "account_open")
    assert code(await treasury.account(typed="0012 3456 7891")) == (409, "number_differs")
    assert (await treasury.account()).json()["account"]["number_last4"] == "7890"
    assert code(await treasury.prepare()) == (409, "condition_open")
    assert (await treasury.condition()).status_code == 201
    assert code(await treasury.condition()) == (409, "condition_met")
    assert code(await treasury.prepare(1)) == (409, "earlier_unpaid")
    assert (await treasury.prepare()).status_code == 201
    assert code(await treasury.prepare()) == (409, "tranche_under_way")
    assert code(await treasury.move("send", who=treasury.first)) == (409, "pays_own")
    assert (await treasury.move("send", payment_order_number=None)).status_code == 422
    sent = (await treasury.move("send")).json()["tranches"][0]["payments"][0]
    assert (sent["status"], sent["account"]) == ("sent", "Bank Sumsel Contoh …7890")
    kept = (await db.execute(text("SELECT number_sealed FROM group_accounts"))).scalars().all()
    assert all(b"001234567890" not in each for each in kept)


async def test_a_failed_payment_is_sent_again_and_spends_once(treasury: money.Treasury, db: AsyncSession) -> None:
    await treasury.account()
    await treasury.condition()
    await treasury.prepare()
    await treasury.move("send")
    assert (await treasury.back(reason=None)).status_code == 422
    failed = (await treasury.back(reason="Rekening pasif.")).json()["tranches"][0]
    assert failed["payments"][0]["status"] == "failed"
    again = (await treasury.prepare()).json()["tranches"][0]["payments"]
    assert again[1]["replaces_id"] == again[0]["id"]
    await treasury.move("send")
    paid = (await treasury.move("confirm")).json()
    assert (paid["paid_rupiah"], paid["tranches"][0]["payments"][1]["status"]) == (6_000_000, "paid")
    case = await treasury.desk.case(treasury.case)
    assert (case["status"], case["lines"][1]["handed_over"]) == ("partly_delivered", 1)
    spent = "SELECT spent_rupiah FROM decree_lines WHERE application_id = :case"
    assert (await db.execute(text(spent), {"case": UUID(treasury.case)})).scalar_one() == 6_000_000


async def test_a_late_report_on_use_stops_the_next_tranche(
    treasury: money.Treasury, db: AsyncSession, at: Any
) -> None:
    await treasury.account()
    await treasury.paid()
    report = (await treasury.tranche())["report"]
    assert (report["status"], report["amount_rupiah"]) == ("due", 6_000_000)
    await treasury.condition(1)
    later = "expires_at = now() + interval '1 year', last_seen_at = now() + interval '31 days'"
    await db.execute(text(f"UPDATE logins SET {later}"))
    await at((datetime.now(UTC) + timedelta(days=31)).isoformat())
    assert code(await treasury.prepare(1)) == (409, "report_late")
    assert code(await treasury.report(used_rupiah=1)) == (409, "sums_differ")
    assert (await treasury.report(used_rupiah=5_000_000, refunded_rupiah=1_000_000)).status_code == 422
    told = await treasury.report(used_rupiah=5_000_000, refunded_rupiah=1_000_000, refund_number="STS-1")
    assert (told.status_code, told.json()["tranches"][0]["report"]["status"]) == (201, "submitted")
    assert (await treasury.tranche(1))["blocked"] is None


async def test_the_report_is_judged_by_another_officer(treasury: money.Treasury, db: AsyncSession) -> None:
    desk = treasury.desk
    await treasury.account()
    await treasury.paid()
    report = (await treasury.report()).json()["tranches"][0]["report"]
    path = f"/v1/funds-reports/{report['id']}/decisions"
    await give_role(db, desk.proposer, Role.DESK_VERIFIER)
    own = await desk.post(path, {"action": "accept"}, desk.proposer, report["version"])
    assert code(own) == (409, "accepts_own_funds")
    back = await desk.post(path, {"action": "return"}, desk.verifier, report["version"])
    assert code(back) == (409, "reason_required")
    back = await desk.post(path, {"action": "return", "note": "Kuitansi kurang."}, desk.verifier, report["version"])
    assert back.json()["tranches"][0]["report"]["status"] == "returned"
    again = (await treasury.report()).json()["tranches"][0]["report"]
    done = await desk.post(path, {"action": "accept"}, desk.verifier, again["version"])
    assert done.json()["tranches"][0]["report"]["status"] == "accepted"


async def test_goods_and_money_together_complete_the_case(treasury: money.Treasury, db: AsyncSession) -> None:
    desk = treasury.desk
    await treasury.account()
    await treasury.paid()
    await treasury.paid(1)
    case = await desk.case(treasury.case)
    machine, money = case["lines"][0], case["lines"][1]
    wrong = await desk.delivery(treasury.case, lines=[{"line_id": money["id"], "serials": ["X1"]}])
    assert code(wrong) == (409, "line_unknown")
    done = await desk.delivery(treasury.case, lines=[{"line_id": machine["id"], "serials": ["MJ-77"]}])
    assert done.status_code == 201
    assert (await desk.case(treasury.case))["status"] == "delivered"
    kept = "SELECT amount_rupiah, spent_rupiah, released_rupiah FROM decree_lines WHERE application_id = :case"
    row = (await db.execute(text(kept), {"case": UUID(treasury.case)})).one()
    assert tuple(row) == (14_000_000, 14_000_000, 0)


async def test_nobody_leaves_a_decree_while_money_is_under_way(treasury: money.Treasury, db: AsyncSession) -> None:
    desk = treasury.desk
    await treasury.account()
    await treasury.condition()
    await treasury.prepare()
    decree = (await desk.case(treasury.case))["decree"]["id"]
    body = {"application_ids": [treasury.case], "letter_number": "S-1", "letter_dated": today(), "reason": "Mundur."}
    change = await desk.post(f"/v1/decrees/{decree}/changes", body, desk.secretary)
    assert change.status_code == 201, change.text
    path = f"/v1/decree-changes/{change.json()['changes'][0]['id']}/decisions"
    assert code(await desk.post(path, {"action": "approve"}, desk.approver, 1)) == (409, "money_under_way")
    said = await refused_by_the_database(
        db, "UPDATE decree_lines SET ended_at = now() WHERE application_id = :case", case=UUID(treasury.case)
    )
    assert "money is under way" in said
    await treasury.move("cancel", who=treasury.first, reason="Kelompok mundur.")
    assert (await desk.post(path, {"action": "approve"}, desk.approver, 1)).status_code == 200


COPY = """INSERT INTO tranche_payments (application_line_id, application_id, district_code, account_id, status,
 amount_rupiah, request_number, prepared_by) SELECT l.id, l.application_id, c.district_code, a.id, 'prepared',
 {amount}, 'SPP-9', {person} FROM application_lines l JOIN applications c ON c.id = l.application_id
 JOIN group_accounts a ON a.group_id = c.group_id AND a.ended_at IS NULL WHERE l.name = :name"""


async def test_the_database_holds_what_must_come_first(treasury: money.Treasury, db: AsyncSession) -> None:
    await treasury.account()
    await treasury.condition()
    first, other = {"name": "Modal tahap 1"}, "a.verified_by"
    for amount, person, name, why in [
        ("1", other, first, "not the sum of the tranche"),
        ("l.price_rupiah", other, {"name": "Modal tahap 2"}, "an earlier tranche is unpaid"),
        ("l.price_rupiah", "a.recorded_by", first, "confirmed by another person"),
        ("4000000", other, {"name": "Mesin jahit"}, "not the sum of the tranche"),
    ]:
        assert why in await refused_by_the_database(db, COPY.format(amount=amount, person=person), **name)
    body = {"bank": "Bank Lain", "number": "99887766", "holder": "KUB Contoh"}
    group = f"/v1/groups/{treasury.desk.group}"
    again = await treasury.desk.post(f"{group}/account", body, treasury.desk.proposer)
    assert code(again) == (409, "account_verified")
    await changes.carried(treasury.desk, db, f"{group}/account/change-requests", body, treasury.desk.verifier)
    assert code(await treasury.prepare()) == (409, "account_open")
    said = await refused_by_the_database(db, COPY.format(amount="l.price_rupiah", person="a.recorded_by"), **first)
    assert "account not verified" in said


async def test_g1_no_capital_is_paid_without_a_decree_in_force(treasury: money.Treasury, db: AsyncSession) -> None:
    await treasury.account()
    await treasury.condition()
    await factories.by_hand(db, "UPDATE decrees SET revoked_at = bimtek_now()")
    copy = COPY.format(amount="l.price_rupiah", person="a.verified_by")
    assert "no decree in force" in await refused_by_the_database(db, copy, name="Modal tahap 1")
    await factories.by_hand(db, f"UPDATE applications SET status = 'approved' WHERE id = '{treasury.case}'")
    assert (await treasury.tranche())["blocked"]["code"] == "no_decree_yet"
    assert code(await treasury.prepare()) == (409, "no_decree_yet")


async def test_a_tranche_is_one_sum_with_a_condition(db: AsyncSession, vault: Vault, desk: Office) -> None:
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
    body = {"code": "MODAL-X", "name": "Modal kerja", "trade": "garment"}
    for change in ({"quantity": 2}, {"specification": None}, {"report_days": None}, {"kind": "goods"}):
        answer = await desk.post("/v1/packages", body | {"items": [money.ITEMS[1] | change]}, sari)
        assert answer.status_code == 422, change
