"""What a person may see of her own registration: behind its address, by number and birth date, or by a code."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import PUBLIC
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.db import Database
from bimtek_api.core.throttle import HIT
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.entries.service import Made
from bimtek_api.sessions.enrolment.receipts import statements
from bimtek_api.sessions.enrolment.receipts.errors import CodeWrong, RepeatOpensNothing, UnknownReceipt
from bimtek_api.sessions.enrolment.receipts.schemas import (
    CodeUse,
    OwnRegistration,
    ReceiptLookup,
    ReceiptRead,
    ReceiptStatus,
    SessionBrief,
)
from bimtek_api.sessions.enrolment.receipts.statements import OwnRow, ReceiptRow
from bimtek_api.sessions.enrolment.receipts.views import (
    is_repeat,
    queue_of,
    receipt_at_once,
    repeated,
    shown,
    status_of,
)


async def load(db: AsyncSession, *, number: str | None = None, receipt_id: UUID | None = None) -> ReceiptRow:
    """One receipt with everything it shows; raises UnknownReceipt."""
    row = (await db.execute(statements.RECEIPT, {"number": number, "id": receipt_id})).first()
    if row is None:
        raise UnknownReceipt
    return ReceiptRow(**row._mapping)


async def made(db: AsyncSession, vault: Vault, receipt: Made) -> ReceiptRead:
    """The answer to a registration: the only time the secret is handed out, and never to a repeat."""
    if taken := receipt.taken:
        row = receipt_at_once(taken.session, taken.values, taken.row)
    else:
        row = await load(db, receipt_id=receipt.receipt_id)
    if is_repeat(row):
        return repeated(row)
    return shown(vault, row, vault.receipt_secret(row.receipt_id, row.generation))


async def open_receipt(db: AsyncSession, vault: Vault, number: str, secret: str) -> ReceiptRow:
    """The receipt behind its secret; a wrong secret is the same 404 as a wrong number, and takes as long."""
    door = (await db.execute(statements.KEYHOLE, {"number": number})).first()
    if not same_secret(secret, vault.receipt_secret(*(door or (UUID(int=0), 1)))) or door is None:
        raise UnknownReceipt
    row = await load(db, receipt_id=door.id)
    if is_repeat(row):
        raise RepeatOpensNothing
    return row


async def read(db: AsyncSession, vault: Vault, number: str, secret: str) -> ReceiptRead:
    """The receipt page's data."""
    return shown(vault, await open_receipt(db, vault, number, secret))


async def look_up(db: AsyncSession, asked: ReceiptLookup) -> ReceiptStatus:
    """Status only, by number and birth date."""
    facts = {"number": asked.number.strip().upper(), "birth_date": asked.birth_date}
    row = await load(db, receipt_id=(await db.execute(statements.BORN, facts)).scalar_one_or_none())
    brief = SessionBrief(
        title=row.title, starts_on=row.starts_on, ends_on=row.ends_on, venue=row.venue, zone=row.zone
    )
    return ReceiptStatus(number=row.number, status=status_of(row), queue=queue_of(row), session=brief)


TRIES, OF_ONE = 5, timedelta(hours=1)


@dataclass(frozen=True)
class Opened:
    """What a code opened; `person_id` only when it went to the address on the person's own record."""

    items: list[OwnRegistration]
    person_id: UUID | None


async def ask(database: Database, asked: ReceiptLookup) -> None:
    """Sends a code when number and birth date belong together and there is an address.

    In a transaction of its own, after the answer: how long this takes would tell whether the birth date is right.
    """
    async with database.transaction() as db:
        row = (await db.execute(statements.RECEIPT, {"number": asked.number.strip().upper(), "id": None})).first()
        if row is None or row.birth_date != asked.birth_date:
            return
        code_id = (await db.execute(statements.ASK, {"id": row.registration_id})).scalar_one_or_none()
        if code_id:
            subject, data = ("registration", row.registration_id), {"code_id": str(code_id)}
            entry = Entry("receipt.code_asked", subject, row.district_code, row.person_id, data=data)
            await record(db, PUBLIC, entry)


async def redeem(database: Database, vault: Vault, given: CodeUse) -> Opened:
    """What was registered under the same identity with the same address, each with the secret of its receipt."""
    number = given.number.strip().upper()
    async with database.transaction() as db:
        # A number nobody has is written down as well: else the time of a commit told that a code is on its way.
        await db.execute(HIT, {"bucket": vault.index_of("throttle", f"opening:{number}"), "window": OF_ONE})
        code_id = (await db.execute(statements.TRY, {"number": number, "most": TRIES})).scalar_one_or_none()
    if code_id is None or not same_secret(given.code.strip(), vault.one_time_code(code_id)):
        raise CodeWrong
    async with database.transaction() as db:
        if not (await db.execute(statements.USE, {"id": code_id})).scalar_one_or_none():
            raise CodeWrong
        row = await load(db, number=number)
        about = {"id": row.registration_id, "person_id": row.person_id, "email": row.email}
        found = [OwnRow(**each._mapping) for each in await db.execute(statements.OWN, about)]
        if not found:
            raise UnknownReceipt
        return Opened([own(vault, each) for each in found], row.person_id if found[0].on_file else None)


def own(vault: Vault, row: OwnRow) -> OwnRegistration:
    return OwnRegistration(
        number=row.number, secret=vault.receipt_secret(row.receipt_id, row.generation),
        status=status_of(row), title=row.title, starts_on=row.starts_on, ends_on=row.ends_on,
    )  # fmt: skip
