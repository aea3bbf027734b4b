"""Payments to suppliers."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications.models import CaseHold
from bimtek_api.grants.goods.bank_returns.schemas import BankReturnForm
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.payments import repository, service
from bimtek_api.grants.goods.payments.schemas import PaymentCreate, PaymentMove, PaymentRead, Payments

router = APIRouter(tags=["goods"])
PLAIN = ("id", "status", "amount_rupiah", "request_number", "preparer", "payment_order_number", "disbursement_number",
         "paid_on", "releaser", "returned_on", "return_number", "return_file_id", "unproved", "replaces_id",
         "supplier", "supplier_nib", "bank", "account_holder", "account_last4", "supplier_changed",
         "version")  # fmt: skip


def shown(actor: Actor, row: Row, hold: CaseHold | None) -> PaymentRead:
    able, unable = service.actions(actor, row, hold)
    plain = {name: getattr(row, name) for name in PLAIN}
    return PaymentRead(**plain, available_actions=able, unavailable_actions=unable)


async def listed(db: AsyncSession, actor: Actor, order_id: UUID) -> Payments:
    await orders.read(db, actor, order_id)
    hold, left = await service.hold_of(db, order_id), await service.left(db, order_id)
    return Payments(
        items=[shown(actor, row, hold) for row in await repository.of_order(db, order_id)],
        accepted_rupiah=await orders.accepted_value(db, order_id), left_rupiah=max(0, left),
        claim_rupiah=max(0, -left),
    )  # fmt: skip


@router.get("/orders/{order_id}/payments", **needs(Permission.GRANT_READ))
async def list_payments(db: DB, actor: ActorDep, order_id: UUID) -> Payments:
    """What was paid for an order, and what may still be."""
    return await listed(db, actor, order_id)


@router.post("/orders/{order_id}/payments", status_code=201, **needs(Permission.PAYMENT_PREPARE))
async def prepare_payment(db: DB, actor: ActorDep, once: OnceDep, order_id: UUID, new: PaymentCreate) -> Payments:
    """Prepares a payment (SPP), never above what was accepted."""
    await service.prepare(db, actor, once, order_id, new)
    return await listed(db, actor, order_id)


@router.post("/payments/{payment_id}/transitions", **needs(Permission.PAYMENT_PREPARE))
async def move_payment(
    db: DB, actor: ActorDep, once: OnceDep, payment_id: UUID, seen: IfMatch, asked: PaymentMove
) -> Payments:
    """Releases a payment (SPM, SP2D), or cancels it."""
    return await listed(db, actor, await once.one(db, actor, service.move(db, actor, payment_id, seen, asked)))


@router.post("/payments/{payment_id}/returns", status_code=201, **needs(Permission.PAYMENT_RELEASE))
async def record_return(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, payment_id: UUID, seen: IfMatch, told: BankReturnForm
) -> Payments:
    """The bank sent the money back: its paper (PDF, JPEG or PNG), number and day, by another than who prepared it."""
    taken = service.take_back(db, request.app.state.store, actor, payment_id, seen, told)
    return await listed(db, actor, await once.one(db, actor, taken))
