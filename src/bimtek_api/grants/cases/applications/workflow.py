"""The grant case's machine. The duty guards make the buttons tell who may not act, and why."""

from dataclasses import replace

from bimtek_api.access.duties.outside import outside
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.cases.applications.guards import (
    CaseFacts,
    a_visit,
    all_in,
    everybody_met,
    free_for,
    may_vote,
    no_scores,
    no_visit,
    not_on_hold,
    not_voted_on,
    nothing_left,
    other_people,
    rules_met,
    same_people,
    some_scores,
    somebody_unmet,
)
from bimtek_api.grants.cases.applications.models import ApplicationStatus as S

DESK, VOTE = (free_for("desk"),), (may_vote,)
VERIFY, AGREE = (*DESK, rules_met), (*VOTE, rules_met)
DECREE, HAND_OVER = (free_for("decree"), rules_met), (free_for("hand_over"), rules_met)
VISIT, FIELD = (free_for("visit"),), frozenset({S.IN_FIELD_CHECK})
SCORE, SEND = (free_for("score"),), (free_for("send"), rules_met)
RANKED = frozenset({S.SCORED})
CHECKING, PARTLY = frozenset({S.IN_DESK_CHECK}), "application.partly_delivered"
OWED = frozenset({S.DECREED, S.PARTLY_DELIVERED})
GIVEN = frozenset({S.PARTLY_DELIVERED, S.DELIVERED})
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
        (outside,), needs_reason=True,
    ),
    Transition(
        "close_short", frozenset({S.PARTLY_DELIVERED}), S.DELIVERED, P.APPLICATION_VOTE, "application.closed_short",
        (outside,), needs_reason=True,
    ),
    Transition("close", DONE, S.CLOSED, P.ASSET_DECIDE, "application.closed", (outside, all_in), needs_reason=True),
    Transition(
        "find_breach", DONE, S.BREACHED, P.ASSET_DECIDE, "application.breached", (outside,), needs_reason=True
    ),
    Transition("remedy", BROKEN, S.DELIVERED, P.ASSET_DECIDE, "application.remedied", (outside,), needs_reason=True),
    Transition(
        "recall_aid", BROKEN, S.RECALLED, P.ASSET_DECIDE, "application.recalled_aid",
        (outside, nothing_left),
        needs_reason=True,
    ),
    Transition("hand_over", OWED, S.DELIVERED, P.DELIVERY_RECORD, "application.delivered", HAND_OVER),
    Transition("take_back", GIVEN, S.DECREED, P.SYSTEM, "application.taken_back"),
    Transition("take_back_part", GIVEN, S.PARTLY_DELIVERED, P.SYSTEM, "application.taken_back"),
    Transition("pay", OWED, S.DELIVERED, P.SYSTEM, "application.delivered"),
    Transition("pay_part", OWED, S.PARTLY_DELIVERED, P.SYSTEM, PARTLY),
    Transition("hand_over_part", OWED, S.PARTLY_DELIVERED, P.DELIVERY_RECORD, PARTLY, HAND_OVER),
)  # fmt: skip
# From the desk check until everything came, the people of the case are fixed.
CHECKED = frozenset(
    {S.IN_FIELD_CHECK, S.FIELD_FAILED, S.READY_FOR_SCORING, S.SCORED, S.RESERVE, S.SENT_BACK}
)  # fmt: skip
FIXED = CHECKED | OWED | {S.IN_APPROVAL, S.APPROVED}
WITHOUT_AID = frozenset(
    {S.DISCARDED, S.LAPSED, S.INELIGIBLE, S.WITHDRAWN, S.NOT_SELECTED, S.REJECTED, S.APPROVAL_CANCELLED,
     S.DECREE_REVOKED}
)  # fmt: skip
# Newcomers are met where they joined after the visit; an amending decree waits for it as well.
LATER = CHECKED - {S.IN_FIELD_CHECK, S.FIELD_FAILED} | OWED
ARROWS += tuple(
    Transition(
        "renew_people", frozenset({each}), each, P.APPLICATION_CHECK, "application.people_renewed",
        (other_people, *VERIFY),
    )
    for each in sorted(CHECKED)
) + tuple(
    Transition(
        "visit_newcomers", frozenset({each}), each, P.APPLICATION_VISIT, "application.newcomers_visited",
        (a_visit, *VISIT, somebody_unmet),
    )
    for each in sorted(LATER)
)  # fmt: skip
# What is done for the people who were checked; nobody else may have come in or gone since.
FOR_PEOPLE = {
    "find_fit", "find_fit_to_score", "score", "select", "promote", "approve", "decree", "hand_over", "hand_over_part",
}  # fmt: skip
FOR_MET = {"send", "select", "promote", "approve", "decree"}
# What a hold keeps a case from; it may still be returned, refused, withdrawn or run out.
FORWARD = {
    "submit", "resubmit", "verify", "send_to_field", "send_to_scoring", "find_fit", "find_fit_to_score", "score",
    "select", "promote", "approve", "send", "decree", "hand_over", "hand_over_part", "close", "renew_people",
    "visit_newcomers",
}  # fmt: skip
BEFORE = ((FOR_MET, everybody_met), (FOR_PEOPLE, same_people), (FORWARD, not_on_hold))


def guarded(arrow: Transition[CaseFacts]) -> Transition[CaseFacts]:
    """With what is asked first of every such act."""
    for actions, guard in BEFORE:
        if arrow.action in actions:
            arrow = replace(arrow, guards=(guard, *arrow.guards))
    return arrow


WORKFLOW = Workflow[CaseFacts](*map(guarded, ARROWS))
