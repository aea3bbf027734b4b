"""Shapes of capital tranches."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, OptionalParagraph, Paragraph, Read, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Rupiah as Whole
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.handover.capital.models import FundsStatus, TrancheStatus

SENDING = N_("Isi nomor SPM, nomor SP2D, dan tanggal SP2D.")
CONFIRMING = N_("Isi tanggal uang masuk ke rekening kelompok.")
TreasuryNumber = Annotated[Line, StringConstraints(min_length=1, max_length=80)]
Rupiah = Annotated[Whole, Field(ge=0, le=10**12)]


class ConditionCreate(Write):
    """`note`: what was seen."""

    note: Annotated[Paragraph, StringConstraints(min_length=1)]


class TranchePrepare(Write):
    """`request_number`: SPP."""

    request_number: TreasuryNumber
    no_conflict: bool = False


class TrancheMove(Write):
    """`send` needs SPM, SP2D and the day of the latter; `confirm` the day the money arrived; `cancel` a reason."""

    action: Literal["send", "cancel", "confirm"]
    payment_order_number: TreasuryNumber | None = None
    disbursement_number: TreasuryNumber | None = None
    day: OfficeDay | None = None
    reason: OptionalParagraph = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def complete(self) -> Self:
        if self.action == "send" and not (self.payment_order_number and self.disbursement_number and self.day):
            raise wrong("numbers_required", SENDING)
        if self.action == "confirm" and not self.day:
            raise wrong("day_required", CONFIRMING)
        return self


class FundsUse(Write):
    """Whole rupiah; together they are what was paid. `refund_number`: proof of what was paid back."""

    used_rupiah: Rupiah
    refunded_rupiah: Rupiah = 0
    refund_number: TreasuryNumber | None = None
    note: OptionalParagraph = None


class FundsDecision(Write):
    action: Literal["accept", "return"]
    note: OptionalParagraph = None


class ConditionRead(Read):
    note: str
    confirmer: str
    created_at: datetime


class TranchePaymentRead(Read):
    """`account`: bank and last digits the money went to."""

    id: UUID
    status: TrancheStatus
    amount_rupiah: int
    account: str
    request_number: str
    preparer: str
    payment_order_number: str | None
    disbursement_number: str | None
    sent_on: date | None
    paid_on: date | None
    releaser: str | None
    returned_on: date | None
    return_number: str | None
    return_file_id: UUID | None
    unproved: bool
    replaces_id: UUID | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class FundsReportRead(Read):
    """`proved_rupiah`: what confirmed receipts say was paid back; it is accepted when that is what it says."""

    id: UUID
    due_on: date
    overdue: bool
    status: FundsStatus
    amount_rupiah: int
    used_rupiah: int | None
    refunded_rupiah: int | None
    refund_number: str | None
    proved_rupiah: int
    note: str | None
    file_id: UUID | None
    submitter: str | None
    submitted_at: datetime | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class TrancheRead(Read):
    """One sum of the package. `blocked`: why it cannot be prepared now; empty when it can."""

    line_id: UUID
    name: str
    terms: str
    amount_rupiah: int
    report_days: int
    condition: ConditionRead | None
    payments: list[TranchePaymentRead]
    report: FundsReportRead | None
    blocked: Unavailable | None


class Capital(Read):
    """The tranches of a case in order; what reached the group of them, came back, and stays with it."""

    application_id: UUID
    tranches: list[TrancheRead]
    total_rupiah: int
    paid_rupiah: int
    paid_back_rupiah: int
    kept_rupiah: int
