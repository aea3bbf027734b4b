"""Shapes of capital that is asked back and paid back. Whole rupiah."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Form
from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Line, OptionalParagraph, Paragraph, Read, Write
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.handover.capital.models import DemandStatus, ReceiptStatus

Amount = Annotated[Rupiah, Field(ge=1, le=10**12)]
Reference = Annotated[Line, StringConstraints(min_length=1, max_length=80, pattern=r"[A-Za-z0-9]")]


class DemandCreate(Write):
    """`due_on`: the last day on which the money should be back."""

    amount_rupiah: Amount
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]
    letter_number: Annotated[Line, StringConstraints(min_length=1, max_length=80)]
    due_on: OfficeDay


class DemandDecision(Write):
    action: Literal["approve", "refuse"]
    note: OptionalParagraph = None


class RefundTold(Write):
    """As the bank's paper says it. `demand_id`: what it answers; without one it is the rest that was not used."""

    amount_rupiah: Amount
    received_on: date
    bank_reference: Reference
    demand_id: UUID | None = None


class RefundDecision(Write):
    action: Literal["confirm", "refuse"]
    note: OptionalParagraph = None


async def of_form(
    amount_rupiah: Annotated[Amount, Form()], received_on: Annotated[OfficeDay, Form()],
    bank_reference: Annotated[Reference, Form()], demand_id: Annotated[UUID | None, Form()] = None,
) -> RefundTold:  # fmt: skip
    """A dependency: the form beside the paper."""
    return RefundTold(
        amount_rupiah=amount_rupiah, received_on=received_on, bank_reference=bank_reference, demand_id=demand_id
    )


RefundToldForm = Annotated[RefundTold, Depends(of_form)]


class DemandRead(Read):
    """`paid_rupiah`: what confirmed receipts say was paid of it; `left_rupiah`: what is still to come."""

    id: UUID
    status: DemandStatus
    amount_rupiah: int
    paid_rupiah: int
    left_rupiah: int
    reason: str
    letter_number: str
    due_on: date
    overdue: bool
    asker: str
    created_at: datetime
    decider: str | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class RefundRead(Read):
    """`booked`: the budget is less by it. Money that came after its year was closed is not booked."""

    id: UUID
    demand_id: UUID | None
    status: ReceiptStatus
    amount_rupiah: int
    received_on: date
    bank_reference: str
    file_id: UUID
    booked: bool
    recorder: str
    decider: str | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class ArrivedRead(Read):
    """A tranche that arrived. `left_rupiah`: what may still be asked back, or come back without being asked."""

    payment_id: UUID
    line_id: UUID
    name: str
    paid_on: date
    arrived_rupiah: int
    paid_back_rupiah: int
    left_rupiah: int
    demands: list[DemandRead]
    receipts: list[RefundRead]


class Refunds(Read):
    """What was granted, arrived, came back and stays with the group; the tranches that arrived, in order."""

    application_id: UUID
    granted_rupiah: int
    arrived_rupiah: int
    paid_back_rupiah: int
    kept_rupiah: int
    arrived: list[ArrivedRead]
