"""The machine of a waybill."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.goods.dispatches.models import DispatchStatus as S
from bimtek_api.grants.goods.dispatches.models import Outcome

WORKFLOW = Workflow(Transition("arrive", frozenset({S.SENT}), S.ARRIVED, P.STOCK_KEEP, "dispatch.arrived"))
UNIT_ACTIONS = {
    Outcome.ARRIVED: "arrive",
    Outcome.DAMAGED: "damage",
    Outcome.LOST: "lose",
    Outcome.CAME_BACK: "turn_back",
}
