"""The machine of an order."""

from typing import Any

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Facts, Transition, Workflow
from bimtek_api.grants.goods.orders.errors import GoodsUninspected
from bimtek_api.grants.goods.orders.models import OrderStatus as S


def all_inspected(order: Any, facts: Facts) -> Refusal | None:
    return GoodsUninspected() if facts["uninspected"] else None


PLACED = frozenset({S.PLACED})
WORKFLOW = Workflow(
    Transition("complete", PLACED, S.COMPLETED, P.STOCK_INSPECT, "order.completed"),
    Transition(
        "close_short", PLACED, S.CLOSED_SHORT, P.ORDER_PLACE, "order.closed_short", (all_inspected,),
        needs_reason=True,
    ),
)  # fmt: skip
