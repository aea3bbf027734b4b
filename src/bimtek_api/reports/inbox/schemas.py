"""Shapes of the work inbox."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bimtek_api.core.fields import Read


class Waiting(StrEnum):
    """What may wait for an officer. Each is gone as soon as anybody has done it."""

    REGISTRATIONS_TO_REVIEW = "registrations_to_review"
    PEOPLE_TO_TELL = "people_to_tell"
    CORRECTIONS_TO_DECIDE = "corrections_to_decide"
    SESSIONS_TO_COMPLETE = "sessions_to_complete"
    SESSIONS_TO_PUBLISH = "sessions_to_publish"
    COMPLAINTS_TO_ANSWER = "complaints_to_answer"
    DRAFTS_TO_SUBMIT = "drafts_to_submit"
    APPLICATIONS_TO_CORRECT = "applications_to_correct"
    APPLICATIONS_TO_CHECK = "applications_to_check"
    APPLICATIONS_TO_SCORE = "applications_to_score"
    SELECTIONS_TO_MAKE = "selections_to_make"
    APPLICATIONS_TO_VOTE = "applications_to_vote"
    APPLICATIONS_TO_SEND = "applications_to_send"
    APPLICATIONS_TO_DECREE = "applications_to_decree"
    GOODS_TO_ORDER = "goods_to_order"
    ORDERS_LATE = "orders_late"
    GOODS_TO_INSPECT = "goods_to_inspect"
    OPENINGS_TO_INSPECT = "openings_to_inspect"
    RETURNS_TO_INSPECT = "returns_to_inspect"
    REFUSED_PIECES = "refused_pieces"
    CLAIMS_ON_SUPPLIERS = "claims_on_suppliers"
    PAYMENTS_TO_RELEASE = "payments_to_release"
    ACCOUNTS_TO_VERIFY = "accounts_to_verify"
    HOLDERS_TO_CLEAR = "holders_to_clear"
    BUDGET_MOVES_TO_DECIDE = "budget_moves_to_decide"
    TRANCHES_TO_SEND = "tranches_to_send"
    FUNDS_REPORTS_DUE = "funds_reports_due"
    FUNDS_REPORTS_TO_ACCEPT = "funds_reports_to_accept"
    REFUND_DEMANDS_TO_DECIDE = "refund_demands_to_decide"
    REFUNDS_TO_RECORD = "refunds_to_record"
    REFUNDS_TO_CONFIRM = "refunds_to_confirm"
    GOODS_WAITING = "goods_waiting"
    GOODS_TO_HAND_OVER = "goods_to_hand_over"
    DECREE_CHANGES_TO_DECIDE = "decree_changes_to_decide"
    APPEALS_TO_DECIDE = "appeals_to_decide"
    DISPUTES_TO_DECIDE = "disputes_to_decide"
    RECALLS_TO_DECIDE = "recalls_to_decide"
    VISITS_DUE = "visits_due"
    VISITS_TO_ACCEPT = "visits_to_accept"
    REPORTS_DUE = "reports_due"
    REPORTS_TO_ACCEPT = "reports_to_accept"
    APPLICATIONS_LATE = "applications_late"
    REPORTS_ESCALATED = "reports_escalated"
    ACCESS_TO_DECIDE = "access_to_decide"
    OFFICERS_TO_CONFIRM = "officers_to_confirm"
    OWN_PAPER_UNREAD = "own_paper_unread"
    DEPUTATIONS_TO_ACCEPT = "deputations_to_accept"
    LOOK_ALIKES_TO_CLEAR = "look_alikes_to_clear"
    CHANGE_REQUESTS_TO_DECIDE = "change_requests_to_decide"
    ERASURES_TO_DECIDE = "erasures_to_decide"


class InboxItem(Read):
    """One thing that waits; `count`: how many; `since`: how long. `due`: the last day, where there is one.

    `subject_id`: a session, application, complaint, decree, order, delivery, machine or visit.
    """

    kind: Waiting
    subject_id: UUID | None
    title: str
    count: int
    since: datetime
    due: date | None
    overdue: bool


class Inbox(Read):
    """Nearest last day first, then what waits longest; at most 200 things."""

    items: list[InboxItem]
    as_of: datetime
