"""The machine of a proposed change: whoever proposed it does not decide it."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.cases.decrees.errors import DecidesOwn
from bimtek_api.grants.cases.decrees.models import ChangeStatus as S
from bimtek_api.grants.cases.decrees.models import DecreeChange


def not_the_proposer(change: DecreeChange, facts: Acting) -> Refusal | None:
    return DecidesOwn() if facts.actor.is_one_of(change.proposed_by) else None


PROPOSED, OTHERS = frozenset({S.PROPOSED}), (not_the_proposer,)
CHANGE = Workflow[Acting](
    Transition("approve", PROPOSED, S.APPROVED, P.APPLICATION_VOTE, "decree.change_approved", OTHERS),
    Transition("refuse", PROPOSED, S.REFUSED, P.APPLICATION_VOTE, "decree.change_refused", OTHERS, needs_reason=True),
)
