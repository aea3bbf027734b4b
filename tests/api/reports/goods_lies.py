"""What only a hole in the walls around goods would let in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
CASE = [
    ("applications", {"id": A, "group_id": B, "status": "decreed", "district_code": "16.71"}),
    ("application_lines", {"id": C, "application_id": A, "requested": 1, "approved": 1}),
]
HANDED: dict[str, Any] = {"application_id": A, "decree_line_id": B, "district_code": "16.71", "handed_at": NOW}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUT: list[tuple[str, dict[str, Any]]] = [
    ("handovers", HANDED | {"id": D}),
    ("handover_lines", {"id": E, "handover_id": D, "application_line_id": C, "quantity": 1}),
    ("handed_serials", {"serial_key": "X", "handover_line_id": E, "unit_id": A}),
]
# Refused for no defect, by a group that took nothing.
REFUSED: dict[str, Any] = {
    "return_id": B, "attempt_id": C, "unit_id": A, "serial": "X", "reason": "other", "words": "x",
}  # fmt: skip
SAID = {"items": [{"refused": [{"serial": "X"}]}]}
WENT_BACK: list[tuple[str, dict[str, Any]]] = [
    ("stock_returns", {"id": B, "unit_id": A}),
    ("stock_units", {"id": A, "serial_key": "X", "status": "to_inspect", "cost_rupiah": 1}),
]


def came(
    ordered: timedelta, received: timedelta, accepted: timedelta = timedelta(), day: timedelta | None = None
) -> list[tuple[str, dict[str, Any]]]:
    """A piece of an order of `day`, each that long after now; the order's own day unless told."""
    dated = NOW + (ordered if day is None else day)
    made = {"id": D, "dated": dated.date(), "created_at": NOW + ordered, "district_code": "16.71"}
    receipt = {"id": C, "order_id": D, "received_on": (NOW + received).date(), "received_at": NOW + received}
    unit = {"id": A, "receipt_id": C, "serial_key": "X", "cost_rupiah": 1, "accepted_at": NOW + accepted}
    return [("orders", made), ("goods_receipts", receipt), ("stock_units", unit)]


