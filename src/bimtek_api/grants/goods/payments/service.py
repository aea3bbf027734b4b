"""Paying suppliers for what was accepted, by two people (G11)."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import alike
from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import FINANCE_1, FINANCE_2
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import holds
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import CaseHold
from bimtek_api.grants.goods.bank_returns import service as bank_returns
from bimtek_api.grants.goods.bank_returns.schemas import BankReturn
from bimtek_api.grants.goods.bank_returns.workflow import step_of
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.orders.errors import UnknownOrder
from bimtek_api.grants.goods.orders.models import Order
from bimtek_api.grants.goods.payments import repository
from bimtek_api.grants.goods.payments.errors import AboveAccepted, NotFailed
from bimtek_api.grants.goods.payments.models import PaymentDuty, PaymentStatus, SupplierPayment
from bimtek_api.grants.goods.payments.schemas import PaymentCreate, PaymentMove
from bimtek_api.grants.goods.payments.workflow import WORKFLOW, PaymentFacts
from bimtek_api.programmes.workdays import service as workdays
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal cair belum tiba.")
BEFORE_ORDER = N_("Tanggal cair lebih awal dari tanggal kontrak.")


async def left(db: AsyncSession, order_id: UUID) -> int:
    """What may still be paid for an order, in rupiah; below zero: what the supplier owes for what went back."""
    return await orders.accepted_value(db, order_id) - await repository.committed(db, order_id)


def actions(actor: Actor, payment: Row, hold: CaseHold | None) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do with a payment now."""
    facts = PaymentFacts(actor=actor, supplier_changed=payment.supplier_changed, hold=hold)
    return WORKFLOW.available(payment, actor, facts)


async def facts_of(db: AsyncSession, actor: Actor, payment: SupplierPayment, order_id: UUID) -> PaymentFacts:
    changed, held = await repository.changed_since(db, payment), await hold_of(db, order_id)
    return PaymentFacts(actor=actor, supplier_changed=changed, hold=held)


async def hold_of(db: AsyncSession, order_id: UUID) -> CaseHold | None:
    """What keeps one of the cases an order serves: nothing leaves for any of them then."""
    found = [await cases.hold(db, case_id) for case_id in await repository.cases(db, order_id)]
    return next(filter(None, found), None)


async def locked(db: AsyncSession, actor: Actor, order_id: UUID, permission: Permission) -> Order:
    """The order, after the cases it serves: the lock that the sum of its payments needs."""
    await orders.read(db, actor, order_id)
    for case_id in await repository.cases(db, order_id):
        await cases.lock(db, actor, case_id)
    order = await orders.lock(db, actor, order_id)
    expect_within(actor, permission, order.district_code, UnknownOrder)
    return order


async def take(db: AsyncSession, actor: Actor, payment: SupplierPayment, duty: str, *, free: bool) -> None:
    """One duty of the two in every case of the order."""
    person = applications.proposer(actor)
    for case_id in await repository.cases(db, payment.order_id):
        await duties.take(db, case_id, [person], duty, free=free)
        db.add(PaymentDuty(payment_id=payment.id, application_id=case_id, person_id=person, duty_group=duty))
    await db.flush()


async def prepare(db: AsyncSession, actor: Actor, once: Once, order_id: UUID, new: PaymentCreate) -> None:
    """A payment request (SPP) within what was accepted and is not yet paid."""
    order = await locked(db, actor, order_id, Permission.PAYMENT_PREPARE)
    if await once.earlier(db, actor.caller):
        return
    await workdays.expect_open(db, order.district_code)
    if (most := await left(db, order_id)) < new.amount_rupiah:
        raise AboveAccepted(left=papers.rupiah(max(0, most)))
    for case_id in await repository.cases(db, order_id):
        await holds.expect_free(db, case_id)
        await alike.expect_other_payee(db, case_id, order.supplier_id)
    if new.replaces_id and not await repository.replaceable(db, order_id, new.replaces_id):
        raise NotFailed
    payment = SupplierPayment(
        **new.model_dump(exclude={"no_conflict"}), order_id=order_id, district_code=order.district_code,
        status=PaymentStatus.PREPARED, prepared_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(payment)
    await db.flush()
    await take(db, actor, payment, FINANCE_1, free=new.no_conflict)
    await once.settle(db, actor.caller, payment.id)
    data = {"payment": str(payment.id), "amount": new.amount_rupiah}
    await record(db, actor, Entry("payment.prepared", ("order", order_id), order.district_code, data=data))


async def move(db: AsyncSession, actor: Actor, payment_id: UUID, seen: int, asked: PaymentMove) -> UUID:
    """Releases or cancels. Returns the order."""
    await require_step_up(db, actor)
    order_id = await repository.order_of(db, actor, payment_id)
    releasing = asked.action == "release"
    permission = Permission.PAYMENT_PREPARE if asked.action == "cancel" else Permission.PAYMENT_RELEASE
    order = await locked(db, actor, order_id, permission)
    payment = await repository.lock(db, payment_id)
    payment.expect(seen)
    if releasing:
        await expect_day(db, order, asked)
        await expect_payable(db, payment)
    facts = await facts_of(db, actor, payment, order_id)
    subject = ("order", order_id)
    async with transition(db, actor, WORKFLOW, payment, asked.action, facts, of=subject, reason=asked.reason) as step:
        step.data.update({"payment": str(payment_id), "amount": payment.amount_rupiah})
        if releasing:
            numbers = {"payment_order_number", "disbursement_number", "paid_on"}
            payment.sqlmodel_update(asked.model_dump(include=numbers) | {"released_by": actor.id})
            await db.flush()
            await take(db, actor, payment, FINANCE_2, free=asked.no_conflict)
    return order_id


async def take_back(
    db: AsyncSession, store: FileStore, actor: Actor, payment_id: UUID, seen: int, told: BankReturn
) -> UUID:
    """The bank sent the money back, or proves now what was said before. Returns the order."""
    await require_step_up(db, actor)
    order_id = await repository.order_of(db, actor, payment_id)
    await locked(db, actor, order_id, Permission.PAYMENT_RELEASE)
    payment = await repository.lock(db, payment_id)
    payment.expect(seen)
    facts = await facts_of(db, actor, payment, order_id)
    WORKFLOW.check(payment, step_of(payment), actor, facts, told.reason)
    proof = await bank_returns.keep(db, store, actor, payment, payment.paid_on, told)
    for case_id in await repository.cases(db, order_id):
        await duties.take(db, case_id, [applications.proposer(actor)], FINANCE_2)
    action, subject = step_of(payment), ("order", order_id)
    async with transition(db, actor, WORKFLOW, payment, action, facts, of=subject, reason=told.reason) as step:
        proof.fill(payment)
        step.data.update({"payment": str(payment_id), "amount": payment.amount_rupiah})
    return order_id


async def expect_payable(db: AsyncSession, payment: SupplierPayment) -> None:
    """Nothing went back since it was prepared, or there is enough left without it."""
    if (most := await left(db, payment.order_id)) < 0:
        raise AboveAccepted(left=papers.rupiah(max(0, payment.amount_rupiah + most)))


async def expect_day(db: AsyncSession, order: Order, asked: PaymentMove) -> None:
    if asked.paid_on and asked.paid_on > await regions.today(db, order.district_code):
        raise Invalid(Fault("/paid_on", "date_in_future", IN_FUTURE))
    if asked.paid_on and asked.paid_on < order.dated:
        raise Invalid(Fault("/paid_on", "date_before_order", BEFORE_ORDER))
