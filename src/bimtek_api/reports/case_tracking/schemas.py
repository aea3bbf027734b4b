"""The case as its group sees it."""

from datetime import date, datetime

from bimtek_api.core.fields import Read, Ref
from bimtek_api.grants.aftercare.monitoring.models import ReportStatus
from bimtek_api.grants.cases.appeals.schemas import AppealRead
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.grants.handover.capital.models import FundsStatus
from bimtek_api.grants.handover.refusals.models import RefusalReason


class CaseLink(Read):
    """The two halves of the address of the group's own page."""

    number: str
    secret: str


class Step(Read):
    at: datetime
    text: str
    reason: str | None


class Correction(Read):
    """What is asked back until when."""

    fields: list[str]
    due_on: date
    note: str | None


class HandoverSeen(Read):
    number: str
    handed_at: datetime
    code: str


class RefusedSeen(Read):
    """A piece the group did not take; `open`: another, or the same once it is good, is still owed."""

    name: str
    reason: RefusalReason
    refused_at: datetime
    open: bool


class ReportSeen(Read):
    due_on: date
    status: ReportStatus


class MoneySeen(Read):
    """One tranche of capital, in rupiah; `report_due_on` once it was paid. `paid_back_rupiah`: by receipts."""

    name: str
    amount_rupiah: int
    terms: str
    paid_on: date | None
    paid_back_rupiah: int
    report_due_on: date | None
    report_status: FundsStatus | None


class CaseTracking(Read):
    """`expected_on`: when the next step usually is done. `appeal_until`: up to when the group may object."""

    number: str
    group_name: str
    package_name: str
    district: Ref
    status: ApplicationStatus
    label: str
    next_actor: str | None
    since: datetime
    expected_on: date | None
    steps: list[Step]
    correction: Correction | None
    decree_number: str | None
    decree_dated: date | None
    handovers: list[HandoverSeen]
    refused: list[RefusedSeen]
    capital: list[MoneySeen]
    report: ReportSeen | None
    appeals: list[AppealRead]
    appeal_until: datetime | None
