"""Files and photos a session's form asks for: sent by the person behind her receipt, or by an officer for her."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.sessions.enrolment.holders.service import BIRTH_DATE
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptRead
from bimtek_api.sessions.enrolment.registrations import repository
from bimtek_api.sessions.enrolment.registrations.errors import FileNotAsked, FilesClosed, UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationFile
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.planning.forms import fields
from bimtek_api.sessions.planning.forms import repository as forms

TAKEN = (S.PENDING_REVIEW, S.RETURNED, S.WAITLISTED, S.OFFERED, S.CONFIRMED, S.ATTENDING)


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
    holder = receipts.holder_of(row.district_code)
    if await once.first(db, holder):
        await keep(db, store, holder, await repository.lock(db, row.registration_id), key, content)
    return receipts.shown(vault, await receipts.load(db, number=proof.number))


async def send_for(
    db: AsyncSession, store: FileStore, actor: Actor, registration_id: UUID, key: str, content: bytes
) -> None:
    """An officer's upload of what somebody brought on paper."""
    await repository.find(db, actor, registration_id)
    registration = await repository.lock(db, registration_id)
    expect_within(actor, Permission.REGISTRATION_ASSIST, registration.district_code, UnknownRegistration)
    await keep(db, store, actor, registration, key, content)


async def keep(
    db: AsyncSession, store: FileStore, actor: Actor, registration: Registration, key: str, content: bytes
) -> None:
    """Judges the bytes by their content and puts them in the place of what was there."""
    questions = await forms.questions(db, registration.session_id, registration.form_version)
    asked = [each for each in questions if each.key == key and each.kind in fields.UPLOADED]
    if not asked or not fields.asked(asked[0], registration.answers):
        raise FileNotAsked
    if registration.status not in TAKEN:
        raise FilesClosed
    made, media_type, ending = await files.judged(content, picture_only=asked[0].kind == fields.Kind.PHOTO)
    stored = await files.keep(
        db, store, actor, made, kind="registration", media_type=media_type, name=f"{key}.{ending}",
        district=registration.district_code,
    )  # fmt: skip
    values = {"registration_id": registration.id, "key": key, "file_id": stored.id}
    statement = insert(RegistrationFile).values(**values)
    new = {"file_id": stored.id, "uploaded_at": clock.NOW}
    await db.execute(statement.on_conflict_do_update(index_elements=["registration_id", "key"], set_=new))
    registration.files_due = [each for each in registration.files_due if each != key]
    registration.version += 1
    await db.flush()
    entry = Entry(
        "registration.file_sent", ("registration", registration.id), registration.district_code,
        registration.person_id, data={"key": key, "file_id": str(stored.id)},
    )  # fmt: skip
    await record(db, actor, entry)
