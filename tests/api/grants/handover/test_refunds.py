"""C56: capital that arrived is asked back by two, paid back with a receipt of two, and only then no longer spent."""

from datetime import date, timedelta

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, give_role, step_up, today
from tests.api.grants.refunding import Refunding, booked, refunding


@pytest.fixture
async def back(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    return await refunding(db, vault, desk)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_what_is_asked_back_and_paid_back_is_no_longer_spent(back: Refunding, db: AsyncSession) -> None:
    assert await booked(db, back) == (6_000_000, 0, 6_000_000, 8_000_000)
    demand = await back.demanded(2_500_000)
    assert (await back.pay(1_000_000, demand_id=demand)).status_code == 201
    assert (await booked(db, back))[0] == 6_000_000, "recorded is not confirmed"
    shown = (await back.confirm()).json()
    assert await booked(db, back) == (5_000_000, 1_000_000, 5_000_000, 8_000_000)
    assert [shown[name] for name in ("granted_rupiah", "arrived_rupiah", "paid_back_rupiah", "kept_rupiah")] == [
        10_000_000, 6_000_000, 1_000_000, 5_000_000,
    ]  # fmt: skip
    one = shown["arrived"][0]
    assert (one["demands"][0]["paid_rupiah"], one["receipts"][0]["booked"], one["left_rupiah"]) == (
        1_000_000, True, 3_500_000,
    )  # fmt: skip
    await back.returned(1_500_000, demand_id=demand)
    assert await booked(db, back) == (3_500_000, 2_500_000, 3_500_000, 8_000_000)
    capital = await back.treasury.read()
    assert (capital["paid_rupiah"], capital["paid_back_rupiah"], capital["kept_rupiah"]) == (
        6_000_000, 2_500_000, 3_500_000,
    )  # fmt: skip
    rows = (await db.execute(text("SELECT kind, amount_rupiah FROM decree_bookings ORDER BY id"))).all()
    assert [tuple(row) for row in rows] == [
        ("spent", 6_000_000), ("paid_back", 1_000_000), ("paid_back", 1_500_000),
    ], "old rows stay as they were"  # fmt: skip
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_more_than_arrived_is_neither_asked_nor_paid_back(back: Refunding, db: AsyncSession) -> None:
    assert code(await back.ask(6_000_001)) == (409, "above_arrived")
    demand = await back.demanded(4_000_000)
    refused = await back.ask(2_000_001)
    assert (code(refused), "2.000.000" in refused.json()["detail"]) == ((409, "above_arrived"), True)
    assert code(await back.pay(4_000_001, demand_id=demand)) == (409, "above_arrived")
    assert code(await back.pay(2_000_001)) == (409, "above_arrived"), "the rest is what nobody asked back"
    await back.returned(2_000_000)
    assert code(await back.ask(1)) == (409, "above_arrived")
    await back.returned(4_000_000, demand_id=demand)
    assert code(await back.pay(1)) == (409, "above_arrived")
    assert await booked(db, back) == (0, 6_000_000, 0, 8_000_000)


async def test_a_refused_demand_and_a_refused_receipt_leave_their_room(back: Refunding, db: AsyncSession) -> None:
    await back.ask(6_000_000)
    assert code(await back.decide(action="refuse")) == (409, "reason_required")
    assert (await back.decide(action="refuse", note="Sudah dipakai sesuai rencana.")).status_code == 200
    assert code(await back.pay(1, demand_id=(await back.tranche())["demands"][0]["id"])) == (
        404, "refund_demand_not_found",
    )  # fmt: skip
    await back.pay(5_000_000)
    assert code(await back.confirm(action="refuse")) == (409, "reason_required")
    refused = await back.confirm(action="refuse", note="Bukan rekening kas.")
    assert refused.json()["arrived"][0]["left_rupiah"] == 6_000_000
    await back.returned(5_000_000)
    assert await booked(db, back) == (1_000_000, 5_000_000, 1_000_000, 8_000_000)


async def test_each_takes_two_people_and_none_who_applied(back: Refunding, db: AsyncSession, vault: Vault) -> None:
    desk, treasury = back.desk, back.treasury
    both = await factories.officer(db, vault, Role.APPROVER)
    await give_role(db, both, Role.DISTRICT_OFFICER)
    await back.ask(1_000_000, both)
    assert code(await back.decide(both)) == (409, "decides_own_demand")
    await give_role(db, desk.proposer, Role.APPROVER)
    assert code(await back.decide(desk.proposer)) == (409, "decides_for_applicant")
    assert (await back.decide(treasury.first)).status_code == 403
    await back.decide()
    assert (await back.pay(500_000, desk.proposer)).status_code == 403
    await back.pay(500_000)
    assert code(await back.confirm(treasury.first)) == (409, "confirms_own_receipt")
    await give_role(db, desk.proposer, Role.TREASURER)
    await step_up(db, desk.proposer)
    assert code(await back.confirm(desk.proposer)) == (409, "decides_for_applicant")
    await db.execute(text("UPDATE logins SET stepped_up_at = NULL"))
    assert code(await back.confirm()) == (403, "step_up_required"), "confirming asks for a fresh code"


@pytest.mark.parametrize("reference", ["REF-1000000", "ref 1000000", "RTR-1"])
async def test_one_bank_reference_proves_one_receipt(back: Refunding, reference: str) -> None:
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    await treasury.move("send", 1)
    assert (await treasury.back(1, return_number="rtr 1")).status_code == 201
    await back.pay(1_000_000)
    assert code(await back.pay(500_000, bank_reference=reference)) == (409, "reference_known")


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"amount_rupiah": "1000.5"}, "/amount_rupiah"),
        ({"amount_rupiah": "0"}, "/amount_rupiah"),
        ({"amount_rupiah": "-1"}, "/amount_rupiah"),
        ({"received_on": "2099-01-01"}, "/received_on"),
        ({"received_on": str(date.fromisoformat(today()) - timedelta(days=1))}, "/received_on"),
        ({"bank_reference": " - "}, "/bank_reference"),
        ({"bank_reference": None}, "/bank_reference"),
    ],
)
async def test_what_cannot_be_is_refused(back: Refunding, told: dict[str, str | None], pointer: str) -> None:
    refused = await back.pay(1_000, **told)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_day_that_is_over_and_half_a_rupiah_are_not_asked_for(back: Refunding) -> None:
    late = await back.ask(1_000, due_on=str(date.fromisoformat(today()) - timedelta(days=1)))
    assert (late.status_code, late.json()["errors"][0]["pointer"]) == (422, "/due_on")
    assert (await back.ask(1_000, amount_rupiah=1_000.5)).status_code == 422


