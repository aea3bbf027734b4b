"""The machines of a year and of a move. Whoever began does not finish."""

from dataclasses import dataclass

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.programmes.budgets.errors import SamePerson, StillReserved
from bimtek_api.programmes.budgets.labels import rupiah
from bimtek_api.programmes.budgets.models import BudgetMove, FiscalYear, MoveStatus, YearStatus


@dataclass(frozen=True)
class YearFacts(Acting):
    """`reserved`: rupiah promised by decrees and not yet spent."""

    reserved: int


def not_the_proposer(move: BudgetMove, facts: Acting) -> Refusal | None:
    return SamePerson() if facts.actor.is_one_of(move.proposed_by) else None


def not_the_locker(year: FiscalYear, facts: Acting) -> Refusal | None:
    return SamePerson() if facts.actor.is_one_of(year.locked_by) else None


def nothing_promised(year: FiscalYear, facts: YearFacts) -> Refusal | None:
    return StillReserved(amount=rupiah(facts.reserved)) if facts.reserved else None


OPEN, LOCKED, PROPOSED = (frozenset({each}) for each in (YearStatus.OPEN, YearStatus.LOCKED, MoveStatus.PROPOSED))
YEAR = Workflow[YearFacts](
    Transition("lock", OPEN, YearStatus.LOCKED, P.BUDGET_PLAN, "budget.year_locked", needs_reason=True),
    Transition(
        "close", LOCKED, YearStatus.CLOSED, P.BUDGET_APPROVE, "budget.year_closed",
        (not_the_locker, nothing_promised),
    ),
)  # fmt: skip
MOVE = Workflow[Acting](
    Transition(
        "approve", PROPOSED, MoveStatus.APPROVED, P.BUDGET_APPROVE, "budget.move_approved", (not_the_proposer,),
    ),
    Transition(
        "refuse", PROPOSED, MoveStatus.REFUSED, P.BUDGET_APPROVE, "budget.move_refused", (not_the_proposer,),
        needs_reason=True,
    ),
)  # fmt: skip
