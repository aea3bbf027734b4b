"""Payments to suppliers. A trigger keeps them within what was accepted (G11)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, Plain
from bimtek_api.grants.goods.bank_returns.models import BankReturned, checks


class PaymentStatus(StrEnum):
    """`failed`: the bank sent it back; another payment may replace it."""

    PREPARED = "prepared"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SupplierPayment(Row, Versioned, Stamped, BankReturned, table=True):
    """Whole rupiah. Numbers of the treasury: request (SPP), payment order (SPM), disbursement order (SP2D)."""

    __tablename__ = "supplier_payments"
    __table_args__ = (
        Index(None, "order_id"),
        UniqueConstraint("district_code", "return_number"),
        *checks(),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint("released_by <> prepared_by", name="two_people"),
        CheckConstraint(
            "(status IN ('paid', 'failed')) = (released_by IS NOT NULL AND paid_on IS NOT NULL"
            " AND payment_order_number IS NOT NULL AND disbursement_number IS NOT NULL)",
            name="released",
        ),
    )

    order_id: Plain[UUID] = Field(foreign_key="orders.id")
    supplier_version_id: Plain[UUID] = Field(
        default=None, foreign_key="supplier_versions.id"
    )  # by a trigger, for good
    status: Plain[PaymentStatus] = choice(PaymentStatus, "status")
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    request_number: Plain[str] = Field(max_length=80)
    prepared_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    payment_order_number: Plain[str | None] = Field(default=None, max_length=80)
    disbursement_number: Plain[str | None] = Field(default=None, max_length=80)
    paid_on: Plain[date | None] = Field(default=None)
    released_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    released_at: Plain[datetime | None] = Field(default=None)  # by a trigger
    replaces_id: Plain[UUID | None] = Field(default=None, foreign_key="supplier_payments.id", unique=True)


class PaymentDuty(Row, Act, table=True):
    """Who prepared and who released a payment, in every case its order serves."""

    __tablename__ = "payment_duties"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_payment_duties_duty"),
        CheckConstraint("duty_group IN ('finance_1', 'finance_2')", name="duty"),
        UniqueConstraint("payment_id", "application_id", "duty_group"),
    )

    payment_id: Plain[UUID] = Field(foreign_key="supplier_payments.id")
