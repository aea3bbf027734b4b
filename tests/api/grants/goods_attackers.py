"""What is forbidden around goods and money, by the API and as the application's role (integrity.md 1, 5)."""

from collections.abc import Awaitable, Callable
from typing import Any

from httpx import Response

from tests import factories
from tests.api.grants.attackers import UNFIT, counted
from tests.api.grants.market import Market

Attack = Callable[[Market, str, factories.TestOfficer], Awaitable[Response | None]]
PREPARED = (
    "SELECT p.prepared_by AS who FROM supplier_payments p JOIN order_lines l ON l.order_id = p.order_id"
    " WHERE l.application_id = %(case)s AND p.status = 'prepared' ORDER BY p.created_at DESC LIMIT 1"
)
SENT = "SELECT prepared_by AS who FROM tranche_payments WHERE application_id = %(case)s AND status = 'prepared'"
BROUGHT = (
    "SELECT r.received_by AS who FROM goods_receipts r JOIN order_lines l ON l.order_id = r.order_id"
    " WHERE l.application_id = %(case)s AND r.inspected_by IS NULL ORDER BY r.created_at DESC LIMIT 1"
)
OPENED = (
    "SELECT d.opened_by AS who FROM handover_disputes d JOIN handovers h ON h.id = d.handover_id"
    " WHERE h.application_id = %(case)s AND d.outcome IS NULL"
)
ASKED = "SELECT asked_by AS who FROM refund_demands WHERE application_id = %(case)s AND status = 'proposed'"
TOLD = "SELECT recorded_by AS who FROM refund_receipts WHERE application_id = %(case)s AND status = 'recorded'"
CAME = "SELECT 1 AS there FROM tranche_payments WHERE application_id = %(case)s AND status = 'paid'"
OWNED = "SELECT 1 AS there FROM assets WHERE application_id = %(case)s AND title_on IS NOT NULL"
BEGUN = "SELECT 1 AS there FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE l.application_id = %(case)s"


def by_herself(query: str, act: str) -> Attack:
    """Whoever did the first half does the second."""

    async def tried(town: Market, case_id: str, _: factories.TestOfficer) -> Response | None:
        row = town.records.row(query, case=case_id)
        same = [each for each in town.people if row and each.id == row["who"]]
        return await town.act(act, case_id, same[0]) if same else None

    return tried


def where(query: str, act: str, **more: Any) -> Attack:
    async def tried(town: Market, case_id: str, who: factories.TestOfficer) -> Response | None:
        return await town.act(act, case_id, who, **more) if town.records.row(query, case=case_id) else None

    return tried


def by_shadow(act: str) -> Attack:
    """A second account, of which nobody knows whose it is, with every role."""

    async def tried(town: Market, case_id: str, _: factories.TestOfficer) -> Response | None:
        return await town.act(act, case_id, town.shadow)

    return tried


async def another_account(town: Market, _: str, who: factories.TestOfficer) -> Response:
    """The second account says the national id of the first."""
    given = {"nik": await town.nik(who.id)}
    return await town.client.put("/v1/me/identity", json=given, headers=town.shadow.headers)


async def from_a_member(town: Market, case_id: str, who: factories.TestOfficer) -> Response | None:
    if town.records.state(case_id)[0] not in ("decreed", "partly_delivered"):
        return None
    return await town.act("order", case_id, who, supplier=await town.of_a_member(case_id))


