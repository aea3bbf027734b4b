"""Lies about payments and about acts of two, each of which a invariant has to find."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

A, B, C, D = (UUID(int=number) for number in range(1, 5))
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 8, tzinfo=UTC)
MONEY: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "marked_on_its_day": [
        ("sessions", {"id": A, "status": "published", "district_code": "16.71", "zone": "WIB"}),
        ("meeting_days", {"id": B, "session_id": A, "date": date(2020, 1, 1)}),
        ("attendance", {"registration_id": C, "meeting_day_id": B, "mark": "present", "marked_at": NOW}),
    ],
    "ceilings_come_from_moves": [
        ("budget_nodes", {"id": A, "ceiling": 6, "carried": 1, "reserved": 0, "spent": 0, "allocated": 0}),
        ("budget_moves", {"to_id": A, "amount": 4, "status": "approved"}),
    ],
    "paid_to_the_orders_supplier": [
        ("orders", {"id": A, "supplier_id": B}),
        ("supplier_versions", {"id": C, "supplier_id": D}),
        ("supplier_payments", {"order_id": A, "supplier_version_id": C}),
    ],
    "paid_as_prepared": [
        ("supplier_versions", {"id": C, "supplier_id": D, "number": 1, "created_at": NOW}),
        ("supplier_versions", {"id": B, "supplier_id": D, "number": 2, "created_at": NOW}),
        ("orders", {"id": A, "supplier_id": D}),
        ("supplier_payments", {"order_id": A, "supplier_version_id": C, "released_at": LATER}),
    ],
    "paid_back_within_arrived": [
        ("tranche_payments", {"id": A, "status": "paid", "amount_rupiah": 5}),
        ("refund_demands", {"payment_id": A, "status": "proposed", "amount_rupiah": 3}),
        ("refund_receipts", {"payment_id": A, "status": "recorded", "amount_rupiah": 3}),
    ],
    "demands_follow_their_receipts": [
        ("refund_demands", {"id": A, "status": "paid", "amount_rupiah": 3}),
        ("refund_receipts", {"demand_id": A, "status": "confirmed", "amount_rupiah": 2}),
    ],
    "refunds_are_booked": [
        ("refund_receipts", {"id": B, "application_id": A, "status": "confirmed", "amount_rupiah": 3}),
        ("decree_bookings", {"refund_id": B, "kind": "paid_back", "amount_rupiah": 2}),
    ],
    "refunds_have_receipts": [
        ("funds_reports", {"application_line_id": A, "status": "accepted", "refunded_rupiah": 3}),
        ("tranche_payments", {"id": B, "application_line_id": A, "status": "paid", "amount_rupiah": 9}),
        ("refund_receipts", {"payment_id": B, "status": "recorded", "amount_rupiah": 3}),
    ],
    "money_in_time": [
        ("orders", {"id": A, "dated": LATER.date()}),
        ("supplier_payments", {"order_id": A, "paid_on": NOW.date()}),
    ],
    "paid_under_duties": [
        ("tranche_payments", {"id": B, "application_id": A, "prepared_by": C}),
        ("tranche_duties", {"payment_id": B, "application_id": A, "person_id": D, "duty_group": "finance_1"}),
    ],
    "bank_numbers_serve_once": [
        ("supplier_payments", {"id": A, "district_code": "16.71", "return_number": "RTR-7"}),
        ("refund_receipts", {"id": B, "district_code": "16.71", "status": "recorded", "bank_reference": "rtr 7"}),
    ],
    "orders_have_their_pieces": [
        ("orders", {"id": A, "status": "completed"}),
        ("order_lines", {"id": B, "order_id": A, "quantity": 1, "cancelled": 0}),
        ("stock_units", {"order_line_id": B, "accepted_at": NOW, "status": "returned", "cost_rupiah": 1}),
    ],
    "acts_of_two_humans": [
        ("identities", {"id": A}),
        ("identities", {"id": B, "same_as": A}),
        ("budget_moves", {"proposed_by": A, "decided_by": B}),
    ],
}
