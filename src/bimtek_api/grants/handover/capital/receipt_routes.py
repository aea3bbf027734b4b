"""Capital that is asked back and paid back."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Acting
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.handover.capital import money_statements as money
from bimtek_api.grants.handover.capital import recalls, receipts, repository
from bimtek_api.grants.handover.capital.receipt_schemas import (
    ArrivedRead,
    DemandCreate,
    DemandDecision,
    DemandRead,
    RefundDecision,
    RefundRead,
    Refunds,
    RefundToldForm,
)
from bimtek_api.grants.handover.capital.workflow import DEMAND, RECEIPT

router = APIRouter(tags=["capital"])
ARRIVED = ("payment_id", "line_id", "name", "paid_on", "arrived_rupiah", "paid_back_rupiah", "left_rupiah")
ASKED = ("id", "status", "amount_rupiah", "paid_rupiah", "left_rupiah", "reason", "letter_number", "due_on",
         "overdue", "asker", "created_at", "decider", "decision_note", "version")  # fmt: skip
RETURNED = ("id", "demand_id", "status", "amount_rupiah", "received_on", "bank_reference", "file_id", "booked",
            "recorder", "decider", "decision_note", "version")  # fmt: skip


def demand_read(facts: Acting, row: Row) -> DemandRead:
    able, unable = DEMAND.available(row, facts.actor, facts)
    plain = {name: getattr(row, name) for name in ASKED}
    return DemandRead(**plain, available_actions=able, unavailable_actions=unable)


def refund_read(facts: Acting, row: Row) -> RefundRead:
    able, unable = RECEIPT.available(row, facts.actor, facts)
    plain = {name: getattr(row, name) for name in RETURNED}
    return RefundRead(**plain, available_actions=able, unavailable_actions=unable)


def arrived_read(facts: Acting, row: Row, asked: Sequence[Row], returned: Sequence[Row]) -> ArrivedRead:
    return ArrivedRead(
        **{name: getattr(row, name) for name in ARRIVED},
        demands=[demand_read(facts, each) for each in asked if each.payment_id == row.payment_id],
        receipts=[refund_read(facts, each) for each in returned if each.payment_id == row.payment_id],
    )


async def shown(db: AsyncSession, actor: Actor, case_id: UUID) -> Refunds:
    await cases.read(db, actor, case_id)
    facts, rows = await outside.acting(db, actor, case_id), await money.arrived(db, case_id)
    asked, returned = await money.demands(db, case_id), await money.receipts(db, case_id)
    paid, back = sum(each.arrived_rupiah for each in rows), sum(each.paid_back_rupiah for each in rows)
    granted = sum(each.price_rupiah for each in await repository.of_case(db, case_id))
    return Refunds(
        application_id=case_id, granted_rupiah=granted, arrived_rupiah=paid, paid_back_rupiah=back,
        kept_rupiah=paid - back, arrived=[arrived_read(facts, each, asked, returned) for each in rows],
    )  # fmt: skip


@router.get("/applications/{application_id}/refunds", **needs(Permission.GRANT_READ))
async def read_refunds(db: DB, actor: ActorDep, application_id: UUID) -> Refunds:
    """What of a case's capital arrived, is asked back, came back and stays with the group."""
    return await shown(db, actor, application_id)


@router.post(
    "/tranche-payments/{tranche_payment_id}/refund-demands", status_code=201, **needs(Permission.ASSET_WATCH)
)
async def demand_refund(
    db: DB, actor: ActorDep, once: OnceDep, tranche_payment_id: UUID, new: DemandCreate
) -> Refunds:
    """Asks capital back that arrived, with a reason and a letter; another officer decides."""
    return await shown(db, actor, await once.one(db, actor, recalls.ask(db, actor, tranche_payment_id, new)))


@router.post("/refund-demands/{refund_demand_id}/decisions", **needs(Permission.ASSET_DECIDE))
async def decide_refund_demand(
    db: DB, actor: ActorDep, once: OnceDep, refund_demand_id: UUID, seen: IfMatch, given: DemandDecision
) -> Refunds:
    """Approved or refused by another officer; the next tranche waits until the money is back."""
    decided = recalls.decide(db, actor, refund_demand_id, seen, given)
    return await shown(db, actor, await once.one(db, actor, decided))


@router.post(
    "/tranche-payments/{tranche_payment_id}/refund-receipts", status_code=201, **needs(Permission.PAYMENT_PREPARE)
)
async def record_refund(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    tranche_payment_id: UUID,
    file: UploadFile,
    told: RefundToldForm,
) -> Refunds:
    """What a group paid back, with the bank's paper: PDF, JPEG or PNG. Nothing is booked yet."""
    store, content = request.app.state.store, await file.read()
    kept = receipts.keep(db, store, actor, tranche_payment_id, told, content)
    return await shown(db, actor, await once.one(db, actor, kept))


@router.post("/refund-receipts/{refund_receipt_id}/decisions", **needs(Permission.PAYMENT_RELEASE))
async def decide_refund(
    db: DB, actor: ActorDep, once: OnceDep, refund_receipt_id: UUID, seen: IfMatch, given: RefundDecision
) -> Refunds:
    """Confirmed and booked, or refused, by another officer than the one who recorded it."""
    decided = receipts.decide(db, actor, refund_receipt_id, seen, given)
    return await shown(db, actor, await once.one(db, actor, decided))