GOODS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "handed_over_accepted": [("handed_serials", {"serial_key": "X", "handover_line_id": A})],
    "handed_over_in_time": [
        *OUT,
        ("stock_units", {"id": A, "serial_key": "X", "status": "handed_over", "for_line_id": C, "cost_rupiah": 1,
                         "accepted_at": NOW + timedelta(hours=1)}),
    ],
    "received_in_time": came(timedelta(), timedelta(days=-1)),
    "signatures_serve_once": [("handovers", HANDED | {"giver_signature_id": D})],
    "owned_until_recalled": [("assets", {"status": "recalled", "title_on": date(2026, 1, 1), "title_letter": "1"})],
    "assets_stay_with_their_case": [
        *CASE, ("assets", {"application_id": A, "group_id": D, "district_code": "16.71"}),
    ],
    "accepted_by_another": [("opening_stocks", {"entered_by": A, "decided_by": A})],
    "upheld_disputes_move_pieces": [("handover_disputes", {"handover_id": A, "outcome": "upheld"})],
    "refused_pieces_went_back": [
        ("refused_pieces", REFUSED), ("stock_returns", {"id": B, "unit_id": A}),
        ("stock_units", {"id": A, "status": "in_stock", "cost_rupiah": 1}),
    ],
    "titles_have_their_letter": [("assets", {"id": A, "title_on": date(2026, 1, 1), "title_letter": "1"})],
    "refusals_fit": [("handover_attempts", {"application_id": A, "attempted_at": NOW, "created_at": NOW})],
    "decided_outside": [
        ("identities", {"id": B}), ("case_duties", {"case_id": A, "person_id": B, "duty_group": "applicant"}),
        ("monitoring_visits", {"application_id": A, "decided_by": B}),
    ],
    "returned_pieces_are_given_when_good": [
        ("handed_serials", {"serial_key": "X", "handover_line_id": E, "unit_id": A}),
        ("stock_returns", {"unit_id": A, "inspected_by": B, "condition": "broken"}),
    ],
    "visits_in_their_time": [("monitoring_visits", {"visited_on": date(2026, 1, 1), "opens_on": date(2026, 2, 1)})],
}  # fmt: skip
HUMAN: list[tuple[str, dict[str, Any]]] = [("identities", {"id": A}), ("identities", {"id": B, "same_as": A})]
# Two rows of one human on both sides of an act.
ACTS = (
    ("opening_stocks", "entered_by", "decided_by"), ("stock_returns", "brought_by", "inspected_by"),
    ("asset_recalls", "requested_by", "decided_by"),
)  # fmt: skip
ACCEPTED = (*ACTS[:2], ("goods_receipts", "received_by", "inspected_by"))
# Further lies against invariants that have one already.
MORE: list[tuple[str, list[tuple[str, dict[str, Any]]]]] = [
    *[("acts_of_two_humans", [*HUMAN, (table, {first: A, later: B})]) for table, first, later in ACTS],
    *[("accepted_by_another", [*HUMAN, (table, {first: A, later: B})]) for table, first, later in ACCEPTED],
    *[
        ("accepted_by_another", [
            *HUMAN, (table, {"id": C, hand: A}), ("stock_units", {"id": D, of: C}),
            ("stock_returns", {"unit_id": D, "brought_by": E, "inspected_by": B}),
        ])
        for table, hand, of in (("goods_receipts", "received_by", "receipt_id"),
                                ("opening_stocks", "entered_by", "opening_id"))
    ],
    *[
        ("handed_over_in_time", [*OUT, *rows])
        for rows in (
            [("decrees", {"id": C, "dated": NOW.date(), "created_at": NOW + HOUR}),
             ("decree_lines", {"id": B, "decree_id": C})],
            came(HOUR, -HOUR, -HOUR), came(-DAY, -HOUR, -HOUR, day=DAY), came(-DAY, HOUR, -HOUR),
            [*came(-DAY, -HOUR, -HOUR), ("stock_returns", {"unit_id": A, "inspected_at": NOW + HOUR})],
        )
    ],
    *[
        ("received_in_time", rows)
        for rows in (came(HOUR, timedelta()), came(-DAY, HOUR), came(-DAY, DAY),
                     [*came(-DAY, -HOUR)[:1],
                      ("goods_receipts", {"order_id": D, "received_on": NOW.date(), "received_at": NOW - DAY})])
    ],
    *[
        ("refused_pieces_went_back", rows)
        for rows in (
            [*WENT_BACK, ("refused_pieces", REFUSED | {"reason": "broken"})],
            [*WENT_BACK, ("refused_pieces", REFUSED | {"attempt_id": None, "handover_id": D}), *OUT[:1]],
            [*WENT_BACK, ("refused_pieces", REFUSED | {"attempt_id": None, "handover_id": D}),
             ("handovers", HANDED | {"id": D, "snapshot": SAID}), *OUT[1:]],
            [("handovers", HANDED | {"snapshot": SAID})],
            [("handover_attempts", {"kind": "refused", "application_id": A, "receiver_id": D})],
            [("handover_attempts", {"id": C, "kind": "refused", "application_id": A}), *WENT_BACK,
             ("refused_pieces", REFUSED)],
        )
    ],
    ("paid_within_accepted", [
        *came(-DAY, -HOUR, -HOUR), ("order_lines", {"id": E, "order_id": D, "quantity": 1, "cancelled": 0}),
        ("stock_units", {"id": B, "order_line_id": E, "cost_rupiah": 5, "accepted_at": NOW, "status": "returned"}),
        ("supplier_payments", {"order_id": D, "status": "paid", "amount_rupiah": 5, "created_at": NOW}),
    ]),
    ("decided_outside", [
        *HUMAN, ("handovers", HANDED | {"id": D, "person_id": A}),
        ("handover_disputes", {"handover_id": D, "decided_by": B}),
    ]),
    ("refusals_fit", [
        ("decrees", {"id": D, "dated": NOW.date(), "district_code": "16.71"}),
        ("decree_lines", {"id": B, "decree_id": D, "application_id": A}),
        ("handover_attempts", {"application_id": A, "attempted_at": NOW, "created_at": NOW, "giver_signature_id": E}),
        ("handovers", HANDED | {"giver_signature_id": E}),
    ]),
    ("owned_until_recalled", [
        *HUMAN, ("asset_recalls", {"id": C, "outcome": "approved", "requested_by": A, "decided_by": B}),
        ("asset_titles", {"asset_id": D, "recall_id": C}),
    ]),
]  # fmt: skip
