"""Event, audience, channel: who is told of what, and how. What is sent follows from TABLE, and docs/messages.md is
drawn from it. What changes nobody's matter, or is told by another event, stands in `exceptions.py` with its reason.

Channels of everybody outside the office: mail; without an address the gateway for chat; without one the officer's
list with a text ready for WhatsApp. An officer reads her own account's news in a mail, and what waits in her inbox.
"""

from dataclasses import dataclass
from enum import StrEnum

from bimtek_api.access.logins.notices import TEXTS
from bimtek_api.exchange.notifications.kinds import MessageKind as K


class Audience(StrEnum):
    PARTICIPANT = "participant"  # whoever registered
    EXPECTED = "expected"  # everybody who has something to lose in a session
    RECORD = "record"  # whose data it is: the person, or the chair of the group
    DELEGATION = "delegation"  # who answers for a delegation
    CHAIR = "chair"  # of the group whose case it is
    CHAIRS = "chairs"  # of every group a document or a load of goods is for
    COMPLAINANT = "complainant"
    OFFICER = "officer"  # about her own account


@dataclass(frozen=True)
class Telling:
    """`kind` is the text; an officer's own mail has its texts by event."""

    audience: Audience
    kind: K | None = None


P, X, C = Audience.PARTICIPANT, Audience.EXPECTED, Audience.CHAIR
PEOPLE = {
    "registration.submitted": Telling(P, K.RECEIVED),
    "registration.queued": Telling(P, K.QUEUED),
    "registration.rejoined": Telling(P, K.QUEUED),
    "registration.promoted": Telling(P, K.SEATED),
    "registration.offered": Telling(P, K.OFFERED),
    "registration.invited": Telling(P, K.INVITED),
    "registration.offer_accepted": Telling(P, K.OFFER_TAKEN),
    "registration.offer_lapsed": Telling(P, K.OFFER_LAPSED),
    "registration.accepted": Telling(P, K.ACCEPTED),
    "registration.rejected": Telling(P, K.REJECTED),
    "registration.returned": Telling(P, K.RETURNED),
    "registration.lapsed": Telling(P, K.LAPSED),
    "registration.withdrawn": Telling(P, K.WITHDRAWN),
    "registration.substituted": Telling(P, K.SUBSTITUTED),
    "registration.cancelled": Telling(P, K.CANCELLED),
    "registration.completed": Telling(P, K.COMPLETED),
    "registration.not_completed": Telling(P, K.NOT_COMPLETED),
    "registration.no_show": Telling(P, K.NO_SHOW),
    "registration.closed_unserved": Telling(P, K.UNSERVED),
    "certificate.revoked": Telling(P, K.CERTIFICATE_REVOKED),
    "certificate.reissued": Telling(P, K.CERTIFICATE_REISSUED),
    "receipt.code_asked": Telling(P, K.ONE_TIME_CODE),
    "session.postponed": Telling(X, K.POSTPONED),
    "session.republished": Telling(X, K.NEW_DATES),
    "session.changed": Telling(X, K.PLAN_CHANGED),
    "session.reminded": Telling(X, K.REMINDER),
    "delegation.registered": Telling(Audience.DELEGATION, K.DELEGATION_RECEIVED),
    "change.applied": Telling(Audience.RECORD, K.RECORD_CORRECTED),
    "participant.erasure_refused": Telling(Audience.RECORD, K.ERASURE_REFUSED),
}
GROUPS = {
    "application.call_closing": Telling(C, K.CALL_CLOSING),
    "application.submitted": Telling(C, K.CASE_RECEIVED),
    "application.returned": Telling(C, K.CASE_RETURNED),
    "application.return_closing": Telling(C, K.CASE_RETURN_CLOSING),
    "application.resubmitted": Telling(C, K.CASE_CORRECTED),
    "application.lapsed": Telling(C, K.CASE_LAPSED),
    "application.withdrawn": Telling(C, K.CASE_WITHDRAWN),
    "application.verified": Telling(C, K.CASE_COMPLETE),  # or CASE_VISIT_COMES, where a visit is next
    "application.found_fit": Telling(C, K.CASE_FIT),
    "application.found_unfit": Telling(C, K.CASE_UNFIT),
    "application.visit_again": Telling(C, K.CASE_VISIT_AGAIN),
    "application.found_ineligible": Telling(C, K.CASE_INELIGIBLE),
    "application.selected": Telling(C, K.CASE_SELECTED),
    "application.kept_in_reserve": Telling(C, K.CASE_RESERVE),
    "application.not_selected": Telling(C, K.CASE_NOT_SELECTED),
    "application.promoted": Telling(C, K.CASE_PROMOTED),
    "application.approved": Telling(C, K.CASE_APPROVED),
    "application.rejected": Telling(C, K.CASE_REJECTED),
    "application.approval_cancelled": Telling(C, K.CASE_APPROVAL_CANCELLED),
    "application.decreed": Telling(C, K.CASE_DECREED),
    "application.decree_revoked": Telling(C, K.CASE_DECREE_REVOKED),
    "application.people_amended": Telling(C, K.CASE_PEOPLE_AMENDED),
    "application.held": Telling(C, K.CASE_HELD),
    "application.let_go": Telling(C, K.CASE_LET_GO),
    "application.appeal_closing": Telling(C, K.APPEAL_CLOSING),
    "application.appealed": Telling(C, K.APPEAL_RECEIVED),
    "application.appeal_dismissed": Telling(C, K.APPEAL_DISMISSED),
    "application.reopened": Telling(C, K.APPEAL_UPHELD),
    "appointment.visit_planned": Telling(C, K.VISIT_PLANNED),
    "appointment.handover_planned": Telling(C, K.HANDOVER_PLANNED),
    "appointment.cancelled": Telling(C, K.APPOINTMENT_CANCELLED),
    "order.placed": Telling(Audience.CHAIRS, K.GOODS_EXPECTED),
    "dispatch.sent": Telling(Audience.CHAIRS, K.GOODS_ON_THE_WAY),
    "dispatch.arrived": Telling(Audience.CHAIRS, K.GOODS_ARRIVED),
    "handover.recorded": Telling(C, K.HANDOVER_DONE),
    "handover.no_show": Telling(C, K.HANDOVER_MISSED),
    "handover.refused": Telling(C, K.HANDOVER_REFUSED),
    "handover.pieces_refused": Telling(C, K.PIECES_REFUSED),
    "handover.disputed": Telling(C, K.DISPUTE_RECEIVED),
    "handover.dispute_upheld": Telling(C, K.DISPUTE_UPHELD),
    "handover.dispute_dismissed": Telling(C, K.DISPUTE_DISMISSED),
    "application.closed_short": Telling(C, K.CASE_CLOSED_SHORT),
    "tranche.sent": Telling(C, K.MONEY_SENT),
    "tranche.paid": Telling(C, K.MONEY_PAID),
    "tranche.failed": Telling(C, K.MONEY_FAILED),
    "funds_report.due_soon": Telling(C, K.FUNDS_REPORT_DUE),
    "funds_report.overdue": Telling(C, K.FUNDS_REPORT_OVERDUE),
    "funds_report.submitted": Telling(C, K.FUNDS_REPORT_RECEIVED),
    "funds_report.accepted": Telling(C, K.FUNDS_REPORT_ACCEPTED),
    "funds_report.returned": Telling(C, K.FUNDS_REPORT_RETURNED),
    "refund.demand_approved": Telling(C, K.REFUND_ASKED),
    "refund.demand_withdrawn": Telling(C, K.REFUND_ENDED),
    "refund.rest_let_go": Telling(C, K.REFUND_ENDED),
    "refund.confirmed": Telling(C, K.REFUND_RECEIVED),
    "refund.receipt_refused": Telling(C, K.REFUND_NOT_ACCEPTED),
    "visit.due_soon": Telling(C, K.VISIT_DUE),
    "report.due_soon": Telling(C, K.REPORT_DUE),
    "report.overdue": Telling(C, K.REPORT_OVERDUE),
    "report.submitted": Telling(C, K.REPORT_RECEIVED),
    "report.accepted": Telling(C, K.REPORT_ACCEPTED),
    "report.returned": Telling(C, K.REPORT_RETURNED),
    "asset.recall_approved": Telling(C, K.ASSET_RECALLED),
    "asset.title_transferred": Telling(C, K.TITLE_TRANSFERRED),
    "application.breached": Telling(C, K.CASE_BREACHED),
    "application.remedied": Telling(C, K.CASE_REMEDIED),
    "application.recalled_aid": Telling(C, K.CASE_AID_RECALLED),
    "application.closed": Telling(C, K.CASE_CLOSED),
}
COMPLAINANTS = {
    "complaint.received": Telling(Audience.COMPLAINANT, K.COMPLAINT_RECEIVED),
    "complaint.message": Telling(Audience.COMPLAINANT, K.COMPLAINT_MESSAGE),
    "complaint.held": Telling(Audience.COMPLAINANT, K.COMPLAINT_HELD),
    "complaint.resumed": Telling(Audience.COMPLAINANT, K.COMPLAINT_RESUMED),
    "complaint.resolved": Telling(Audience.COMPLAINANT, K.COMPLAINT_ANSWERED),
    "complaint.closed": Telling(Audience.COMPLAINANT, K.COMPLAINT_CLOSED),
}
OWN_ACCOUNT = dict.fromkeys(TEXTS, Telling(Audience.OFFICER))
OUTBOX = PEOPLE | GROUPS | COMPLAINANTS  # what leaves through `messages`
TABLE = OUTBOX | OWN_ACCOUNT
