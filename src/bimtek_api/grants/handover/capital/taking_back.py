"""What asking money back and paying it back have in common: the payment that arrived, and the line in the history."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.core.workflow import Moved
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.capital import repository
from bimtek_api.grants.handover.capital.errors import AboveArrived, NothingArrived
from bimtek_api.grants.handover.capital.models import RefundDemand, RefundReceipt, TranchePayment, TrancheStatus


async def arrived(
    db: AsyncSession, actor: Actor, payment_id: UUID, permission: Permission
) -> tuple[Application, TranchePayment]:
    """The case and a payment of it that reached the group, both locked: sums of what comes back need it."""
    case = await cases.lock(db, actor, await repository.case_of(db, actor, payment_id))
    expect_on(actor, permission, case, UnknownApplication)
    payment = await repository.lock_payment(db, payment_id)
    if payment.status != TrancheStatus.PAID:
        raise NothingArrived
    return case, payment


def expect_room(amount: int, room: int) -> None:
    if amount > room:
        raise AboveArrived(left=papers.rupiah(room))


async def tell(
    db: AsyncSession, actor: Actor, told: RefundDemand | RefundReceipt, number: str, said: str | Moved,
    reason: str | None,
) -> None:  # fmt: skip
    """In the history of the case, with the tranche's name and the letter's or the bank's number."""
    payment = await repository.lock_payment(db, told.payment_id)
    line = await repository.one(db, payment.application_line_id)
    name, *steps = (said,) if isinstance(said, str) else (said.event, said.before, said.after)
    data = {"tranche": line.name, "amount": told.amount_rupiah, "number": number}
    entry = Entry(
        name, ("application", told.application_id), told.district_code, None, *steps, reason=reason, data=data
    )
    await record(db, actor, entry)
