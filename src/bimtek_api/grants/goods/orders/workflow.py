"""The machine of an order."""

from dataclasses import dataclass

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.goods.orders.errors import GoodsUninspected
from bimtek_api.grants.goods.orders.models import OrderStatus as S


@dataclass(frozen=True)
class OrderFacts:
    """`uninspected`: pieces that came and wait for an inspector."""

    uninspected: int


def all_inspected(_: object, facts: OrderFacts) -> Refusal | None:
    return GoodsUninspected() if facts.uninspected else None


PLACED = frozenset({S.PLACED})
WORKFLOW = Workflow[OrderFacts](
    Transition("complete", PLACED, S.COMPLETED, P.STOCK_INSPECT, "order.completed"),
    Transition("reopen", frozenset({S.COMPLETED}), S.PLACED, P.SYSTEM, "order.reopened"),
    Transition(
        "close_short", PLACED, S.CLOSED_SHORT, P.ORDER_PLACE, "order.closed_short", (all_inspected,),
        needs_reason=True,
    ),
)  # fmt: skip
