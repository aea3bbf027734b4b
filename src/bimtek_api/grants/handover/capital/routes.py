"""Capital tranches."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import OptionalParagraph
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Unavailable
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications.models import ApplicationLine
from bimtek_api.grants.goods.bank_returns.schemas import BankReturnForm
from bimtek_api.grants.handover.capital import repository, service, uses
from bimtek_api.grants.handover.capital.schemas import (
    Capital,
    ConditionCreate,
    ConditionRead,
    FundsDecision,
    FundsReportRead,
    FundsUse,
    Rupiah,
    TrancheMove,
    TranchePaymentRead,
    TranchePrepare,
    TrancheRead,
    TreasuryNumber,
)
from bimtek_api.grants.handover.capital.standing import Standing, standing
from bimtek_api.grants.handover.capital.workflow import PAYMENT, REPORT, PaymentFacts, ReportFacts

router = APIRouter(tags=["capital"])
PAYMENT_PLAIN = ("id", "status", "amount_rupiah", "request_number", "preparer", "payment_order_number",
                 "disbursement_number", "sent_on", "paid_on", "releaser", "returned_on", "return_number",
                 "return_file_id", "unproved",
                 "replaces_id", "version")  # fmt: skip
REPORT_PLAIN = ("id", "due_on", "overdue", "status", "amount_rupiah", "used_rupiah", "refunded_rupiah",
                "refund_number", "proved_rupiah", "note", "file_id", "submitter", "submitted_at", "decision_note",
                "version")  # fmt: skip


def payment_read(actor: Actor, row: Row, found: Standing) -> TranchePaymentRead:
    facts = PaymentFacts(
        actor=actor, account_changed=row.account_changed, hold=found.hold, asked_back=found.asked_back
    )
    able, unable = PAYMENT.available(row, actor, facts)
    plain = {name: getattr(row, name) for name in PAYMENT_PLAIN}
    account = f"{row.bank} …{row.number_last4}"
    return TranchePaymentRead(**plain, account=account, available_actions=able, unavailable_actions=unable)


def report_read(actor: Actor, row: Row, *, applied: bool) -> FundsReportRead:
    facts = ReportFacts(actor=actor, applied=applied, proved=row.proved_rupiah)
    able, unable = REPORT.available(row, actor, facts)
    plain = {name: getattr(row, name) for name in REPORT_PLAIN}
    return FundsReportRead(**plain, available_actions=able, unavailable_actions=unable)


def tranche_read(
    actor: Actor, line: ApplicationLine, found: Standing, report: Row | None, *, applied: bool
) -> TrancheRead:  # fmt: skip
    met, no = found.conditions.get(line.id), found.blocked(line, actor)
    return TrancheRead(
        line_id=line.id, name=line.name, terms=line.terms or "", amount_rupiah=line.price_rupiah,
        report_days=line.report_days or 0, condition=ConditionRead.model_validate(met) if met else None,
        payments=[payment_read(actor, each, found) for each in found.of(line.id)],
        report=report_read(actor, report, applied=applied) if report else None,
        blocked=Unavailable(action="prepare", code=no.code, reason=no.detail) if no else None,
    )  # fmt: skip


async def shown(db: AsyncSession, actor: Actor, case_id: UUID) -> Capital:
    found = await standing(db, await cases.read(db, actor, case_id))
    reports = await repository.reports(db, case_id)
    applied = await outside.applied(db, actor, case_id)
    tranches = [tranche_read(actor, line, found, reports.get(line.id), applied=applied) for line in found.tranches]
    paid = sum(line.price_rupiah for line in found.tranches if found.paid(line.id))
    total = sum(line.price_rupiah for line in found.tranches)
    back = sum(each.proved_rupiah for each in reports.values())
    return Capital(
        application_id=case_id, tranches=tranches, total_rupiah=total, paid_rupiah=paid, paid_back_rupiah=back,
        kept_rupiah=paid - back,
    )  # fmt: skip


@router.get("/applications/{application_id}/capital", **needs(Permission.GRANT_READ))
async def read_capital(db: DB, actor: ActorDep, application_id: UUID) -> Capital:
    """The tranches of a case: conditions, payments and reports on their use."""
    return await shown(db, actor, application_id)


@router.post("/tranches/{tranche_id}/conditions", status_code=201, **needs(Permission.ASSET_WATCH))
async def confirm_condition(
    db: DB, actor: ActorDep, once: OnceDep, tranche_id: UUID, new: ConditionCreate
) -> Capital:
    """The district saw that the condition of a tranche is met."""
    return await shown(db, actor, await once.one(db, actor, service.confirm_condition(db, actor, tranche_id, new)))


@router.post("/tranches/{tranche_id}/payments", status_code=201, **needs(Permission.PAYMENT_PREPARE))
async def prepare_tranche(db: DB, actor: ActorDep, once: OnceDep, tranche_id: UUID, new: TranchePrepare) -> Capital:
    """Prepares the payment of a tranche (SPP); the answer of a refusal says what must come first."""
    return await shown(db, actor, await service.prepare(db, actor, once, tranche_id, new))


@router.post("/tranche-payments/{tranche_payment_id}/transitions", **needs(Permission.PAYMENT_PREPARE))
async def move_tranche(
    db: DB, actor: ActorDep, once: OnceDep, tranche_payment_id: UUID, seen: IfMatch, asked: TrancheMove
) -> Capital:
    """Sends a payment to the bank (SPM, SP2D), cancels it, or records that the money arrived."""
    return await shown(db, actor, await once.one(db, actor, service.move(db, actor, tranche_payment_id, seen, asked)))


@router.post("/tranche-payments/{tranche_payment_id}/returns", status_code=201, **needs(Permission.PAYMENT_RELEASE))
async def record_tranche_return(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    tranche_payment_id: UUID,
    seen: IfMatch,
    told: BankReturnForm,
) -> Capital:
    """The bank sent the money back: its paper (PDF, JPEG or PNG), number and day, by another than who prepared it."""
    taken = service.take_back(db, request.app.state.store, actor, tranche_payment_id, seen, told)
    return await shown(db, actor, await once.one(db, actor, taken))


@router.post("/funds-reports/{funds_report_id}/submissions", status_code=201, **needs(Permission.ASSET_WATCH))
async def hand_in_funds_report(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    funds_report_id: UUID,
    file: UploadFile,
    used_rupiah: Annotated[Rupiah, Form()],
    refunded_rupiah: Annotated[Rupiah, Form()] = 0,
    refund_number: Annotated[TreasuryNumber | None, Form()] = None,
    note: Annotated[OptionalParagraph, Form()] = None,
) -> Capital:
    """What a tranche was used for, with its receipts: PDF, JPEG or PNG."""
    told = FundsUse(used_rupiah=used_rupiah, refunded_rupiah=refunded_rupiah, refund_number=refund_number, note=note)
    store, content = request.app.state.store, await file.read()
    sent = uses.hand_in(db, store, actor, funds_report_id, told, content)
    return await shown(db, actor, await once.one(db, actor, sent))


@router.post("/funds-reports/{funds_report_id}/decisions", **needs(Permission.APPLICATION_CHECK))
async def decide_funds_report(
    db: DB, actor: ActorDep, once: OnceDep, funds_report_id: UUID, seen: IfMatch, given: FundsDecision
) -> Capital:
    """Accepted or returned by another officer than the one who handed it in."""
    decided = uses.decide(db, actor, funds_report_id, seen, given)
    return await shown(db, actor, await once.one(db, actor, decided))
