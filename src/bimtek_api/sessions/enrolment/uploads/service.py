"""Files and photos a session's form asks for: judged, and kept in the place of what was there."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.sessions.enrolment.registrations import repository
from bimtek_api.sessions.enrolment.registrations.errors import UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.enrolment.uploads.errors import FileNotAsked, FilesClosed
from bimtek_api.sessions.enrolment.uploads.models import RegistrationFile
from bimtek_api.sessions.planning.forms import fields
from bimtek_api.sessions.planning.forms import repository as forms

TAKEN = (S.PENDING_REVIEW, S.RETURNED, S.WAITLISTED, S.OFFERED, S.CONFIRMED, S.ATTENDING)


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
