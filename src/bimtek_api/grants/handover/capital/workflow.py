"""The machines of a tranche's payment and of the report on its use."""

from dataclasses import dataclass

from sqlalchemy import Row

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.cases.applications.guards import Holding, not_on_hold
from bimtek_api.grants.goods.bank_returns.workflow import PROVES, RETURNS
from bimtek_api.grants.handover.capital.errors import AcceptsOwnFunds, AccountChanged, PaysOwn
from bimtek_api.grants.handover.capital.models import FundsReport, TranchePayment
from bimtek_api.grants.handover.capital.models import FundsStatus as F
from bimtek_api.grants.handover.capital.models import TrancheStatus as S


@dataclass(frozen=True, kw_only=True)
class PaymentFacts(Acting, Holding):
    account_changed: bool


def not_the_preparer(payment: TranchePayment | Row, facts: PaymentFacts) -> Refusal | None:
    return PaysOwn() if facts.actor.is_one_of(payment.prepared_by) else None


def account_as_prepared(_payment: object, facts: PaymentFacts) -> Refusal | None:
    return AccountChanged() if facts.account_changed else None


def not_the_reporter(report: FundsReport | Row, facts: Acting) -> Refusal | None:
    return AcceptsOwnFunds() if facts.actor.is_one_of(report.submitted_by) else None


PREPARED, SENT, OTHERS = frozenset({S.PREPARED}), frozenset({S.SENT}), (not_the_reporter,)
PAYMENT = Workflow[PaymentFacts](
    Transition(
        "send", PREPARED, S.SENT, P.PAYMENT_RELEASE, "tranche.sent",
        (not_the_preparer, not_on_hold, account_as_prepared),
    ),
    Transition("cancel", PREPARED, S.CANCELLED, P.PAYMENT_PREPARE, "tranche.cancelled", needs_reason=True),
    Transition("confirm", SENT, S.PAID, P.PAYMENT_RELEASE, "tranche.paid"),
    Transition("fail", SENT, S.FAILED, P.PAYMENT_RELEASE, "tranche.failed", RETURNS),
    Transition("prove", frozenset({S.FAILED}), S.FAILED, P.PAYMENT_RELEASE, "tranche.return_proved", PROVES),
)  # fmt: skip
REPORT = Workflow[Acting](
    Transition("submit", frozenset({F.DUE, F.RETURNED}), F.SUBMITTED, P.ASSET_WATCH, "funds_report.submitted"),
    Transition("accept", frozenset({F.SUBMITTED}), F.ACCEPTED, P.APPLICATION_CHECK, "funds_report.accepted", OTHERS),
    Transition(
        "return", frozenset({F.SUBMITTED}), F.RETURNED, P.APPLICATION_CHECK, "funds_report.returned", OTHERS,
        needs_reason=True,
    ),
)  # fmt: skip
