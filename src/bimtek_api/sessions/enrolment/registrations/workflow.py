"""The registration's machine."""

from dataclasses import dataclass
from datetime import datetime

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow, WrongStep
from bimtek_api.sessions.enrolment.registrations.errors import (
    OfferOver,
    OffersRest,
    OverruleNeedsReason,
    RegistrationClosed,
    RejoinedAlready,
    SessionEnded,
    Unbound,
)
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED, SessionStatus


@dataclass(frozen=True)
class RegistrationFacts:
    """`reason`: what the officer wrote, who may overrule some warnings with it."""

    session_status: SessionStatus
    now: datetime
    closes_at: datetime
    offers_run: bool = False
    reason: str | None = None


def person_known(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return None if registration.person_id else Unbound()


def session_live(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    live = facts.session_status in (*ANNOUNCED, SessionStatus.IN_PROGRESS)
    return None if live else SessionEnded()


def offers_run(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return None if facts.offers_run else OffersRest()


def hold_lives(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return None if registration.hold_until and registration.hold_until > facts.now else OfferOver()


def hold_over(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return WrongStep() if hold_lives(registration, facts) is None else None


def first_return(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return RejoinedAlready() if registration.rejoined else None


def still_registering(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    return None if facts.now < facts.closes_at else RegistrationClosed()


def warned(registration: Registration, facts: RegistrationFacts) -> Refusal | None:
    """Some warnings may be overruled, but never without a word."""
    grave = OVERRULED.intersection(registration.warnings)
    return OverruleNeedsReason() if grave and not facts.reason else None


OVERRULED = frozenset({"overlapping_session", "repeated_course", "not_eligible", "staff"})
PENDING = frozenset({S.PENDING_REVIEW})
HELD = frozenset({S.HELD})
WAITING = frozenset({S.WAITLISTED})
OFFERED = frozenset({S.OFFERED})
PASSED = frozenset({S.DECLINED, S.OFFER_LAPSED})
WITHOUT_SEAT = WAITING | PASSED | HELD
MISSED = frozenset({S.NOT_COMPLETED, S.NO_SHOW})
HOLDING = PENDING | OFFERED | {S.RETURNED, S.CONFIRMED}
LIVE = HOLDING | HELD | WAITING | PASSED
DECIDE, OWN = P.REGISTRATION_DECIDE, P.REGISTRATION_OWN

WORKFLOW = Workflow[RegistrationFacts](
    Transition("accept", PENDING, S.CONFIRMED, DECIDE, "registration.accepted", (session_live, person_known, warned)),
    Transition("return", PENDING, S.RETURNED, DECIDE, "registration.returned", (session_live,), True),
    Transition(
        "reject",
        PENDING | HELD | WAITING | {S.RETURNED},
        S.REJECTED,
        DECIDE,
        "registration.rejected",
        (session_live,),
        True,
    ),
    Transition("withdraw", LIVE, S.WITHDRAWN, DECIDE, "registration.withdrawn", (session_live,), True),
    Transition(
        "record_acceptance", OFFERED, S.CONFIRMED, DECIDE, "registration.offer_accepted", (hold_lives, person_known)
    ),  # she answered an officer by phone
    # An officer has looked at one of many from one place. What it becomes follows from the seats, as when it came.
    Transition("let_in", HELD, S.PENDING_REVIEW, DECIDE, "registration.let_in", (session_live,)),
    Transition("let_in_at_once", HELD, S.CONFIRMED, DECIDE, "registration.let_in", (session_live, person_known)),
    Transition("let_in_waiting", HELD, S.WAITLISTED, DECIDE, "registration.queued", (session_live,)),
    # A place beyond every quota for somebody who is on the list already.
    Transition("give_extra", WITHOUT_SEAT, S.PENDING_REVIEW, DECIDE, "registration.promoted", (session_live,)),
    # Her own, behind the receipt's secret and a second proof.
    Transition("accept_offer", OFFERED, S.PENDING_REVIEW, OWN, "registration.offer_accepted", (hold_lives,)),
    Transition("accept_offer_at_once", OFFERED, S.CONFIRMED, OWN, "registration.offer_accepted", (hold_lives,)),
    Transition("decline_offer", OFFERED, S.DECLINED, OWN, "registration.offer_declined", (hold_lives,)),
    Transition("rejoin", PASSED, S.WAITLISTED, OWN, "registration.rejoined", (still_registering, first_return)),
    Transition("correct", frozenset({S.RETURNED}), S.PENDING_REVIEW, OWN, "registration.corrected", (hold_lives,)),
    Transition("give_up", LIVE, S.WITHDRAWN, OWN, "registration.withdrawn", (session_live,)),
    Transition(
        "substitute", PENDING | {S.CONFIRMED}, S.SUBSTITUTED, OWN, "registration.substituted", (session_live,)
    ),
    # The system's own moves follow from a freed seat, from the clock, from attendance and from the session's end.
    Transition("offer", WAITING, S.OFFERED, P.SYSTEM, "registration.offered", (offers_run,)),
    Transition("lapse", OFFERED, S.OFFER_LAPSED, P.SYSTEM, "registration.offer_lapsed", (hold_over,)),
    Transition("lapse", frozenset({S.RETURNED}), S.LAPSED, P.SYSTEM, "registration.lapsed", (hold_over,)),
    Transition("attend", frozenset({S.CONFIRMED}), S.ATTENDING, P.ATTENDANCE_MARK, "registration.attending"),
    Transition("complete", frozenset({S.ATTENDING}), S.COMPLETED, P.SESSION_RUN, "registration.completed"),
    Transition("fail", frozenset({S.ATTENDING}), S.NOT_COMPLETED, P.SESSION_RUN, "registration.not_completed"),
    Transition("miss", frozenset({S.CONFIRMED}), S.NO_SHOW, P.SESSION_RUN, "registration.no_show"),
    # After an approved correction of a closed sheet.
    Transition("pass_after_all", MISSED, S.COMPLETED, P.ATTENDANCE_MARK, "registration.completed"),
    Transition(
        "fail_after_all",
        frozenset({S.COMPLETED, S.NO_SHOW}),
        S.NOT_COMPLETED,
        P.ATTENDANCE_MARK,
        "registration.not_completed",
    ),
    Transition(
        "close", WAITING | HELD | OFFERED | PASSED, S.CLOSED_UNSERVED, P.SESSION_RUN, "registration.closed_unserved"
    ),
    Transition("cancel", LIVE | {S.ATTENDING}, S.CANCELLED_BY_OFFICE, P.SESSION_PLAN, "registration.cancelled"),
)
BY_OFFICER = ("accept", "let_in", "return", "reject", "record_acceptance", "withdraw")
BY_HERSELF = ("accept_offer", "decline_offer", "rejoin", "give_up", "substitute", "correct")
