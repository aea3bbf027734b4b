"""The session's machine. Guards look at facts gathered by the services that move it."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Facts, Transition, Workflow
from bimtek_api.sessions.schedule.errors import DaysAhead, MarksMissing, NobodyAccepted, Undecided
from bimtek_api.sessions.schedule.models import SessionStatus as S
from bimtek_api.sessions.schedule.models import TrainingSession


def last_day_reached(session: TrainingSession, facts: Facts) -> Refusal | None:
    """In training mode a newcomer may walk the whole chain in one afternoon."""
    return None if facts["training_mode"] or session.ends_on <= facts["today"] else DaysAhead()


def everyone_decided(session: TrainingSession, facts: Facts) -> Refusal | None:
    return Undecided(count=facts["undecided"]) if facts["undecided"] else None


def somebody_accepted(session: TrainingSession, facts: Facts) -> Refusal | None:
    return None if facts["accepted"] else NobodyAccepted()


def everything_marked(session: TrainingSession, facts: Facts) -> Refusal | None:
    return MarksMissing(count=facts["unmarked"]) if facts["unmarked"] else None


OPEN = frozenset({S.PUBLISHED})
RUNNING = frozenset({S.PUBLISHED, S.IN_PROGRESS})
COMPLETION = (last_day_reached, everyone_decided, somebody_accepted, everything_marked)

WORKFLOW = Workflow(
    Transition("publish", frozenset({S.DRAFT}), S.PUBLISHED, P.SESSION_PLAN, "session.published"),
    Transition("start", OPEN, S.IN_PROGRESS, P.SESSION_RUN, "session.started", (somebody_accepted,)),
    Transition("complete", RUNNING, S.COMPLETED, P.SESSION_RUN, "session.completed", COMPLETION),
    Transition(
        "cancel", frozenset({S.DRAFT, S.PUBLISHED, S.IN_PROGRESS}), S.CANCELLED, P.SESSION_PLAN,
        "session.cancelled", needs_reason=True,
    ),
)  # fmt: skip
