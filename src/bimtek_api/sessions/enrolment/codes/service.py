"""Coming back without the receipt's address: a one-time code to the e-mail on file opens everything that is hers."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from bimtek_api.core.actor import PUBLIC
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.db import Database
from bimtek_api.core.throttle import HIT
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.entries import statements
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.schemas import (
    CodeUse,
    OwnRegistration,
    ReceiptLookup,
)
from bimtek_api.sessions.enrolment.receipts.statements import OwnRow
from bimtek_api.sessions.enrolment.registrations.errors import CodeWrong, UnknownReceipt

TRIES, OF_ONE = 5, timedelta(hours=1)
# At most one mail per hour and address, however often somebody asks.
ASK = text(
    """
    INSERT INTO receipt_codes (registration_id)
    SELECT r.id FROM registrations r
    WHERE r.id = :id AND r.email IS NOT NULL AND NOT EXISTS (
        SELECT FROM receipt_codes c JOIN registrations o ON o.id = c.registration_id
        WHERE o.email = r.email AND c.created_at > bimtek_now() - interval '1 hour')
    RETURNING id
    """
)
# A try counts before the code is compared, in a transaction of its own: guessing does not undo itself.
TRY = text(
    """
    UPDATE receipt_codes SET tries = tries + 1
    WHERE id = (SELECT c.id FROM receipt_codes c JOIN receipts t ON t.registration_id = c.registration_id
                 WHERE t.number = :number AND c.used_at IS NULL AND c.created_at > bimtek_now() - interval '1 hour'
                 ORDER BY c.created_at DESC LIMIT 1)
      AND tries < :most
    RETURNING id
    """
)
USE = text("UPDATE receipt_codes SET used_at = bimtek_now() WHERE id = :id AND used_at IS NULL RETURNING id")
# What the address the code went to was given for, under one identity. An identity number and a phone number are no
# secrets: whoever registers with them and another address must not open what is there already.
OWN = text(
    f"""
    SELECT r.number, r.status, r.hold_until, s.moderated, ({statements.CORRECTED}) AS corrected,
           t.id AS receipt_id, t.generation, s.title, s.starts_on, s.ends_on,
           c.size, c.taken, c.waiting, bimtek_now() AS now,
           EXISTS (SELECT FROM participants p
                    WHERE p.person_id = :person_id AND lower(p.email) = lower(:email)) AS on_file
    FROM registrations r
    JOIN receipts t ON t.number = r.number
    JOIN sessions s ON s.id = r.session_id
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE r.id = :id OR (r.person_id = :person_id AND lower(r.email) = lower(:email))
    ORDER BY r.id DESC
    """  # noqa: S608 - a fragment of our own
)


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
        code_id = (await db.execute(ASK, {"id": row.registration_id})).scalar_one_or_none()
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
        code_id = (await db.execute(TRY, {"number": number, "most": TRIES})).scalar_one_or_none()
    if code_id is None or not same_secret(given.code.strip(), vault.one_time_code(code_id)):
        raise CodeWrong
    async with database.transaction() as db:
        if not (await db.execute(USE, {"id": code_id})).scalar_one_or_none():
            raise CodeWrong
        row = await receipts.load(db, number=number)
        about = {"id": row.registration_id, "person_id": row.person_id, "email": row.email}
        found = [OwnRow(**each._mapping) for each in await db.execute(OWN, about)]
        if not found:
            raise UnknownReceipt
        return Opened([own(vault, each) for each in found], row.person_id if found[0].on_file else None)


def own(vault: Vault, row: OwnRow) -> OwnRegistration:
    return OwnRegistration(
        number=row.number, secret=vault.receipt_secret(row.receipt_id, row.generation),
        status=receipts.status_of(row), title=row.title, starts_on=row.starts_on, ends_on=row.ends_on,
    )  # fmt: skip