UNFIT_GOODS = UNFIT | {
    "above_wanted", "want_unknown", "above_reserved", "above_ordered", "not_ordered", "identity_unconfirmed",
    "invalid", "units_missing", "visit_not_open", "dispute_decided", "case_ended", "dispute_open", "look_alike",
}  # fmt: skip
GOODS_ATTACKS: dict[str, tuple[Attack, set[str]]] = {
    "a bill of more than came": (where(BEGUN, "bill", rupiah=900_000_000), UNFIT_GOODS | {"above_accepted"}),
    "her own bill": (by_herself(PREPARED, "release"), UNFIT | {"releases_own"}),
    "her own instruction": (by_herself(SENT, "send"), UNFIT | {"pays_own"}),
    "her own receipt": (by_herself(BROUGHT, "inspect"), UNFIT | {"inspects_own_receipt"}),
    "her own dispute": (by_herself(OPENED, "uphold"), UNFIT_GOODS | {"decides_own_dispute"}),
    "her own demand": (by_herself(ASKED, "agree"), UNFIT | {"decides_own_demand", "decides_for_applicant"}),
    "her own receipt of a refund": (
        by_herself(TOLD, "sure"), UNFIT | {"confirms_own_receipt", "decides_for_applicant"},
    ),
    "more back than arrived": (where(CAME, "demand", rupiah=900_000_000), UNFIT_GOODS | {"above_arrived"}),
    "more than was ordered": (where(BEGUN, "receive", count=50), UNFIT_GOODS),
    "what a group owns": (where(OWNED, "recall"), UNFIT | {"owned_by_group"}),
    "a visit years early": (where("SELECT 1", "visit_early"), UNFIT_GOODS | {"every_machine"}),
    "bought from a member": (from_a_member, UNFIT_GOODS | {"seller_in_case"}),
    "a second account buys": (by_shadow("order"), UNFIT_GOODS),
    "a second account pays": (by_shadow("prepare"), UNFIT_GOODS | {"condition_open", "earlier_unpaid",
                              "tranche_under_way", "report_late", "no_decree_yet"}),
    "a second account of one human": (another_account, {"invalid"}),
}  # fmt: skip
GOODS_STATEMENTS = {
    "accept what nobody inspected": "UPDATE stock_units SET status = 'in_stock', condition = 'good',"
    " accepted_at = bimtek_now() WHERE status = 'received'",
    "lose what was handed over": "UPDATE stock_units SET status = 'lost' WHERE status = 'handed_over'",
    "take back what was handed over": "UPDATE stock_units SET status = 'to_inspect' WHERE status = 'handed_over'",
    "restock what came back": "UPDATE stock_units SET status = 'in_stock' WHERE status = 'to_inspect'",
    "forget pieces": "DELETE FROM stock_units",
    "lower what a piece cost": "UPDATE stock_units SET cost_rupiah = 1",
    "inspect her own receipt": "UPDATE goods_receipts SET inspected_by = received_by",
    "order more": "UPDATE order_lines SET quantity = quantity + 50",
    "raise a price": "UPDATE order_lines SET price_rupiah = price_rupiah + 1",
    "exchange a supplier": "UPDATE suppliers SET name = 'PT Lain'",
    "exchange a supplier's account": "UPDATE suppliers SET account_last4 = '0000', account_index = 'x'",
    "order from another": "UPDATE orders SET supplier_version_id = NULL",
    "release her own bill": "UPDATE supplier_payments SET status = 'paid', released_by = prepared_by"
    " WHERE status = 'prepared'",
    "raise a bill": "UPDATE supplier_payments SET amount_rupiah = amount_rupiah + 1",
    "forget a bill": "DELETE FROM supplier_payments",
    "send her own instruction": "UPDATE tranche_payments SET status = 'sent', released_by = prepared_by"
    " WHERE status = 'prepared'",
    "skip the bank": "UPDATE tranche_payments SET status = 'paid' WHERE status = 'prepared'",
    "raise a tranche": "UPDATE tranche_payments SET amount_rupiah = amount_rupiah + 1",
    "forget a tranche": "DELETE FROM tranche_payments",
    "verify her own account": "UPDATE group_accounts SET verified_by = recorded_by",
    "uphold her own dispute": "UPDATE handover_disputes SET outcome = 'upheld', note = 'x', decided_by = opened_by,"
    " decided_at = bimtek_now() WHERE outcome IS NULL",
    "turn a dispute": "UPDATE handover_disputes SET outcome = 'dismissed' WHERE outcome = 'upheld'",
    "void a machine": "UPDATE assets SET status = 'voided' WHERE status <> 'voided'",
    "give a machine to another group": "UPDATE assets SET group_id = :group",
    "end a title": "UPDATE assets SET title_on = NULL, title_letter = NULL WHERE title_on IS NOT NULL",
    "recall what is owned": "UPDATE assets SET status = 'recalled' WHERE title_on IS NOT NULL"
    " AND status = 'installed'",
    "free a serial number": "UPDATE handed_serials SET ended_at = bimtek_now() WHERE ended_at IS NULL",
    "forget serial numbers": "DELETE FROM handed_serials",
    "give money back": "INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah) SELECT id, 'taken_back', 1"
    " FROM decree_lines",
    "say that another released": "UPDATE supplier_payments SET released_by = :officer"
    " WHERE released_by IS NOT NULL AND released_by <> :officer",
    "say that another sent": "UPDATE tranche_payments SET released_by = :officer"
    " WHERE released_by IS NOT NULL AND released_by <> :officer",
    "give up what came": "UPDATE order_lines SET cancelled = quantity WHERE cancelled < quantity",
    "own by a date": "UPDATE assets SET title_on = handed_on, title_letter = 'x' WHERE title_on IS NULL",
    "close without a word": "UPDATE applications SET status = 'closed' WHERE id = :case AND status = 'delivered'",
    "find a breach without a word": "UPDATE applications SET status = 'breached' WHERE id = :case"
    " AND status = 'delivered'",
    "agree to her own demand": "UPDATE refund_demands SET status = 'approved', decided_by = asked_by,"
    " decided_at = bimtek_now() WHERE status = 'proposed'",
    "ask for more back": "UPDATE refund_demands SET amount_rupiah = amount_rupiah + 1",
    "confirm her own receipt": "UPDATE refund_receipts SET status = 'confirmed', decided_by = recorded_by,"
    " decided_at = bimtek_now() WHERE status = 'recorded'",
    "raise what was paid back": "UPDATE refund_receipts SET amount_rupiah = amount_rupiah + 1",
    "book what nobody paid back": "INSERT INTO decree_bookings (decree_line_id, kind, amount_rupiah, refund_id)"
    " SELECT l.id, 'paid_back', 1, r.id FROM refund_receipts r"
    " JOIN decree_lines l ON l.application_id = r.application_id",
    "hand out what was refused": "UPDATE stock_units SET status = 'handed_over' WHERE status = 'to_inspect'",
    "forget what was refused": "DELETE FROM refused_pieces",
    "accept her own visit": "UPDATE monitoring_visits SET decided_by = visited_by WHERE visited_by IS NOT NULL",
}  # fmt: skip


async def attack_goods(town: Market, name: str, case_id: str, who: factories.TestOfficer) -> None:
    """One of GOODS_ATTACKS, when there is something to try it on: refused with a code that says why."""
    act, codes = GOODS_ATTACKS[name]
    before = await counted(town)
    answer = await act(town, case_id, who)
    if answer is None:
        return
    assert 400 <= answer.status_code < 500, f"{name}: {answer.status_code} {answer.text}"
    assert answer.json()["code"] in codes, f"{name}: {answer.text}"
    assert await counted(town) == before, f"{name} was refused and done"
