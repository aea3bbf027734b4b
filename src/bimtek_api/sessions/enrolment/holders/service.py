"""What a participant does herself behind her receipt: answer an offer, go back to the queue, give up, correct,
send somebody in her place. The receipt's secret opens it, the birth date proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.files.store import FileStore
from bimtek_api.sessions.enrolment.checks import service as checks
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents import service as consents
from bimtek_api.sessions.enrolment.entries import service, statements
from bimtek_api.sessions.enrolment.entries.service import Made
from bimtek_api.sessions.enrolment.holders.schemas import Correction, OwnConsentChange, OwnMove, Substitution
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptRead
from bimtek_api.sessions.enrolment.receipts.statements import ReceiptRow
from bimtek_api.sessions.enrolment.receipts.views import holder_of, shown
from bimtek_api.sessions.enrolment.registrations import repository
from bimtek_api.sessions.enrolment.registrations.errors import NoFreeSeat, SecondRegistration
from bimtek_api.sessions.enrolment.registrations.models import Channel, Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.enrolment.seats.service import Room
from bimtek_api.sessions.enrolment.uploads import service as uploads
from bimtek_api.sessions.planning.forms import fields
from bimtek_api.sessions.planning.forms.service import questions_of

BIRTH_DATE = N_("Tanggal lahir tidak cocok dengan pendaftaran ini.")
NOT_ASKED = N_("Isian ini tidak diminta untuk diperbaiki.")
OTHER_SESSION = N_("Pengganti harus mendaftar di sesi yang sama.")


async def opened(
    db: AsyncSession, vault: Vault, number: str, secret: str, born: date, *, pointer: str = "/birth_date"
) -> tuple[ReceiptRow, Room, Registration]:
    """The registration behind the receipt, its room settled and locked, after both proofs."""
    row = await receipts.open_receipt(db, vault, number, secret)
    if row.birth_date != born:
        raise Invalid(Fault(pointer, "birth_date_wrong", BIRTH_DATE))
    room = await seats.settle(db, row.session_id)
    return row, room, await repository.lock(db, row.registration_id)


async def act(db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, asked: OwnMove) -> ReceiptRead:
    """One action of hers, with its effect on seats and queue."""
    row, room, registration = await opened(db, vault, number, secret, asked.birth_date)
    if await once.first(db, holder_of(row.district_code)):
        await step(db, row, room, registration, asked.action)
    return shown(vault, await receipts.load(db, number=number))


async def step(db: AsyncSession, row: ReceiptRow, room: Room, registration: Registration, action: str) -> None:
    if action == "accept_offer" and registration.person_id and not room.moderated:
        action = "accept_offer_at_once"
    if action == "rejoin" and registration.status in (RegistrationStatus.DECLINED, RegistrationStatus.OFFER_LAPSED):
        await seats.to_the_tail(db, registration)
    await seats.step(db, holder_of(row.district_code), registration, action, room.facts)
    if registration.notice_version == notice.UNREAD and action.startswith("accept"):
        registration.notice_version = notice.VERSION
    if action == "rejoin":
        registration.rejoined = True
    await db.flush()
    await seats.settle(db, registration.session_id)


async def agree(
    db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, new: OwnConsentChange
) -> ReceiptRead:
    """One consent of hers, given or withdrawn."""
    row, _room, registration = await opened(db, vault, number, secret, new.birth_date)
    holder = holder_of(row.district_code)
    if await once.first(db, holder):
        await consents.change(db, holder, registration, new, Channel.SELF)
    return shown(vault, await receipts.load(db, number=number))


async def correct(
    db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, new: Correction
) -> ReceiptRead:
    """Only the fields the office named change; then an officer looks again."""
    row, room, registration = await opened(db, vault, number, secret, new.birth_date)
    if await once.first(db, holder_of(row.district_code)):
        await change(db, row, room, registration, new)
    return shown(vault, await receipts.load(db, number=number))


async def change(db: AsyncSession, row: ReceiptRow, room: Room, registration: Registration, new: Correction) -> None:
    changes = new.model_dump(exclude={"birth_date"}, exclude_none=True)
    extra = sorted(changes.keys() - set(registration.return_fields))
    if extra:
        raise Invalid(*(Fault(f"/{name}", "not_asked", NOT_ASKED) for name in extra))
    if "answers" in changes:
        answer_again(row, registration, changes.pop("answers"))
    for name, value in changes.items():
        setattr(registration, name, [str(each) for each in value] if isinstance(value, list) else value)
    await seats.step(db, holder_of(row.district_code), registration, "correct", room.facts)
    registration.return_fields = []
    await db.flush()


def answer_again(row: ReceiptRow, registration: Registration, given: Mapping[str, object]) -> None:
    """New answers to the questions she was asked; files that are there stay."""
    questions = questions_of(row.questions)
    answers, faults = fields.judge(questions, given)
    if faults:
        raise Invalid(*faults)
    due = [key for key in fields.files_due(questions, answers) if key not in (row.uploads or {})]
    registration.answers, registration.files_due = answers, due


async def substitute(
    db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, new: Substitution
) -> ReceiptRead:
    """Her seat goes to the person she names, if every quota allows it; else nothing changes."""
    row, room, registration = await opened(
        db, vault, number, secret, new.holder_birth_date, pointer="/holder_birth_date"
    )
    holder = holder_of(row.district_code)
    if earlier := await once.earlier(db, f"{holder.caller}:{registration.id}"):
        return await receipts.made(db, vault, Made(earlier))
    if new.person.session_id != row.session_id:
        raise Invalid(Fault("/person/session_id", "other_session", OTHER_SESSION))
    session = await checks.context(db, new.person)
    await seats.step(db, holder, registration, "substitute", room.facts)
    facts = service.facts_of(vault, new.person, session) | {
        "channel": Channel.SELF,
        "replaces": registration.id,
        "extra": registration.extra,
    }
    person = await checks.identify(db, facts)
    if person.earlier:
        raise SecondRegistration
    how = statements.TAKE_EXTRA if registration.extra else statements.TAKE_SHARED
    made = await service.take(db, holder, once, facts, person, session, how)
    if made.waits:
        raise NoFreeSeat
    await once.settle(db, f"{holder.caller}:{registration.id}", made.receipt_id)
    return await receipts.made(db, vault, made)


@dataclass(frozen=True)
class Proof:
    """What shows that a receipt is hers: its number and secret, and when she was born."""

    number: str
    secret: str
    born: date


async def send_own(
    db: AsyncSession, vault: Vault, store: FileStore, proof: Proof, once: Once, key: str, content: bytes
) -> ReceiptRead:
    """Her own upload, proved like every change of hers."""
    row = await receipts.open_receipt(db, vault, proof.number, proof.secret)
    if row.birth_date != proof.born:
        raise Invalid(Fault("/birth_date", "birth_date_wrong", BIRTH_DATE))
    holder = holder_of(row.district_code)
    if await once.first(db, holder):
        await uploads.keep(db, store, holder, await repository.lock(db, row.registration_id), key, content)
    return shown(vault, await receipts.load(db, number=proof.number))
