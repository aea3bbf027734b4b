"""The machine of a payment."""

from dataclasses import dataclass

from sqlalchemy import Row

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.cases.applications.guards import Holding, not_on_hold
from bimtek_api.grants.goods.bank_returns.workflow import PROVES, RETURNS
from bimtek_api.grants.goods.payments.errors import ReleasesOwn, SupplierChanged
from bimtek_api.grants.goods.payments.models import PaymentStatus as S
from bimtek_api.grants.goods.payments.models import SupplierPayment


@dataclass(frozen=True, kw_only=True)
class PaymentFacts(Acting, Holding):
    """`hold`: of one of the cases the order serves."""

    supplier_changed: bool


def not_the_preparer(payment: SupplierPayment | Row, facts: PaymentFacts) -> Refusal | None:
    return ReleasesOwn() if facts.actor.is_one_of(payment.prepared_by) else None


def supplier_as_prepared(_payment: object, facts: PaymentFacts) -> Refusal | None:
    return SupplierChanged() if facts.supplier_changed else None


PREPARED = frozenset({S.PREPARED})
WORKFLOW = Workflow[PaymentFacts](
    Transition(
        "release", PREPARED, S.PAID, P.PAYMENT_RELEASE, "payment.released",
        (not_the_preparer, not_on_hold, supplier_as_prepared),
    ),
    Transition("cancel", PREPARED, S.CANCELLED, P.PAYMENT_PREPARE, "payment.cancelled", needs_reason=True),
    Transition("fail", frozenset({S.PAID}), S.FAILED, P.PAYMENT_RELEASE, "payment.failed", RETURNS),
    Transition("prove", frozenset({S.FAILED}), S.FAILED, P.PAYMENT_RELEASE, "payment.return_proved", PROVES),
)  # fmt: skip
