"""Who may say that money came back."""

from typing import Literal, Protocol
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting
from bimtek_api.grants.goods.bank_returns.errors import AlreadyProved, ReturnsOwn
from bimtek_api.grants.goods.bank_returns.models import BankReturned


class Prepared(Protocol):
    """A payment, or a row of one."""

    @property
    def prepared_by(self) -> UUID: ...


def another_returns(payment: Prepared, facts: Acting) -> Refusal | None:
    """Else one person alone could say that a payment failed and prepare it again: paid twice, counted once."""
    return ReturnsOwn() if facts.actor.is_one_of(payment.prepared_by) else None


def only_unproved(payment: BankReturned | Row, facts: Acting) -> Refusal | None:
    return None if payment.unproved else AlreadyProved()


def step_of(payment: BankReturned) -> Literal["prove", "fail"]:
    """What the bank's paper does: it proves what was said before papers were asked for, or says it itself."""
    return "prove" if payment.unproved else "fail"


RETURNS = (another_returns,)
PROVES = (another_returns, only_unproved)
