"""Keeping the bank's word that money came back, for whatever kind of payment."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.goods.bank_returns import repository
from bimtek_api.grants.goods.bank_returns.errors import ReturnKnown
from bimtek_api.grants.goods.bank_returns.models import BankReturned
from bimtek_api.grants.goods.bank_returns.schemas import BankReturn
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal kembali belum tiba.")
BEFORE_SENT = N_("Tanggal kembali lebih awal dari tanggal uang dikirim.")


@dataclass(frozen=True)
class Proof:
    """What a payment that came back holds from now on."""

    returned_on: date
    return_number: str
    return_file_id: UUID
    returned_by: UUID | None

    def fill(self, payment: BankReturned) -> None:
        payment.sqlmodel_update(asdict(self) | {"unproved": False})


async def keep(
    db: AsyncSession, store: FileStore, actor: Actor, payment: BankReturned, sent_on: date | None, told: BankReturn
) -> Proof:
    """Keeps the bank's paper; what it says, for the payment. Raises Invalid for a day that cannot be."""
    if told.returned_on > await regions.today(db, payment.district_code):
        raise Invalid(Fault("/returned_on", "date_in_future", IN_FUTURE))
    if sent_on and told.returned_on < sent_on:
        raise Invalid(Fault("/returned_on", "date_before_sent", BEFORE_SENT))
    made, media_type, ending = await files.judged(told.content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="bank_return", media_type=media_type, name=f"bukti-bank.{ending}",
        district=payment.district_code,
    )  # fmt: skip
    if await repository.is_known(db, payment.district_code, told.return_number):
        raise ReturnKnown
    return Proof(told.returned_on, told.return_number, stored.id, actor.id)
