"""Steps with goods and money of one case: what they are done to, where, and what is said."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

Said = Callable[[dict[str, Any]], dict[str, Any]]
FREE = {"no_conflict": True}
ORDER = (
    "SELECT o.id, l.id AS line, l.quantity, l.price_rupiah FROM orders o JOIN order_lines l ON l.order_id = o.id"
    " WHERE l.application_id = %(case)s ORDER BY o.created_at DESC LIMIT 1"
)
TRANCHE = (
    "SELECT l.id FROM application_lines l WHERE l.application_id = %(case)s AND l.kind = 'capital' ORDER BY EXISTS ("
    "SELECT FROM tranche_payments p WHERE p.application_line_id = l.id AND p.status = 'paid'), position LIMIT 1"
)
PAID = "SELECT id, version FROM tranche_payments WHERE application_id = %(case)s ORDER BY created_at DESC LIMIT 1"
BILL = (
    "SELECT p.id, p.version FROM supplier_payments p JOIN order_lines l ON l.order_id = p.order_id"
    " WHERE l.application_id = %(case)s ORDER BY p.created_at DESC LIMIT 1"
)
DISPUTE = (
    "SELECT d.id, d.version, s.serial FROM handover_disputes d JOIN handovers h ON h.id = d.handover_id"
    " JOIN handover_lines l ON l.handover_id = h.id JOIN handed_serials s ON s.handover_line_id = l.id"
    " WHERE h.application_id = %(case)s ORDER BY d.outcome IS NULL DESC, s.ended_at IS NULL DESC LIMIT 1"
)
ARRIVED = (
    "SELECT p.id, (SELECT id FROM refund_demands d WHERE d.payment_id = p.id AND d.status = 'approved' LIMIT 1)"
    " AS demand FROM tranche_payments p WHERE p.application_id = %(case)s AND p.status = 'paid'"
    " ORDER BY p.created_at DESC LIMIT 1"
)
LAST = "SELECT id, version FROM {} WHERE application_id = %(case)s ORDER BY created_at DESC LIMIT 1"
ASSET = "SELECT id, version FROM assets WHERE application_id = %(case)s ORDER BY {} LIMIT 1"
VISIT = (
    "SELECT v.id, v.version, array(SELECT m.id::text FROM assets m WHERE m.application_id = v.application_id AND"
    " m.status NOT IN ('recalled', 'restocked', 'voided', 'written_off')) AS machines FROM monitoring_visits v"
    " WHERE v.application_id = %(case)s ORDER BY v.months {} LIMIT 1"
)
RETURNED = (
    "SELECT u.id, u.version FROM stock_units u WHERE u.status = 'to_inspect' AND u.for_line_id IN ("
    "SELECT id FROM application_lines WHERE application_id = %(case)s) LIMIT 1"
)


def moved(action: str, **more: Any) -> Said:
    return lambda _: {"action": action, "reason": "Uji."} | more


def piece(follows: str) -> Said:
    return lambda row: {
        "outcome": "upheld", "note": "Uji.", "pieces": [{"serial": row["serial"], "follows": follows}]
    }  # fmt: skip


def ordered(row: dict[str, Any]) -> dict[str, Any]:
    lines = [{"line_id": str(row["id"]), "quantity": 1, "price_rupiah": row["price_rupiah"] // 2}]
    about = {"supplier_id": row["supplier"], "number": f"K-{uuid4().hex[:8]}", "dated": row["day"]}
    return about | {"due_on": row["day"], "tax_percent": 11, "lines": lines} | FREE


def received(row: dict[str, Any]) -> dict[str, Any]:
    serials = [uuid4().hex[:12] for _ in range(row.get("count", 1))]
    about = {"delivery_note": "SJ-1", "received_at": row["now"], "place": "Gudang", "handed_by": "Sopir"}
    return about | {"lines": [{"order_line_id": str(row["line"]), "serials": serials}]}


def reported(row: dict[str, Any]) -> dict[str, Any]:
    findings = [{"asset_id": each, "status": "in_use"} for each in row["machines"]]
    return {"visited_on": row["day"], "workers": 3, "turnover_rupiah": 1, "findings": findings}


def good(row: dict[str, Any]) -> dict[str, Any]:
    return {"units": [{"unit_id": each, "condition": "good"} for each in row["units"]]} | FREE


def released(action: str, day: str) -> Said:
    numbers = {"payment_order_number": "SPM-1", "disbursement_number": "SP2D-1"}
    return lambda row: {"action": action, day: row["day"]} | numbers | FREE


def billed(row: dict[str, Any]) -> dict[str, Any]:
    """Half of one piece: it is paid in parts."""
    return {"amount_rupiah": row.get("rupiah", row["price_rupiah"] // 2), "request_number": "SPP-1"} | FREE


def asked_back(row: dict[str, Any]) -> dict[str, Any]:
    amount = row.get("rupiah", 1_000_000)
    return {"amount_rupiah": amount, "reason": "Uji.", "letter_number": "S-1", "due_on": row["day"]}


ACTS: dict[str, tuple[str, str, Said]] = {
    "order": (
        "SELECT id, price_rupiah FROM application_lines WHERE application_id = %(case)s AND kind = 'goods'",
        "/v1/orders", ordered,
    ),
    "receive": (ORDER, "/v1/orders/{id}/receipts", received),
    "inspect": (
        "SELECT r.id, r.version, array_agg(u.id::text) AS units FROM goods_receipts r JOIN stock_units u"
        " ON u.receipt_id = r.id JOIN order_lines l ON l.id = u.order_line_id WHERE l.application_id = %(case)s"
        " GROUP BY r.id ORDER BY r.created_at DESC LIMIT 1", "/v1/goods-receipts/{id}/inspections", good,
    ),
    "inspect_again": (RETURNED, "/v1/stock/{id}/inspections", lambda _: {"condition": "good"} | FREE),
    "bill": (ORDER, "/v1/orders/{id}/payments", billed),
    "release": (BILL, "/v1/payments/{id}/transitions", released("release", "paid_on")),
    "cancel_bill": (BILL, "/v1/payments/{id}/transitions", moved("cancel", no_conflict=True)),
    "condition": (TRANCHE, "/v1/tranches/{id}/conditions", lambda _: {"note": "Uji."}),
    "prepare": (TRANCHE, "/v1/tranches/{id}/payments", lambda _: {"request_number": "SPP-2"} | FREE),
    "send": (PAID, "/v1/tranche-payments/{id}/transitions", released("send", "day")),
    "confirm": (
        PAID, "/v1/tranche-payments/{id}/transitions", lambda row: {"action": "confirm", "day": row["day"]} | FREE,
    ),
    "demand": (ARRIVED, "/v1/tranche-payments/{id}/refund-demands", asked_back),
    "agree": (LAST.format("refund_demands"), "/v1/refund-demands/{id}/decisions", lambda _: {"action": "approve"}),
    "sure": (LAST.format("refund_receipts"), "/v1/refund-receipts/{id}/decisions", lambda _: {"action": "confirm"}),
    "dispute": (
        "SELECT id FROM handovers WHERE application_id = %(case)s ORDER BY created_at DESC LIMIT 1",
        "/v1/deliveries/{id}/disputes", lambda _: {"reason": "Uji."},
    ),
    "uphold": (DISPUTE, "/v1/handover-disputes/{id}/decisions", piece("returned")),
    "uphold_lost": (DISPUTE, "/v1/handover-disputes/{id}/decisions", piece("not_received")),
    "dismiss": (
        DISPUTE, "/v1/handover-disputes/{id}/decisions", lambda _: {"outcome": "dismissed", "note": "Uji."},
    ),
    "recall": (
        ASSET.format("title_on IS NULL, status <> 'installed', id DESC"), "/v1/assets/{id}/transitions",
        moved("recall"),
    ),
    "recall_free": (ASSET.format("title_on IS NULL DESC, id"), "/v1/assets/{id}/transitions", moved("recall")),
    "restock": (ASSET.format("status = 'recalled' DESC"), "/v1/assets/{id}/transitions", moved("restock")),
    "break": (ASSET.format("status = 'installed' DESC"), "/v1/assets/{id}/transitions", moved("break")),
    "title": (
        ASSET.format("title_on IS NULL DESC, id DESC"), "/v1/assets/{id}/titles",
        lambda row: {"letter_number": "H-1", "dated": row["day"]},
    ),
    "visit": (VISIT.format("ASC"), "/v1/visits/{id}/reports", reported),
    "visit_early": (VISIT.format("DESC"), "/v1/visits/{id}/reports", reported),
}  # fmt: skip
