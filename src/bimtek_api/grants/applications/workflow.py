"""The grant case's machine. The duty guards make the buttons tell who may not act, and why."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from bimtek_api.access.duties.errors import BoundByDeputation, DutyHeld, IdentityUnconfirmed
from bimtek_api.access.duties.service import excludes
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.workflow import Facts, Transition, Workflow, WrongStep
from bimtek_api.grants.applications.errors import (
    EndsOpen,
    LevelTooLow,
    MachinesThere,
    NoScoresAsked,
    NoVisitAsked,
    OnHold,
    ScoresFirst,
    VisitFirst,
    VotedAlready,
    VotedOn,
)
from bimtek_api.grants.applications.models import Application
from bimtek_api.grants.applications.models import ApplicationStatus as S
from bimtek_api.grants.policies.fields import Level, wide_enough

LEVELS = {
    Level.DISTRICT: N_("kabupaten atau kota"),
    Level.PROVINCE: N_("provinsi"),
    Level.COUNTRY: N_("pusat"),
}


def free_for(duty_group: str) -> Callable[[Application, Facts], Refusal | None]:
    """Refuses whoever holds another duty in this case (G16)."""

    def guard(application: Application, facts: Facts) -> Refusal | None:
        if not facts["known"]:
            return IdentityUnconfirmed()
        held = facts["duties"].get(facts["person"])
        if held not in (None, duty_group):
            return DutyHeld(held)
        return BoundByDeputation() if held is None and excludes(facts["bound"], duty_group) else None

    return guard


@dataclass(frozen=True)
class OpenStage:
    """The stage that is open: who may vote in it, who has, and how many votes the whole round has."""

    number: int
    level: Level
    voters: frozenset[UUID]
    votes: int
    round_votes: int


def may_vote(application: Application, facts: Facts) -> Refusal | None:
    """One person, one vote, one stage, over an area wide enough (C35, C36)."""
    stage: OpenStage | None = facts["stage"]
    if stage is None:
        return WrongStep()
    if no := free_for(f"approve_{stage.number}")(application, facts):
        return no
    if facts["person"] in stage.voters:
        return VotedAlready()
    return None if wide_enough(facts["reach"], stage.level) else LevelTooLow(level=translate(LEVELS[stage.level]))


def not_voted_on(application: Application, facts: Facts) -> Refusal | None:
    stage: OpenStage | None = facts["stage"]
    return VotedOn() if stage and stage.round_votes else None


def rules_met(application: Application, facts: Facts) -> Refusal | None:
    """Refuses while a hard rule is broken and not waived (C31)."""
    return facts["rules"].refusal


def no_visit(application: Application, facts: Facts) -> Refusal | None:
    return VisitFirst() if facts["field_visit"] else None


def a_visit(application: Application, facts: Facts) -> Refusal | None:
    return None if facts["field_visit"] else NoVisitAsked()


def no_scores(application: Application, facts: Facts) -> Refusal | None:
    return ScoresFirst() if facts["scored"] else None


def some_scores(application: Application, facts: Facts) -> Refusal | None:
    return None if facts["scored"] else NoScoresAsked()


def not_on_hold(application: Application, facts: Facts) -> Refusal | None:
    hold = facts["hold"]
    return OnHold(reference=hold.reference, reason=hold.reason) if hold else None


def all_in(application: Application, facts: Facts) -> Refusal | None:
    """Visits, accountability report and reports on funds are all accepted, so nothing is owed any more."""
    return EndsOpen(what=", ".join(translate(each) for each in facts["open_ends"])) if facts["open_ends"] else None


def nothing_left(application: Application, facts: Facts) -> Refusal | None:
    return MachinesThere(count=facts["machines"]) if facts["machines"] else None


DESK, VOTE = (free_for("desk"),), (may_vote,)
VERIFY, AGREE = (*DESK, rules_met), (*VOTE, rules_met)
DECREE, HAND_OVER = (free_for("decree"), rules_met), (free_for("hand_over"), rules_met)
VISIT, FIELD = (free_for("visit"),), frozenset({S.IN_FIELD_CHECK})
SCORE, SEND = (free_for("score"),), (free_for("send"), rules_met)
RANKED = frozenset({S.SCORED})
CHECKING, PARTLY = frozenset({S.IN_DESK_CHECK}), "application.partly_delivered"
OWED = frozenset({S.DECREED, S.PARTLY_DELIVERED})
DONE, BROKEN = frozenset({S.DELIVERED}), frozenset({S.BREACHED})

OPEN = frozenset(
    {
        S.IN_DESK_CHECK,
        S.RETURNED,
        S.IN_FIELD_CHECK,
        S.FIELD_FAILED,
        S.READY_FOR_SCORING,
        S.SCORED,
        S.RESERVE,
        S.IN_APPROVAL,
        S.SENT_BACK,
        S.APPROVED,
    }
)
OWN = (free_for("applicant"),)

ARROWS = (
    Transition("submit", frozenset({S.DRAFT}), S.IN_DESK_CHECK, P.APPLICATION_PROPOSE, "application.submitted", OWN),
    Transition("discard", frozenset({S.DRAFT}), S.DISCARDED, P.APPLICATION_PROPOSE, "application.discarded", OWN),
    Transition(
        "resubmit", frozenset({S.RETURNED}), S.IN_DESK_CHECK, P.APPLICATION_PROPOSE, "application.resubmitted", OWN
    ),
    Transition(
        "withdraw", OPEN, S.WITHDRAWN, P.APPLICATION_PROPOSE, "application.withdrawn", OWN, needs_reason=True
    ),
    Transition(
        "return", CHECKING, S.RETURNED, P.APPLICATION_CHECK, "application.returned", DESK, needs_reason=True
    ),
    Transition("lapse", frozenset({S.RETURNED}), S.LAPSED, P.SYSTEM, "application.lapsed"),
    Transition(
        "verify", CHECKING, S.IN_APPROVAL, P.APPLICATION_CHECK, "application.verified",
        (no_visit, no_scores, *VERIFY),
    ),
    Transition(
        "send_to_scoring", CHECKING, S.READY_FOR_SCORING, P.APPLICATION_CHECK, "application.verified",
        (no_visit, some_scores, *VERIFY),
    ),
    Transition(
        "send_to_field", CHECKING, S.IN_FIELD_CHECK, P.APPLICATION_CHECK, "application.verified", (a_visit, *VERIFY)
    ),
    Transition(
        "find_fit", FIELD, S.IN_APPROVAL, P.APPLICATION_VISIT, "application.found_fit",
        (no_scores, *VISIT, rules_met),
    ),
    Transition(
        "find_fit_to_score", FIELD, S.READY_FOR_SCORING, P.APPLICATION_VISIT, "application.found_fit",
        (some_scores, *VISIT, rules_met),
    ),
    Transition("score", frozenset({S.READY_FOR_SCORING}), S.SCORED, P.APPLICATION_SCORE, "application.scored", SCORE),
    Transition("select", RANKED, S.IN_APPROVAL, P.SELECTION_MAKE, "application.selected", SEND),
    Transition("keep_in_reserve", RANKED, S.RESERVE, P.SELECTION_MAKE, "application.kept_in_reserve", SEND[:1]),
    Transition("leave_out", RANKED, S.NOT_SELECTED, P.SELECTION_MAKE, "application.not_selected", SEND[:1]),
    Transition("promote", frozenset({S.RESERVE}), S.IN_APPROVAL, P.SELECTION_MAKE, "application.promoted", SEND),
    Transition(
        "close_reserve", frozenset({S.RESERVE}), S.NOT_SELECTED, P.SELECTION_MAKE, "application.not_selected",
        SEND[:1], needs_reason=True,
    ),
    Transition("find_unfit", FIELD, S.FIELD_FAILED, P.APPLICATION_VISIT, "application.found_unfit", VISIT),
    Transition(
        "visit_again", frozenset({S.FIELD_FAILED}), S.IN_FIELD_CHECK, P.APPLICATION_CHECK,
        "application.visit_again", DESK, needs_reason=True,
    ),
    Transition(
        "find_ineligible", frozenset({S.IN_DESK_CHECK, S.RETURNED}), S.INELIGIBLE, P.APPLICATION_CHECK,
        "application.found_ineligible", DESK, needs_reason=True,
    ),
    Transition("approve", frozenset({S.IN_APPROVAL}), S.APPROVED, P.APPLICATION_VOTE, "application.approved", AGREE),
    Transition(
        "reject", frozenset({S.IN_APPROVAL}), S.REJECTED, P.APPLICATION_VOTE, "application.rejected", VOTE,
        needs_reason=True,
    ),
    Transition(
        "send_back", frozenset({S.IN_APPROVAL}), S.SENT_BACK, P.APPLICATION_VOTE, "application.sent_back", VOTE,
        needs_reason=True,
    ),
    Transition("send", frozenset({S.SENT_BACK}), S.IN_APPROVAL, P.APPLICATION_CHECK, "application.sent", VERIFY),
    Transition(
        "recall", frozenset({S.IN_APPROVAL}), S.SENT_BACK, P.APPLICATION_CHECK, "application.recalled",
        (*DESK, not_voted_on), needs_reason=True,
    ),
    Transition(
        "close_ineligible", frozenset({S.SENT_BACK, S.FIELD_FAILED}), S.INELIGIBLE, P.APPLICATION_CHECK,
        "application.found_ineligible", DESK, needs_reason=True,
    ),
    Transition(
        "cancel_approval", frozenset({S.APPROVED}), S.APPROVAL_CANCELLED, P.DECREE_SIGN,
        "application.approval_cancelled", (free_for("decree"),), needs_reason=True,
    ),
    Transition("decree", frozenset({S.APPROVED}), S.DECREED, P.DECREE_SIGN, "application.decreed", DECREE),
    Transition(
        "reopen", frozenset({S.REJECTED, S.INELIGIBLE}), S.IN_DESK_CHECK, P.RULE_WAIVE, "application.reopened",
        (free_for("appeal"),), needs_reason=True,
    ),
    Transition(
        "reopen", frozenset({S.NOT_SELECTED}), S.RESERVE, P.RULE_WAIVE, "application.kept_in_reserve",
        (free_for("appeal"),), needs_reason=True,
    ),
    Transition(
        "revoke", frozenset({S.DECREED}), S.DECREE_REVOKED, P.APPLICATION_VOTE, "application.decree_revoked",
        needs_reason=True,
    ),
    Transition(
        "close_short", frozenset({S.PARTLY_DELIVERED}), S.DELIVERED, P.APPLICATION_VOTE, "application.closed_short",
        needs_reason=True,
    ),
    Transition("close", DONE, S.CLOSED, P.ASSET_DECIDE, "application.closed", (all_in,), needs_reason=True),
    Transition("find_breach", DONE, S.BREACHED, P.ASSET_DECIDE, "application.breached", needs_reason=True),
    Transition("remedy", BROKEN, S.DELIVERED, P.ASSET_DECIDE, "application.remedied", needs_reason=True),
    Transition(
        "recall_aid", BROKEN, S.RECALLED, P.ASSET_DECIDE, "application.recalled_aid", (nothing_left,),
        needs_reason=True,
    ),
    Transition("hand_over", OWED, S.DELIVERED, P.DELIVERY_RECORD, "application.delivered", HAND_OVER),
    Transition("pay", OWED, S.DELIVERED, P.SYSTEM, "application.delivered"),
    Transition("pay_part", OWED, S.PARTLY_DELIVERED, P.SYSTEM, PARTLY),
    Transition("hand_over_part", OWED, S.PARTLY_DELIVERED, P.DELIVERY_RECORD, PARTLY, HAND_OVER),
)  # fmt: skip
# What a hold keeps a case from; it may still be returned, refused, withdrawn or run out.
FORWARD = {
    "submit", "resubmit", "verify", "send_to_field", "send_to_scoring", "find_fit", "find_fit_to_score", "score",
    "select", "promote", "approve", "send", "decree", "hand_over", "hand_over_part", "close",
}  # fmt: skip
WORKFLOW = Workflow(
    *(replace(each, guards=(not_on_hold, *each.guards)) if each.action in FORWARD else each for each in ARROWS)
)
