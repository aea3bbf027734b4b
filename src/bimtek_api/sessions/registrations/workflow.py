"""The registration's machine."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Facts, Transition, Workflow
from bimtek_api.sessions.registrations.errors import NoFreeSeat, SessionEnded, Unbound
from bimtek_api.sessions.registrations.models import Registration
from bimtek_api.sessions.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.schedule.models import SessionStatus


def person_known(registration: Registration, facts: Facts) -> Refusal | None:
    return None if registration.person_id else Unbound()


def session_live(registration: Registration, facts: Facts) -> Refusal | None:
    live = facts["session_status"] in (SessionStatus.PUBLISHED, SessionStatus.IN_PROGRESS)
    return None if live else SessionEnded()


def seat_free(registration: Registration, facts: Facts) -> Refusal | None:
    return None if facts["free"] > 0 else NoFreeSeat()


PENDING = frozenset({S.PENDING_REVIEW})
WAITING = frozenset({S.WAITLISTED})
DECIDE = P.REGISTRATION_DECIDE

WORKFLOW = Workflow(
    Transition("accept", PENDING, S.CONFIRMED, DECIDE, "registration.accepted", (session_live, person_known)),
    Transition("reject", PENDING | WAITING, S.REJECTED, DECIDE, "registration.rejected", (session_live,), True),
    Transition(
        "withdraw",
        PENDING | WAITING | {S.CONFIRMED},
        S.WITHDRAWN,
        DECIDE,
        "registration.withdrawn",
        (session_live,),
        True,
    ),
    # The system's own moves follow from a freed seat, from attendance and from the end of the session.
    Transition("promote", WAITING, S.PENDING_REVIEW, P.SYSTEM, "registration.promoted", (seat_free,)),
    Transition("promote_unmoderated", WAITING, S.CONFIRMED, P.SYSTEM, "registration.promoted", (seat_free,)),
    Transition("attend", frozenset({S.CONFIRMED}), S.ATTENDING, P.ATTENDANCE_MARK, "registration.attending"),
    Transition("complete", frozenset({S.ATTENDING}), S.COMPLETED, P.SESSION_RUN, "registration.completed"),
    Transition("fail", frozenset({S.ATTENDING}), S.NOT_COMPLETED, P.SESSION_RUN, "registration.not_completed"),
    Transition("miss", frozenset({S.CONFIRMED}), S.NO_SHOW, P.SESSION_RUN, "registration.no_show"),
    Transition("close", WAITING, S.CLOSED_UNSERVED, P.SESSION_RUN, "registration.closed_unserved"),
)
BY_OFFICER = ("accept", "reject", "withdraw")
