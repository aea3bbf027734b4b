"""The machines of a delivery and of every piece in it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.goods.stock.errors import InspectsOwn, NoSupplier, NotFoundBad, OnlyByDispute
from bimtek_api.grants.goods.stock.models import Receipt, StockUnit
from bimtek_api.grants.goods.stock.models import ReceiptStatus as R
from bimtek_api.grants.goods.stock.models import UnitStatus as S


@dataclass(frozen=True)
class UnitFacts(Acting):
    """`keepers`: who received, listed or brought the piece back; `upheld`: a dispute about it was; `found_bad`:
    the last inspection after it came back."""

    keepers: frozenset[UUID | None] = frozenset()
    upheld: bool = False
    found_bad: bool = False


def not_the_receiver(receipt: Receipt | Row, facts: Acting) -> Refusal | None:
    return InspectsOwn() if facts.actor.is_one_of(receipt.received_by) else None


def not_a_keeper(_: object, facts: UnitFacts) -> Refusal | None:
    return InspectsOwn() if facts.actor.is_one_of(*facts.keepers) else None


def by_dispute(_: object, facts: UnitFacts) -> Refusal | None:
    """What was handed over comes back by an upheld dispute alone."""
    return None if facts.upheld else OnlyByDispute()


def found_bad(_: object, facts: UnitFacts) -> Refusal | None:
    """Somebody who keeps no store said so after it came back."""
    return None if facts.found_bad else NotFoundBad()


def from_a_supplier(unit: StockUnit | Row, _: UnitFacts) -> Refusal | None:
    return None if unit.order_line_id else NoSupplier()


GIVEN = frozenset({S.HANDED_OVER})
RECEIPT = Workflow[Acting](
    Transition(
        "inspect", frozenset({R.RECEIVED}), R.INSPECTED, P.STOCK_INSPECT, "goods.inspected", (not_the_receiver,)
    ),
)
UNIT = Workflow[UnitFacts](
    Transition("accept", frozenset({S.RECEIVED}), S.IN_STOCK, P.STOCK_INSPECT, "goods.accepted"),
    Transition("reject", frozenset({S.RECEIVED}), S.REJECTED, P.STOCK_INSPECT, "goods.rejected"),
    Transition("send_back", frozenset({S.REJECTED}), S.RETURNED, P.STOCK_KEEP, "goods.sent_back", needs_reason=True),
    Transition(
        "send_back", frozenset({S.DAMAGED}), S.RETURNED, P.STOCK_KEEP, "goods.sent_back",
        (from_a_supplier, found_bad), needs_reason=True,
    ),
    Transition(
        "write_off", frozenset({S.DAMAGED}), S.WRITTEN_OFF, P.STOCK_KEEP, "goods.written_off", (found_bad,),
        needs_reason=True,
    ),
    Transition("refuse", frozenset({S.IN_STOCK, S.ARRIVED}), S.TO_INSPECT, P.DELIVERY_RECORD, "goods.refused"),
    Transition("turn_back", frozenset({S.DISPATCHED}), S.TO_INSPECT, P.STOCK_KEEP, "goods.turned_back"),
    Transition("dispatch", frozenset({S.IN_STOCK}), S.DISPATCHED, P.STOCK_KEEP, "goods.dispatched"),
    Transition("arrive", frozenset({S.DISPATCHED}), S.ARRIVED, P.STOCK_KEEP, "goods.arrived"),
    Transition("damage", frozenset({S.DISPATCHED}), S.DAMAGED, P.STOCK_KEEP, "goods.damaged"),
    Transition("lose", frozenset({S.DISPATCHED}), S.LOST, P.STOCK_KEEP, "goods.lost"),
    Transition(
        "restock", frozenset({S.ARRIVED, S.DAMAGED}), S.TO_INSPECT, P.STOCK_KEEP, "goods.brought_back",
        needs_reason=True,
    ),
    Transition("pass", frozenset({S.TO_INSPECT}), S.IN_STOCK, P.STOCK_INSPECT, "goods.restocked", (not_a_keeper,)),
    Transition("fail", frozenset({S.TO_INSPECT}), S.DAMAGED, P.STOCK_INSPECT, "goods.found_bad", (not_a_keeper,)),
    Transition("take_back", GIVEN, S.TO_INSPECT, P.ASSET_DECIDE, "goods.taken_back", (by_dispute,)),
    Transition("miss", GIVEN, S.LOST, P.ASSET_DECIDE, "goods.never_came", (by_dispute,)),
    Transition(
        "hand_over", frozenset({S.IN_STOCK, S.ARRIVED}), S.HANDED_OVER, P.DELIVERY_RECORD, "goods.handed_over"
    ),
)  # fmt: skip
