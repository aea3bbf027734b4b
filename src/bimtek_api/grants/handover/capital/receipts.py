"""Money a group pays back: recorded by one with the bank's paper, confirmed by another, and booked only then."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.workflow import Acting
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.decrees import service as decreeing
from bimtek_api.grants.goods.bank_returns import repository as bank_returns
from bimtek_api.grants.handover.capital import money_statements as money
from bimtek_api.grants.handover.capital.errors import ReferenceKnown, UnknownDemand
from bimtek_api.grants.handover.capital.models import ReceiptStatus, RefundDemand, RefundReceipt, TranchePayment
from bimtek_api.grants.handover.capital.receipt_schemas import RefundDecision, RefundTold
from bimtek_api.grants.handover.capital.taking_back import arrived, expect_room, tell
from bimtek_api.grants.handover.capital.workflow import END, RECEIPT
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal setor belum tiba.")
BEFORE_PAID = N_("Tanggal setor lebih awal dari tanggal uang masuk ke rekening kelompok.")


async def keep(
    db: AsyncSession, store: FileStore, actor: Actor, payment_id: UUID, told: RefundTold, content: bytes
) -> UUID:
    """Never more than is asked back, or than arrived; one reference proves one receipt. Returns the case."""
    case, payment = await arrived(db, actor, payment_id, Permission.PAYMENT_PREPARE)
    await expect_day(db, payment, told)
    expect_room(told.amount_rupiah, await room(db, payment_id, told.demand_id))
    if await bank_returns.is_known(db, case.district_code, told.bank_reference):
        raise ReferenceKnown
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="refund", media_type=media_type, name=f"bukti-setor.{ending}",
        district=case.district_code,
    )  # fmt: skip
    receipt = RefundReceipt(
        **told.model_dump(), payment_id=payment_id, application_id=case.id, district_code=case.district_code,
        status=ReceiptStatus.RECORDED, file_id=stored.id, recorded_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(receipt)
    try:
        await db.flush()
    except IntegrityError as twice:  # in another case at the same moment
        raise ReferenceKnown from twice
    await tell(db, actor, receipt, told.bank_reference, "refund.recorded", None)
    return case.id


async def expect_day(db: AsyncSession, payment: TranchePayment, told: RefundTold) -> None:
    if told.received_on > await regions.today(db, payment.district_code):
        raise Invalid(Fault("/received_on", "date_in_future", IN_FUTURE))
    if payment.paid_on and told.received_on < payment.paid_on:
        raise Invalid(Fault("/received_on", "date_before_paid", BEFORE_PAID))


async def room(db: AsyncSession, payment_id: UUID, demand_id: UUID | None) -> int:
    """What may still be paid back: of a demand, or without one."""
    if demand_id is None:
        return await money.refund_room(db, payment_id)
    left = await money.demand_room(db, payment_id, demand_id)
    if left is None:
        raise UnknownDemand
    return left


async def decide(db: AsyncSession, actor: Actor, receipt_id: UUID, seen: int, given: RefundDecision) -> UUID:
    """Confirmed, it is no longer spent. Returns the case."""
    await require_step_up(db, actor)
    payment_id = await money.payment_of(db, actor, RefundReceipt, receipt_id)
    case, payment = await arrived(db, actor, payment_id, Permission.PAYMENT_RELEASE)
    receipt = await money.lock_told(db, RefundReceipt, receipt_id)
    receipt.expect(seen)
    facts, now = await outside.acting(db, actor, case.id), await clock.now(db)
    moved = RECEIPT.move(receipt, given.action, actor, facts, given.note)
    receipt.decided_by, receipt.decided_at, receipt.decision_note = applications.proposer(actor), now, given.note
    await db.flush()
    if receipt.status == ReceiptStatus.CONFIRMED:
        line_id = await money.spent_from(db, payment)
        await decreeing.pay_back(db, line_id, receipt.amount_rupiah, receipt.id)
    await tell(db, actor, receipt, receipt.bank_reference, moved, given.note)
    if receipt.status == ReceiptStatus.CONFIRMED and receipt.demand_id:
        await settle(db, actor, receipt.demand_id, facts)
    return case.id


async def settle(db: AsyncSession, actor: Actor, demand_id: UUID, facts: Acting) -> None:
    """Whole, the demand is paid; before, it stands with what is left."""
    demand = await money.lock_told(db, RefundDemand, demand_id)
    if await money.demand_paid(db, demand_id) == demand.amount_rupiah:
        moved = END.move(demand, "pay", actor, facts)
        await db.flush()
        await tell(db, actor, demand, demand.letter_number, moved, None)
