"""Capital in tranches: conditions, payments, reports on use, and what comes back. Triggers hold the order."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Plain
from bimtek_api.grants.goods.bank_returns.models import BankReturned, checks


class TrancheCondition(Row, Stamped, table=True):
    """Somebody saw that the condition of a tranche is met. It is never taken back."""

    __tablename__ = "tranche_conditions"

    application_line_id: Plain[UUID] = Field(foreign_key="application_lines.id", unique=True)
    note: CaseText[str] = Field(max_length=2000)
    confirmed_by: ActedBy[UUID] = Field(foreign_key="identities.id")


class TrancheStatus(StrEnum):
    """`failed`: the bank sent it back; another payment takes its place."""

    PREPARED = "prepared"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TranchePayment(Row, Versioned, Stamped, BankReturned, table=True):
    """Whole rupiah. Numbers of the treasury: request (SPP), payment order (SPM), disbursement order (SP2D).

    `decree_line_id`: the recipient in force when it was prepared; a trigger writes it.
    """

    __tablename__ = "tranche_payments"
    __table_args__ = (
        Index(
            "uq_tranche_payments_live", "application_line_id", unique=True,
            postgresql_where=text("status IN ('prepared', 'sent', 'paid')"),
        ),
        Index(None, "application_id"),
        ForeignKeyConstraint(
            ["application_id", "decree_line_id"], ["decree_lines.application_id", "decree_lines.id"],
            name="fk_tranche_payments_decree_line",
        ),
        ForeignKeyConstraint(
            ["application_line_id"], ["tranche_conditions.application_line_id"], name="fk_tranche_payments_condition"
        ),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint("released_by <> prepared_by", name="two_people"),
        CheckConstraint(
            "(status IN ('sent', 'paid', 'failed')) = (released_by IS NOT NULL AND sent_on IS NOT NULL"
            " AND payment_order_number IS NOT NULL AND disbursement_number IS NOT NULL)",
            name="released",
        ),
        CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name="paid"),
        UniqueConstraint("district_code", "return_number"),
        *checks(),
    )  # fmt: skip

    application_line_id: Plain[UUID] = Field(foreign_key="application_lines.id")
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    account_id: Plain[UUID] = Field(foreign_key="group_accounts.id")
    decree_line_id: Plain[UUID | None] = Field(default=None)
    status: Plain[TrancheStatus] = choice(TrancheStatus, "status")
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    request_number: Plain[str] = Field(max_length=80)
    prepared_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    payment_order_number: Plain[str | None] = Field(default=None, max_length=80)
    disbursement_number: Plain[str | None] = Field(default=None, max_length=80)
    sent_on: Plain[date | None] = Field(default=None)
    paid_on: Plain[date | None] = Field(default=None)
    released_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    replaces_id: Plain[UUID | None] = Field(default=None, foreign_key="tranche_payments.id", unique=True)


class TrancheDuty(Row, Act, table=True):
    """Who prepared and who released a tranche."""

    __tablename__ = "tranche_duties"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_tranche_duties_duty"),
        CheckConstraint("duty_group IN ('finance_1', 'finance_2')", name="duty"),
        UniqueConstraint("payment_id", "duty_group"),
    )

    payment_id: Plain[UUID] = Field(foreign_key="tranche_payments.id")


class FundsStatus(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class FundsReport(Row, Versioned, Stamped, table=True):
    """What a paid tranche was used for; what was not used is paid back. Late, it stops the next tranche."""

    __tablename__ = "funds_reports"
    __table_args__ = (
        UniqueConstraint("application_line_id"),
        Index(None, "application_id"),
        Index(None, "district_code", "due_on"),
        CheckConstraint("decided_by <> submitted_by", name="two_people"),
        CheckConstraint("used_rupiah >= 0 AND refunded_rupiah >= 0", name="sums"),
        CheckConstraint(
            "status = 'due' OR (file_id IS NOT NULL AND submitted_by IS NOT NULL"
            " AND used_rupiah IS NOT NULL AND refunded_rupiah IS NOT NULL"
            " AND used_rupiah + refunded_rupiah = amount_rupiah)",
            name="complete",
        ),
        CheckConstraint("refunded_rupiah IS NULL OR refunded_rupiah = 0 OR refund_number IS NOT NULL", name="refund"),
    )

    application_line_id: Plain[UUID] = Field(foreign_key="application_lines.id")
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    due_on: Plain[date]
    status: Plain[FundsStatus] = choice(FundsStatus, "status")
    used_rupiah: Plain[int | None] = Field(default=None, sa_type=BigInteger)
    refunded_rupiah: Plain[int | None] = Field(default=None, sa_type=BigInteger)
    refund_number: Plain[str | None] = Field(default=None, max_length=80)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    submitted_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    submitted_at: Plain[datetime | None] = Field(default=None)
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)


class DemandStatus(StrEnum):
    """`paid`: its confirmed receipts are whole. `withdrawn`, `let_go`: ended by a ruling of two."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    LET_GO = "let_go"


class RefundDemand(Row, Versioned, Stamped, table=True):
    """Capital that arrived is asked back: by one with a letter, decided by another. It stands until it is paid.

    Triggers hold it within what arrived and was not asked back yet.
    """

    __tablename__ = "refund_demands"
    __table_args__ = (
        Index(None, "payment_id"),
        Index(None, "application_id"),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint("decided_by <> asked_by", name="two_people"),
        CheckConstraint(
            "(status = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name="decided",
        ),
    )

    payment_id: Plain[UUID] = Field(foreign_key="tranche_payments.id")
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[DemandStatus] = choice(DemandStatus, "status")
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    reason: CaseText[str] = Field(max_length=2000)
    letter_number: Plain[str] = Field(max_length=80)
    due_on: Plain[date]
    asked_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)


class ReceiptStatus(StrEnum):
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class RefundReceipt(Row, Versioned, Stamped, table=True):
    """Money a group paid back, with the bank's paper: recorded by one, confirmed by another, and booked only then.

    `demand_id`: what it answers; without one it is the rest that was not used. `reference_key`: by a trigger, so that
    one reference proves one receipt, however it is written.
    """

    __tablename__ = "refund_receipts"
    __table_args__ = (
        Index(None, "payment_id"),
        Index(None, "application_id"),
        Index(None, "demand_id"),
        Index(
            "uq_refund_receipts_reference", "district_code", "reference_key", unique=True,
            postgresql_where=text("status <> 'refused'"),
        ),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint("reference_key <> ''", name="reference"),
        CheckConstraint("decided_by <> recorded_by", name="two_people"),
        CheckConstraint(
            "(status = 'recorded') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name="decided",
        ),
    )  # fmt: skip

    payment_id: Plain[UUID] = Field(foreign_key="tranche_payments.id")
    demand_id: Plain[UUID | None] = Field(default=None, foreign_key="refund_demands.id")
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[ReceiptStatus] = choice(ReceiptStatus, "status")
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    received_on: Plain[date]
    bank_reference: Plain[str] = Field(max_length=80)
    reference_key: Plain[str] = Field(default=None, max_length=80)  # by a trigger
    file_id: Evidence[UUID] = Field(foreign_key="files.id")
    recorded_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)
