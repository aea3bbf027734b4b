"""Paying capital by two treasurers: prepared (SPP), sent (SPM, SP2D), arrived or sent back by the bank."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import FINANCE_1, FINANCE_2
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import people
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.cases.decrees import service as decreeing
from bimtek_api.grants.catalogue.rules import service as rules
from bimtek_api.grants.catalogue.rules.models import Occasion
from bimtek_api.grants.goods.bank_returns import service as bank_returns
from bimtek_api.grants.goods.bank_returns.schemas import BankReturn
from bimtek_api.grants.goods.bank_returns.workflow import step_of
from bimtek_api.grants.handover.arrivals import Arrival, aid_arrived
from bimtek_api.grants.handover.capital import repository
from bimtek_api.grants.handover.capital.errors import ConditionMet, NoDecreeYet
from bimtek_api.grants.handover.capital.models import (
    FundsReport,
    FundsStatus,
    TrancheCondition,
    TrancheDuty,
    TranchePayment,
    TrancheStatus,
)
from bimtek_api.grants.handover.capital.schemas import ConditionCreate, TrancheMove, TranchePrepare
from bimtek_api.grants.handover.capital.standing import standing
from bimtek_api.grants.handover.capital.workflow import PAYMENT, PaymentFacts
from bimtek_api.participants.accounts import repository as accounts
from bimtek_api.programmes.workdays import service as workdays
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal ini belum tiba.")
BEFORE_DECREE = N_("Tanggal ini lebih awal dari tanggal SK.")
BEFORE_SENT = N_("Tanggal masuk lebih awal dari tanggal SP2D.")


async def locked(db: AsyncSession, actor: Actor, case_id: UUID, permission: Permission) -> Application:
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, permission, case, UnknownApplication)
    return case


async def confirm_condition(db: AsyncSession, actor: Actor, line_id: UUID, new: ConditionCreate) -> UUID:
    """Somebody of the district saw that the condition is met. Returns the case."""
    line = await repository.one(db, line_id)
    case = await locked(db, actor, line.application_id, Permission.ASSET_WATCH)
    if line_id in await repository.conditions(db, case.id):
        raise ConditionMet
    db.add(TrancheCondition(application_line_id=line_id, note=new.note, confirmed_by=applications.proposer(actor)))
    await db.flush()
    await tell(db, actor, case, Entry("tranche.condition_met", *about(case), reason=new.note), line.name)
    return case.id


async def prepare(db: AsyncSession, actor: Actor, once: Once, line_id: UUID, new: TranchePrepare) -> UUID:
    """A payment request (SPP) for the whole tranche, when everything before it is done. Returns the case."""
    line = await repository.one(db, line_id)
    case = await locked(db, actor, line.application_id, Permission.PAYMENT_PREPARE)
    if await once.earlier(db, actor.caller):
        return case.id
    person, found = applications.proposer(actor), await standing(db, case)
    if no := found.blocked(line, actor):
        raise no
    await workdays.expect_open(db, case.district_code)
    await people.expect_same(db, case)
    await expect_rules(db, actor, case)
    account = await accounts.lock(db, case.group_id)
    assert account is not None
    payment = TranchePayment(
        application_line_id=line.id, application_id=case.id, district_code=case.district_code, account_id=account.id,
        status=TrancheStatus.PREPARED, amount_rupiah=line.price_rupiah, request_number=new.request_number,
        prepared_by=person, replaces_id=found.failed(line.id),
    )  # fmt: skip
    db.add(payment)
    await db.flush()
    await take(db, payment, person, FINANCE_1, free=new.no_conflict)
    await once.settle(db, actor.caller, payment.id)
    await tell(db, actor, case, Entry("tranche.prepared", *about(case)), line.name, payment)
    return case.id


async def expect_rules(db: AsyncSession, actor: Actor, case: Application) -> None:
    """The same rules as before goods are handed over (C31)."""
    judgement = (await applications.facts_for(db, actor, case)).rules
    if judgement.refusal:
        raise judgement.refusal
    await rules.keep(db, Occasion.HAND_OVER, judgement)


async def take(db: AsyncSession, payment: TranchePayment, person: UUID, duty: str, *, free: bool) -> None:
    await duties.take(db, payment.application_id, [person], duty, free=free)
    db.add(
        TrancheDuty(payment_id=payment.id, application_id=payment.application_id, person_id=person, duty_group=duty)
    )
    await db.flush()


async def facts_of(db: AsyncSession, actor: Actor, payment: TranchePayment, case: Application) -> PaymentFacts:
    changed, held = await repository.account_changed(db, payment), await cases.hold(db, case.id)
    asked_back = await repository.asked_back(db, case.id)
    return PaymentFacts(actor=actor, account_changed=changed, hold=held, asked_back=asked_back)


async def move(db: AsyncSession, actor: Actor, payment_id: UUID, seen: int, asked: TrancheMove) -> UUID:
    """Sent to the bank, cancelled, arrived at the group, or sent back. Returns the case."""
    await require_step_up(db, actor)
    cancelling = asked.action == "cancel"
    permission = Permission.PAYMENT_PREPARE if cancelling else Permission.PAYMENT_RELEASE
    case = await locked(db, actor, await repository.case_of(db, actor, payment_id), permission)
    payment = await repository.lock_payment(db, payment_id)
    payment.expect(seen)
    facts = await facts_of(db, actor, payment, case)
    PAYMENT.check(payment, asked.action, actor, facts, asked.reason)
    await expect_day(db, case, payment, asked)
    if asked.action == "send":
        await people.expect_same(db, case)
    moved = PAYMENT.move(payment, asked.action, actor, facts, asked.reason)
    fill(payment, actor, asked)
    await db.flush()
    line = await repository.one(db, payment.application_line_id)
    entry = Entry(moved.event, *about(case), None, moved.before, moved.after, asked.reason)
    await tell(db, actor, case, entry, line.name, payment)
    if payment.status == TrancheStatus.SENT:
        await take(db, payment, applications.proposer(actor), FINANCE_2, free=asked.no_conflict)
    elif payment.paid_on:
        await arrive(db, case, payment, payment.paid_on, timedelta(days=line.report_days or 0))
    return case.id


async def take_back(
    db: AsyncSession, store: FileStore, actor: Actor, payment_id: UUID, seen: int, told: BankReturn
) -> UUID:
    """The bank sent the money back, or proves now what was said before. Returns the case."""
    await require_step_up(db, actor)
    case = await locked(db, actor, await repository.case_of(db, actor, payment_id), Permission.PAYMENT_RELEASE)
    payment = await repository.lock_payment(db, payment_id)
    payment.expect(seen)
    facts = await facts_of(db, actor, payment, case)
    PAYMENT.check(payment, step_of(payment), actor, facts, told.reason)
    proof = await bank_returns.keep(db, store, actor, payment, payment.sent_on, told)
    await duties.take(db, case.id, [applications.proposer(actor)], FINANCE_2)
    moved = PAYMENT.move(payment, step_of(payment), actor, facts, told.reason)
    proof.fill(payment)
    await db.flush()
    line = await repository.one(db, payment.application_line_id)
    entry = Entry(moved.event, *about(case), None, moved.before, moved.after, told.reason)
    await tell(db, actor, case, entry, line.name, payment)
    return case.id


def fill(payment: TranchePayment, actor: Actor, asked: TrancheMove) -> None:
    if asked.action == "send":
        payment.payment_order_number, payment.disbursement_number = (
            asked.payment_order_number, asked.disbursement_number,
        )  # fmt: skip
        payment.sent_on, payment.released_by = asked.day, actor.id
    elif asked.action == "confirm":
        payment.paid_on = asked.day


async def expect_day(db: AsyncSession, case: Application, payment: TranchePayment, asked: TrancheMove) -> None:
    if asked.day is None:
        return
    if asked.day > await regions.today(db, case.district_code):
        raise Invalid(Fault("/day", "date_in_future", IN_FUTURE))
    if payment.sent_on and asked.day < payment.sent_on:
        raise Invalid(Fault("/day", "date_before_sent", BEFORE_SENT))
    line = await decrees.live_line(db, case.id)
    if line is None:
        raise NoDecreeYet
    if asked.day < line.dated:
        raise Invalid(Fault("/day", "date_before_decree", BEFORE_DECREE))


async def arrive(
    db: AsyncSession, case: Application, payment: TranchePayment, day: date, time_to_report: timedelta
) -> None:  # fmt: skip
    """The money is spent, a report on its use is due, and with the last thing owed the case is delivered."""
    left = sum(each.approved - each.handed_over for each in await cases.lines(db, case.id))
    await applications.act(db, SYSTEM, case, "pay_part" if left else "pay")
    line = await decrees.live_line(db, case.id)
    if line is None:
        raise NoDecreeYet
    await decreeing.spend(db, line.id, payment.amount_rupiah, complete=not left, payment_id=payment.id)
    report = FundsReport(
        application_line_id=payment.application_line_id, application_id=case.id, district_code=case.district_code,
        amount_rupiah=payment.amount_rupiah, due_on=day + time_to_report, status=FundsStatus.DUE,
    )  # fmt: skip
    db.add(report)
    await db.flush()
    await aid_arrived.send(db, Arrival(case, day))


def about(case: Application) -> tuple[tuple[str, UUID], str]:
    return ("application", case.id), case.district_code


async def tell(
    db: AsyncSession, actor: Actor, case: Application, entry: Entry, name: str, payment: TranchePayment | None = None
) -> None:
    """In the history of the case, with the tranche's name."""
    data = {"tranche": name} | ({"amount": payment.amount_rupiah} if payment else {})
    await record(db, actor, replace(entry, data=data))