async def test_what_has_not_arrived_does_not_come_back(db: AsyncSession, vault: Vault, back: Refunding) -> None:
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    sent = (await treasury.tranche(1))["payments"][0]["id"]
    body = {"amount_rupiah": 1, "reason": "x", "letter_number": "1", "due_on": today()}
    path = f"/v1/tranche-payments/{sent}/refund-demands"
    assert code(await back.desk.post(path, body, back.desk.proposer)) == (409, "nothing_arrived")


async def test_the_next_tranche_waits_until_what_is_asked_back_is_there(back: Refunding) -> None:
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    demand = await back.demanded(1_000_000)
    assert code(await treasury.move("send", 1)) == (409, "money_asked_back")
    await treasury.move("cancel", 1, treasury.first, reason="Menunggu pengembalian.")
    assert (await treasury.tranche(1))["blocked"]["code"] == "money_asked_back"
    assert code(await treasury.prepare(1)) == (409, "money_asked_back")
    await back.returned(1_000_000, demand_id=demand)
    assert (await treasury.prepare(1)).status_code == 201


async def test_a_report_that_says_paid_back_is_accepted_once_the_receipt_stands(back: Refunding) -> None:
    desk, treasury = back.desk, back.treasury
    told = {"used_rupiah": 5_000_000, "refunded_rupiah": 1_000_000, "refund_number": "STS-1"}
    report = (await treasury.report(**told)).json()["tranches"][0]["report"]
    path, accept = f"/v1/funds-reports/{report['id']}/decisions", {"action": "accept"}
    assert [each["code"] for each in report["unavailable_actions"]] == []
    early = await desk.post(path, accept, desk.verifier, report["version"])
    assert code(early) == (409, "refund_unproved")
    await back.pay(1_000_000, bank_reference="STS-1")
    assert code(await desk.post(path, accept, desk.verifier, report["version"])) == (409, "refund_unproved")
    await back.confirm()
    done = (await desk.post(path, accept, desk.verifier, report["version"])).json()["tranches"][0]["report"]
    assert (done["status"], done["proved_rupiah"]) == ("accepted", 1_000_000)


async def test_what_comes_back_after_its_year_was_closed_is_proved_but_not_booked(
    back: Refunding, db: AsyncSession
) -> None:
    """G3: a closed year stands still; the money is income of the year in which it comes."""
    await back.pay(1_000_000)
    await factories.by_hand(db, "UPDATE budget_nodes SET reserved = 0")
    who = f"'{back.desk.proposer.id}', locked_at = now()"
    other = f"'{back.desk.approver.id}', closed_at = now()"
    await factories.by_hand(db, f"UPDATE fiscal_years SET status = 'closed', locked_by = {who}, closed_by = {other}")
    shown = (await back.confirm()).json()
    assert (shown["paid_back_rupiah"], shown["arrived"][0]["receipts"][0]["booked"]) == (1_000_000, False)
    assert (await booked(db, back))[:1] == (6_000_000,)
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_history_and_files_tell_of_it_and_another_district_sees_nothing(
    back: Refunding, db: AsyncSession, vault: Vault
) -> None:
    await back.returned(1_000_000, demand_id=await back.demanded(1_000_000))
    names = (await db.execute(text("SELECT name FROM events WHERE name LIKE 'refund.%' ORDER BY position"))).scalars()
    assert list(names) == ["refund.demanded", "refund.demand_approved", "refund.recorded", "refund.confirmed",
                           "refund.demand_paid"]  # fmt: skip
    paper = f"/v1/files/{(await back.tranche())['receipts'][0]['file_id']}"
    client, elsewhere = back.desk.client, await factories.officer(db, vault, Role.TREASURER, "31")
    assert (await client.get(paper, headers=back.treasury.second.headers)).status_code == 200
    for path in (paper, f"/v1/applications/{back.treasury.case}/refunds"):
        assert (await client.get(path, headers=elsewhere.headers)).status_code == 404
