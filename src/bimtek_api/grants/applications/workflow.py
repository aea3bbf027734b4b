"""The grant case's machine. The duty guards make the buttons tell who may not act, and why."""

from collections.abc import Callable

from bimtek_api.access.duties.errors import DutyHeld
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Facts, Transition, Workflow
from bimtek_api.grants.applications.models import Application
from bimtek_api.grants.applications.models import ApplicationStatus as S


def free_for(duty_group: str) -> Callable[[Application, Facts], Refusal | None]:
    """Refuses whoever holds another duty in this case (G16)."""

    def guard(application: Application, facts: Facts) -> Refusal | None:
        held = facts["duties"].get(facts["person"])
        return DutyHeld(held) if held not in (None, duty_group) else None

    return guard


def rules_met(application: Application, facts: Facts) -> Refusal | None:
    """Refuses while a hard rule is broken and not waived (C31)."""
    return facts["rules"].refusal


DESK, VOTE = (free_for("desk"),), (free_for("approve_1"),)
VERIFY, AGREE = (*DESK, rules_met), (*VOTE, rules_met)
DECREE, HAND_OVER = (free_for("decree"), rules_met), (free_for("hand_over"), rules_met)
CHECKING, PARTLY = frozenset({S.IN_DESK_CHECK}), "application.partly_delivered"
OWED = frozenset({S.DECREED, S.PARTLY_DELIVERED})

WORKFLOW = Workflow(
    Transition("verify", CHECKING, S.IN_APPROVAL, P.APPLICATION_CHECK, "application.verified", VERIFY),
    Transition(
        "find_ineligible", frozenset({S.IN_DESK_CHECK}), S.INELIGIBLE, P.APPLICATION_CHECK,
        "application.found_ineligible", DESK, needs_reason=True,
    ),
    Transition("approve", frozenset({S.IN_APPROVAL}), S.APPROVED, P.APPLICATION_VOTE, "application.approved", AGREE),
    Transition(
        "reject", frozenset({S.IN_APPROVAL}), S.REJECTED, P.APPLICATION_VOTE, "application.rejected", VOTE,
        needs_reason=True,
    ),
    Transition("decree", frozenset({S.APPROVED}), S.DECREED, P.DECREE_SIGN, "application.decreed", DECREE),
    Transition("hand_over", OWED, S.DELIVERED, P.DELIVERY_RECORD, "application.delivered", HAND_OVER),
    Transition("hand_over_part", OWED, S.PARTLY_DELIVERED, P.DELIVERY_RECORD, PARTLY, HAND_OVER),
)  # fmt: skip
