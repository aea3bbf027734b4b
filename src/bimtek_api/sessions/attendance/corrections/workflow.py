"""The correction's machine: whoever proposed does not decide, and the sheet must still say what it said."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Facts, Transition, Workflow
from bimtek_api.sessions.attendance.corrections.errors import MarkChanged, OwnCorrection
from bimtek_api.sessions.attendance.corrections.models import Correction
from bimtek_api.sessions.attendance.corrections.models import CorrectionStatus as S


def another_person(correction: Correction, facts: Facts) -> Refusal | None:
    return OwnCorrection() if facts["actor"].is_one_of(correction.proposed_by) else None


def sheet_unchanged(correction: Correction, facts: Facts) -> Refusal | None:
    return MarkChanged() if correction.before != facts["mark"] else None


OPEN = frozenset({S.PROPOSED})
WORKFLOW = Workflow(
    Transition(
        "approve", OPEN, S.APPROVED, P.ATTENDANCE_MARK, "attendance.correction_approved",
        (another_person, sheet_unchanged),
    ),
    Transition("refuse", OPEN, S.REFUSED, P.ATTENDANCE_MARK, "attendance.correction_refused", (another_person,)),
)  # fmt: skip
