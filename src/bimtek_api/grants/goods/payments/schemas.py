"""Shapes of payments to suppliers."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import OptionalParagraph, Read, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.goods.orders.schemas import OrderNumber
from bimtek_api.grants.goods.payments.models import PaymentStatus

required(
    amount_rupiah=N_("Tulis jumlahnya."),
    request_number=N_("Tulis nomor SPP."),
)

NUMBERS = N_("Isi nomor SPM, nomor SP2D, dan tanggal cair.")


class PaymentCreate(Write):
    """`request_number`: SPP. `replaces_id`: the failed payment it is sent again for."""

    amount_rupiah: Rupiah = Field(ge=1, le=1_000_000_000_000)
    request_number: OrderNumber
    replaces_id: UUID | None = None
    no_conflict: bool = False


class PaymentMove(Write):
    """`release` needs the numbers of SPM and SP2D and the day; `cancel` a reason."""

    action: Literal["release", "cancel"]
    payment_order_number: OrderNumber | None = None
    disbursement_number: OrderNumber | None = None
    paid_on: OfficeDay | None = None
    reason: OptionalParagraph = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def numbered(self) -> Self:
        if self.action == "release" and not (self.payment_order_number and self.disbursement_number and self.paid_on):
            raise wrong("numbers_required", NUMBERS)
        return self


class PaymentRead(Read):
    """`supplier` to `account_last4`: as they stood when it was prepared; `supplier_changed`: not any more."""

    id: UUID
    status: PaymentStatus
    amount_rupiah: int
    request_number: str
    preparer: str
    payment_order_number: str | None
    disbursement_number: str | None
    paid_on: date | None
    releaser: str | None
    returned_on: date | None
    return_number: str | None
    return_file_id: UUID | None
    unproved: bool
    replaces_id: UUID | None
    supplier: str
    supplier_nib: str
    bank: str | None
    account_holder: str | None
    account_last4: str | None
    supplier_changed: bool
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Payments(Read):
    """`left_rupiah`: accepted, and neither paid nor prepared to be. `claim_rupiah`: paid or prepared for pieces that
    went back since: the supplier brings others, or the money comes back through the bank."""

    items: list[PaymentRead]
    accepted_rupiah: int
    left_rupiah: int
    claim_rupiah: int
