"""The complaint's machine."""

from dataclasses import dataclass

from bimtek_api.complaints.errors import AnswerMissing
from bimtek_api.complaints.models import Complaint
from bimtek_api.complaints.models import ComplaintStatus as S
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow


@dataclass(frozen=True)
class ComplaintFacts:
    """`answered`: the move brings a public answer and its outcome."""

    answered: bool


def answered(complaint: Complaint, facts: ComplaintFacts) -> Refusal | None:
    return None if facts.answered else AnswerMissing()


HANDLE = P.COMPLAINT_HANDLE
WORKFLOW = Workflow[ComplaintFacts](
    Transition("take", frozenset({S.RECEIVED}), S.IN_PROGRESS, HANDLE, "complaint.taken"),
    Transition("hold", frozenset({S.IN_PROGRESS}), S.ON_HOLD, HANDLE, "complaint.held", needs_reason=True),
    Transition("resume", frozenset({S.ON_HOLD}), S.IN_PROGRESS, HANDLE, "complaint.resumed"),
    Transition("resolve", frozenset({S.IN_PROGRESS}), S.RESOLVED, HANDLE, "complaint.resolved", (answered,)),
    Transition("close", frozenset({S.RESOLVED}), S.CLOSED, HANDLE, "complaint.closed"),
)
