"""The session's machine. Guards look at facts gathered by the services that move it."""

from dataclasses import dataclass
from datetime import date

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.sessions.planning.schedule.errors import (
    DaysAhead,
    MarksMissing,
    NewDaysFirst,
    NobodyAccepted,
    Undecided,
)
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED as ANNOUNCED_STATES
from bimtek_api.sessions.planning.schedule.models import SessionStatus as S
from bimtek_api.sessions.planning.schedule.models import TrainingSession


@dataclass(frozen=True)
class SessionFacts:
    """`today` is the district's; `accepted` and `undecided` count people, `unmarked` cells of the sheet.

    What was not looked up stands in the way.
    """

    accepted: int
    today: date = date.min
    training_mode: bool = False
    undecided: int = 1
    unmarked: int = 1


def last_day_reached(session: TrainingSession, facts: SessionFacts) -> Refusal | None:
    """In training mode a newcomer may walk the whole chain in one afternoon."""
    return None if facts.training_mode or session.ends_on <= facts.today else DaysAhead()


def everyone_decided(session: TrainingSession, facts: SessionFacts) -> Refusal | None:
    return Undecided(count=facts.undecided) if facts.undecided else None


def somebody_accepted(session: TrainingSession, facts: SessionFacts) -> Refusal | None:
    return None if facts.accepted else NobodyAccepted()


def everything_marked(session: TrainingSession, facts: SessionFacts) -> Refusal | None:
    return MarksMissing(count=facts.unmarked) if facts.unmarked else None


def days_ahead(session: TrainingSession, facts: SessionFacts) -> Refusal | None:
    """A postponed session comes back with new days."""
    return None if session.starts_on > facts.today or facts.training_mode else NewDaysFirst()


OPEN = frozenset({S.PUBLISHED})
ANNOUNCED = frozenset(ANNOUNCED_STATES)
RUNNING = frozenset({S.PUBLISHED, S.PAUSED, S.IN_PROGRESS})
COMPLETION = (last_day_reached, everyone_decided, somebody_accepted, everything_marked)
PLAN, RUN = P.SESSION_PLAN, P.SESSION_RUN

WORKFLOW = Workflow[SessionFacts](
    Transition("publish", frozenset({S.DRAFT}), S.PUBLISHED, PLAN, "session.published"),
    Transition("pause", OPEN, S.PAUSED, RUN, "session.paused", needs_reason=True),
    Transition("resume", frozenset({S.PAUSED}), S.PUBLISHED, RUN, "session.resumed"),
    Transition(
        "postpone", frozenset({S.PUBLISHED, S.PAUSED}), S.POSTPONED, PLAN, "session.postponed", needs_reason=True
    ),
    Transition("republish", frozenset({S.POSTPONED}), S.PUBLISHED, PLAN, "session.republished", (days_ahead,)),
    Transition(
        "start", frozenset({S.PUBLISHED, S.PAUSED}), S.IN_PROGRESS, RUN, "session.started", (somebody_accepted,)
    ),
    Transition("complete", RUNNING, S.COMPLETED, RUN, "session.completed", COMPLETION),
    Transition(
        "cancel", ANNOUNCED | {S.DRAFT, S.IN_PROGRESS}, S.CANCELLED, PLAN, "session.cancelled", needs_reason=True
    ),
)
