"""What operations around and after a handover are asked with; the rest stands in `bodies`."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.api.grants.office import today
from tests.factories import PASSWORD

NEW = {"email": "baru@uji.id", "name": "Baru", "position": "Staf", "nik": "9971994409880008"}
AFTER: dict[str, Any] = {
    "POST /v1/applications/{application_id}/field-visits": lambda place: {
        "result": "unfit", "visited_at": "2026-11-25T00:00:00Z", "latitude": 0, "longitude": 0, "power_watts": 1,
        "site": dict.fromkeys(("power", "space", "floor", "air", "water", "access"), True), "no_conflict": True,
        "members": [{"participant_id": each, "found": "met"} for each in place.members],
        "signer_id": place.members[0], "signature_id": str(uuid4()), "photos": [str(uuid4())],
    },
    "PUT /v1/offices/{district_code}/contact": lambda place: {
        "name": "Dinas", "address": "Jalan", "phone": "0711352282", "hours": "Senin",
    },
    "POST /v1/applications/{application_id}/appointments": lambda place: {
        "kind": "handover", "starts_at": "2090-01-02T02:00:00Z", "place": "Balai",
    },
    "POST /v1/appointments/{appointment_id}/cancellation": lambda place: {"reason": "Uji"},
    "POST /v1/case-links/{number}/appeals": lambda place: {"text": "Uji"},
    "POST /v1/case-appeals/{appeal_id}/decisions": lambda place: {
        "outcome": "dismissed", "note": "Uji", "no_conflict": True,
    },
    "POST /v1/applications/{application_id}/attempts": lambda place: {
        "kind": "refused", "attempted_at": "2026-11-25T00:00:00Z", "place": "x", "reason": "Uji", "no_conflict": True,
        "receiver_id": place.members[0],
        "lines": [{"line_id": str(uuid4()), "refused": [{"serial": "X", "reason": "other", "words": "Uji"}]}],
    },
    "POST /v1/deliveries/{delivery_id}/disputes": lambda place: {"reason": "Uji"},
    "POST /v1/handover-disputes/{dispute_id}/decisions": lambda place: {"outcome": "dismissed", "note": "Uji"},
    "POST /v1/assets/{asset_id}/transitions": lambda place: {"action": "use"},
    "POST /v1/assets/{asset_id}/custodies": lambda place: {
        "keeper_id": place.members[0], "place": "Bengkel", "reason": "Uji",
    },
    "POST /v1/assets/{asset_id}/titles": lambda place: {"letter_number": "1", "dated": today()},
    "POST /v1/asset-recalls/{recall_id}/decisions": lambda place: {"outcome": "declined"},
    "POST /v1/visits/decisions": lambda place: {
        "action": "accept", "items": [{"visit_id": place.ids["visit_id"], "version": 1}],
    },
    "POST /v1/visits/{visit_id}/reports": lambda place: {
        "visited_on": today(), "workers": 1, "turnover_rupiah": 1,
    },
    "PUT /v1/programmes/{programme_id}/aid-policy": lambda place: {"handover_needs": [], "visit_window_days": 30},
    "POST /v1/visits/{visit_id}/transitions": lambda place: {"action": "skip", "note": "Uji"},
    "POST /v1/accountability-reports/{report_id}/decisions": lambda place: {"action": "accept"},
    "POST /v1/decrees/{decree_id}/changes": lambda place: {
        "letter_number": "SK-2", "letter_dated": today(), "reason": "Uji",
        "application_ids": [place.ids["application_id"]],
    },
    "POST /v1/decrees/{decree_id}/member-changes": lambda place: {
        "letter_number": "SK-2", "letter_dated": today(), "reason": "Uji",
        "application_id": place.ids["application_id"],
        "members": [
            {"participant_id": each, "role": "member" if index else "chair"}
            for index, each in enumerate(place.members)
        ],
    },
    "POST /v1/applications/{application_id}/people": lambda place: {"no_conflict": True},
    "POST /v1/suppliers": lambda place: {
        "nib": "8120123456780", "name": "CV Uji", "address": "x", "phone": "0812345678",
    },
    "PUT /v1/suppliers/{supplier_id}/owner": lambda place: {
        "owner_name": "Uji", "owner_nik": "9971994409880009", "bank": "Bank Uji", "account_number": "654321",
        "account_holder": "Uji",
    },
    "POST /v1/orders": lambda place: {
        "supplier_id": place.ids["supplier_id"], "number": "K-2", "dated": today(), "due_on": today(),
        "tax_percent": 11, "no_conflict": True,
        "lines": [{"line_id": place.ids["line_id"], "quantity": 1, "price_rupiah": 1}],
    },
    "POST /v1/orders/{order_id}/transitions": lambda place: {"action": "close_short", "reason": "Uji"},
    "POST /v1/orders/{order_id}/receipts": lambda place: {
        "delivery_note": "SJ", "received_at": datetime.now(UTC).isoformat(), "place": "x", "handed_by": "x",
        "lines": [{"order_line_id": place.ids["order_line_id"], "serials": ["Z1"]}],
    },
    "POST /v1/orders/{order_id}/payments": lambda place: {
        "amount_rupiah": 1, "request_number": "SPP", "no_conflict": True,
    },
    "POST /v1/payments/{payment_id}/transitions": lambda place: {"action": "cancel", "reason": "Uji"},
    "POST /v1/goods-receipts/{receipt_id}/inspections": lambda place: {
        "units": [{"unit_id": place.ids["unit_id"], "condition": "good"}], "no_conflict": True,
    },
    "POST /v1/districts/{code}/dispatches": lambda place: {
        "from_place": "x", "to_place": "x", "driver": "x", "vehicle": "BG 1", "sent_at": "2026-11-25T00:00:00Z",
        "unit_ids": [place.ids["unit_id"]],
    },
    "POST /v1/dispatches/{dispatch_id}/arrivals": lambda place: {
        "arrived_at": "2026-11-25T00:00:00Z", "units": [{"unit_id": place.ids["unit_id"], "outcome": "arrived"}],
    },
    "POST /v1/districts/{code}/opening-stocks": lambda place: {
        "source": "Uji", "place": "x", "pieces": [{"name": "Mesin", "serial": "Z9", "cost_rupiah": 1}],
    },
    "POST /v1/applications/{application_id}/handover-drafts": lambda place: {"place": "Bengkel"},
    "PUT /v1/handover-drafts/{draft_id}": lambda place: {"place": "Bengkel"},
    "POST /v1/opening-stocks/{opening_id}/inspections": lambda place: {
        "units": [{"unit_id": place.ids["unit_id"], "condition": "good"}], "no_conflict": True,
    },
    "POST /v1/stock/{unit_id}/inspections": lambda place: {"condition": "good", "no_conflict": True},
    "POST /v1/stock/{unit_id}/assignments": lambda place: {"line_id": place.ids["line_id"], "reason": "Uji"},
    "POST /v1/stock/{unit_id}/transitions": lambda place: {"action": "send_back", "reason": "Uji"},
    "POST /v1/enrolments": lambda place: {"password": PASSWORD},
    "PUT /v1/me/identity": lambda place: {"nik": "9971994409880008"},
    "POST /v1/enrolments/views": lambda place: {"token": "be_x"},
    "POST /v1/enrolments/completions": lambda place: {"token": "be_x", "password": "x", "code": "x"},
    "POST /v1/participants/{participant_id}/nik-readings": lambda place: {"reason": "Mencocokkan KTP."},
    "POST /v1/participants/{participant_id}/erasures": lambda place: {"reason": "Uji"},
    "POST /v1/erasures/{erasure_id}/decisions": lambda place: {"approve": False},
    "POST /v1/officers": lambda place: NEW,
    "POST /v1/officers/{officer_id}/paper-readings": lambda place: {"nik": "9971994409880008"},
    "POST /v1/officers/{officer_id}/disablings": lambda place: {"reason": "Uji"},
    "POST /v1/officers/{officer_id}/access-requests": lambda place: {
        "kind": "role", "role": "goods_inspector", "region_code": place.district, "valid_from": today(),
        "reason": "Uji",
    },
    "POST /v1/access-requests/{request_id}/decisions": lambda place: {"approve": True},
    "POST /v1/role-assignments/{assignment_id}/ends": lambda place: {"reason": "Uji"},
    "POST /v1/deputations": lambda place: {
        "deputy_email": "tidak@ada.id", "role": "approver", "valid_from": today(), "valid_to": today(),
        "letter_number": "1", "letter_dated": today(),
    },
    "PUT /v1/participants/{participant_id}/family-card": lambda place: {"number": "1671010101010001"},
    "POST /v1/samples": lambda place: {
        "district_code": "16.71", "first_day": "2026-01-01", "last_day": "2099-01-01", "size": 1,
    },
    "POST /v1/sample-items/{sample_item_id}/answers": lambda place: {"answer": "received", "asked_by": "phone"},
    "POST /v1/samples/{sample_id}/transitions": lambda place: {"action": "invalidate", "reason": "Uji"},
    "POST /v1/applications/{application_id}/look-alikes": lambda place: {"reason": "Uji"},
    "POST /v1/applications/{application_id}/look-alikes/{look_alike_id}/decisions": lambda place: {
        "cleared": True, "note": "Uji", "no_conflict": True,
    },
    "POST /v1/applications/{application_id}/holds": lambda place: {"reason": "Uji", "reference": "AD-1"},
    "POST /v1/applications/{application_id}/holds/releases": lambda place: {"note": "Uji"},
    "POST /v1/holidays": lambda place: {"day": "2099-01-01", "name": "Uji"},
    "POST /v1/freeze-windows": lambda place: {
        "first_day": "2099-01-01", "last_day": "2099-01-01", "reason": "Uji", "region_code": "16.71",
    },
    "POST /v1/rubrics": lambda place: {
        "code": "LAIN", "edition": 1, "name": "Lain", "criteria": [{"name": "Pasar", "weight": 100}],
    },
    "POST /v1/applications/{application_id}/scores": lambda place: {"points": [1], "no_conflict": True},
    "POST /v1/applications/{application_id}/reserve-moves": lambda place: {"action": "promote", "no_conflict": True},
    "POST /v1/calls/{call_id}/selections": lambda place: {
        "seen": [place.ids["application_id"]], "no_conflict": True,
    },
    "POST /v1/groups/{group_id}/account": lambda place: {"bank": "Bank Uji", "number": "654321", "holder": "Uji"},
    "POST /v1/groups/{group_id}/account/checks": lambda place: {"number": "654321"},
    "POST /v1/tranches/{tranche_id}/conditions": lambda place: {"note": "Uji"},
    "POST /v1/tranches/{tranche_id}/payments": lambda place: {"request_number": "SPP", "no_conflict": True},
    "POST /v1/tranche-payments/{tranche_payment_id}/transitions": lambda place: {
        "action": "cancel", "reason": "Uji",
    },
    "POST /v1/funds-reports/{funds_report_id}/decisions": lambda place: {"action": "accept"},
    "POST /v1/tranche-payments/{tranche_payment_id}/refund-demands": lambda place: {
        "amount_rupiah": 1, "reason": "Uji", "letter_number": "S-1", "due_on": "2098-01-01",
    },
    "POST /v1/refund-demands/{refund_demand_id}/decisions": lambda place: {"action": "approve"},
    "POST /v1/refund-demands/{refund_demand_id}/rulings": lambda place: {
        "kind": "let_go", "reason": "Uji", "letter_number": "S-2",
    },
    "POST /v1/refund-rulings/{refund_ruling_id}/decisions": lambda place: {"action": "approve"},
    "POST /v1/refund-receipts/{refund_receipt_id}/decisions": lambda place: {"action": "confirm"},
    "POST /v1/decree-changes/{change_id}/decisions": lambda place: {"action": "approve"},
}  # fmt: skip
