"""The machines of a tranche's payment and of the report on its use."""

from dataclasses import dataclass

from sqlalchemy import Row

from bimtek_api.access.duties.outside import outside
from bimtek_api.core import papers
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.cases.applications.guards import Holding, not_on_hold
from bimtek_api.grants.goods.bank_returns.workflow import PROVES, RETURNS
from bimtek_api.grants.handover.capital.errors import (
    AcceptsOwnFunds,
    AccountChanged,
    ConfirmsOwnReceipt,
    DecidesOwnDemand,
    MoneyAskedBack,
    PaysOwn,
    RefundUnproved,
)
from bimtek_api.grants.handover.capital.models import DemandStatus as D
from bimtek_api.grants.handover.capital.models import FundsReport, RefundDemand, RefundReceipt, TranchePayment
from bimtek_api.grants.handover.capital.models import FundsStatus as F
from bimtek_api.grants.handover.capital.models import ReceiptStatus as R
from bimtek_api.grants.handover.capital.models import TrancheStatus as S


@dataclass(frozen=True, kw_only=True)
class PaymentFacts(Acting, Holding):
    account_changed: bool
    asked_back: bool


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Acting):
    """`proved`: what confirmed receipts say was paid back, in rupiah."""

    proved: int


def not_the_preparer(payment: TranchePayment | Row, facts: PaymentFacts) -> Refusal | None:
    return PaysOwn() if facts.actor.is_one_of(payment.prepared_by) else None


def account_as_prepared(_payment: object, facts: PaymentFacts) -> Refusal | None:
    return AccountChanged() if facts.account_changed else None


def not_the_reporter(report: FundsReport | Row, facts: Acting) -> Refusal | None:
    return AcceptsOwnFunds() if facts.actor.is_one_of(report.submitted_by) else None


def nothing_asked_back(_payment: object, facts: PaymentFacts) -> Refusal | None:
    return MoneyAskedBack() if facts.asked_back else None


def proved(report: FundsReport | Row, facts: ReportFacts) -> Refusal | None:
    """What the report says was paid back is what confirmed receipts say."""
    told, back = report.refunded_rupiah or 0, facts.proved
    return None if told == back else RefundUnproved(told=papers.rupiah(told), proved=papers.rupiah(back))


def not_the_asker(demand: RefundDemand | Row, facts: Acting) -> Refusal | None:
    return DecidesOwnDemand() if facts.actor.is_one_of(demand.asked_by) else None


def not_the_recorder(receipt: RefundReceipt | Row, facts: Acting) -> Refusal | None:
    return ConfirmsOwnReceipt() if facts.actor.is_one_of(receipt.recorded_by) else None


PREPARED, SENT, OTHERS = frozenset({S.PREPARED}), frozenset({S.SENT}), (not_the_reporter, outside)
PAYMENT = Workflow[PaymentFacts](
    Transition(
        "send", PREPARED, S.SENT, P.PAYMENT_RELEASE, "tranche.sent",
        (not_the_preparer, not_on_hold, nothing_asked_back, account_as_prepared),
    ),
    Transition("cancel", PREPARED, S.CANCELLED, P.PAYMENT_PREPARE, "tranche.cancelled", needs_reason=True),
    Transition("confirm", SENT, S.PAID, P.PAYMENT_RELEASE, "tranche.paid"),
    Transition("fail", SENT, S.FAILED, P.PAYMENT_RELEASE, "tranche.failed", RETURNS),
    Transition("prove", frozenset({S.FAILED}), S.FAILED, P.PAYMENT_RELEASE, "tranche.return_proved", PROVES),
)  # fmt: skip
REPORT = Workflow[ReportFacts](
    Transition("submit", frozenset({F.DUE, F.RETURNED}), F.SUBMITTED, P.ASSET_WATCH, "funds_report.submitted"),
    Transition(
        "accept", frozenset({F.SUBMITTED}), F.ACCEPTED, P.APPLICATION_CHECK, "funds_report.accepted",
        (*OTHERS, proved),
    ),
    Transition(
        "return", frozenset({F.SUBMITTED}), F.RETURNED, P.APPLICATION_CHECK, "funds_report.returned", OTHERS,
        needs_reason=True,
    ),
)  # fmt: skip
ASKED, TOLD = frozenset({D.PROPOSED}), frozenset({R.RECORDED})
ABOUT, SURE = (not_the_asker, outside), (not_the_recorder, outside)
DEMAND = Workflow[Acting](
    Transition("approve", ASKED, D.APPROVED, P.ASSET_DECIDE, "refund.demand_approved", ABOUT),
    Transition("refuse", ASKED, D.REFUSED, P.ASSET_DECIDE, "refund.demand_refused", ABOUT, needs_reason=True),
)
# What ends a demand that stands: the last receipt, or a ruling of two (`rulings`).
STANDS = frozenset({D.APPROVED})
END = Workflow[Acting](
    Transition("pay", STANDS, D.PAID, P.PAYMENT_RELEASE, "refund.demand_paid"),
    Transition("withdraw", STANDS, D.WITHDRAWN, P.ASSET_DECIDE, "refund.demand_withdrawn"),
    Transition("let_go", STANDS, D.LET_GO, P.ASSET_DECIDE, "refund.rest_let_go"),
)
RECEIPT = Workflow[Acting](
    Transition("confirm", TOLD, R.CONFIRMED, P.PAYMENT_RELEASE, "refund.confirmed", SURE),
    Transition("refuse", TOLD, R.REFUSED, P.PAYMENT_RELEASE, "refund.receipt_refused", SURE, needs_reason=True),
)
