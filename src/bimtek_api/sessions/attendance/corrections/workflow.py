"""The correction's machine: whoever proposed does not decide, and the sheet must still say what it said."""

from dataclasses import dataclass

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.attendance.corrections.errors import MarkChanged, OwnCorrection
from bimtek_api.sessions.attendance.corrections.models import Correction
from bimtek_api.sessions.attendance.corrections.models import CorrectionStatus as S


@dataclass(frozen=True)
class CorrectionFacts(Acting):
    """`mark`: what the sheet says now, None when nothing."""

    mark: Mark | None


def another_person(correction: Correction, facts: CorrectionFacts) -> Refusal | None:
    return OwnCorrection() if facts.actor.is_one_of(correction.proposed_by) else None


def sheet_unchanged(correction: Correction, facts: CorrectionFacts) -> Refusal | None:
    return MarkChanged() if correction.before != facts.mark else None


OPEN = frozenset({S.PROPOSED})
WORKFLOW = Workflow[CorrectionFacts](
    Transition(
        "approve", OPEN, S.APPROVED, P.ATTENDANCE_MARK, "attendance.correction_approved",
        (another_person, sheet_unchanged),
    ),
    Transition("refuse", OPEN, S.REFUSED, P.ATTENDANCE_MARK, "attendance.correction_refused", (another_person,)),
)  # fmt: skip
