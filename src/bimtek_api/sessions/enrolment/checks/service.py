"""Whether a form may come in: its fields, its session, whether she may join, and whose it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas, clock
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.fields import TEXT_CHARACTERS, fault_of
from bimtek_api.core.i18n import N_
from bimtek_api.core.shapes import Json
from bimtek_api.core.storable import storable_text
from bimtek_api.participants.people import fields
from bimtek_api.sessions.enrolment.checks import statements
from bimtek_api.sessions.enrolment.checks.errors import RegistrationNotOpen, RegistrationPaused
from bimtek_api.sessions.enrolment.checks.schemas import Assistance, RegistrationCreate
from bimtek_api.sessions.enrolment.registrations.errors import RegistrationClosed
from bimtek_api.sessions.planning.forms import service as forms
from bimtek_api.sessions.planning.schedule import eligibility, views
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SessionStatus, Target

TAKES_LATE = (SessionStatus.PUBLISHED, SessionStatus.PAUSED, SessionStatus.IN_PROGRESS)
DAY, KEY = TypeAdapter(date), TypeAdapter(UUID)
PLACE = ("session_id", "district_code", "subdistrict_code", "village_code")
DISTRICT = N_("Pilih kabupaten atau kota dari daftar.")
SUBDISTRICT = N_("Pilih kecamatan di kabupaten atau kota itu.")
VILLAGE = N_("Pilih desa atau kelurahan di kecamatan itu.")


async def faults(db: AsyncSession, body: Json) -> list[Fault]:
    """Every fault of the body, missing parts included."""
    if not all(map(storable_text, body)):
        return [Fault("/", "text_characters", TEXT_CHARACTERS)]
    try:
        new = RegistrationCreate.model_validate(body)
    except ValidationError as error:
        found = [fault_of(item) for item in error.errors()]
        known = {fault.pointer for fault in found}
        return found + await early_birth_faults(db, body, known) + await place_faults(db, body, known)
    return await context_faults(db, new)


async def context_faults(db: AsyncSession, new: RegistrationCreate) -> list[Fault]:
    try:
        await context(db, new)
    except Invalid as no:
        return list(no.faults)
    return []


async def place_faults(db: AsyncSession, body: Json, known: set[str]) -> list[Fault]:
    """The domicile is judged even while other fields are still wrong."""
    if any(f"/{name}" in known for name in PLACE):
        return []
    given = {"answers": body["answers"]} if isinstance(body.get("answers"), dict) else {}
    draft = RegistrationCreate.model_construct(**{name: body[name] for name in PLACE} | given)
    return await context_faults(db, draft)


async def early_birth_faults(db: AsyncSession, body: Json, known: set[str]) -> list[Fault]:
    """A day of birth that has not come is told with the first answer, whatever is still missing."""
    if known & {"/birth_date", "/session_id"}:
        return []
    anywhere = dict.fromkeys(("district", "subdistrict", "village"))
    asked = anywhere | {"session_id": KEY.validate_python(body["session_id"])}
    session = (await db.execute(statements.CONTEXT, asked)).first()
    born = DAY.validate_python(body["birth_date"])
    return fields.birth_faults(born, clock.local_date(session.now, session.zone)) if session else []


async def context(db: AsyncSession, new: RegistrationCreate, *, judged: bool = True) -> Row:
    """The public session; whether the domicile's parts belong together and, if `judged`, whether she may join."""
    place = {"district": new.district_code, "subdistrict": new.subdistrict_code, "village": new.village_code}
    session = (await db.execute(statements.CONTEXT, place | {"session_id": new.session_id})).first()
    if session is None:
        raise UnknownSession
    faults = domicile_faults(session, new) + forms.faults(session.questions, new.answers)
    if judged and (unborn := birth_faults(session, new)):
        faults += unborn
    elif judged and not overridden(new):
        faults += eligibility.faults(session.eligibility, session, new)
    if faults:
        raise Invalid(*faults)
    return session


def domicile_faults(session: Any, new: Any) -> list[Fault]:
    """Whether district, sub-district and village belong together."""
    found = []
    if session.home_district is None:
        found.append(Fault("/district_code", "district_unknown", DISTRICT))
    if session.subdistrict_parent != new.district_code:
        found.append(Fault("/subdistrict_code", "subdistrict_unknown", SUBDISTRICT))
    if session.village_parent != new.subdistrict_code:
        found.append(Fault("/village_code", "village_unknown", VILLAGE))
    return found


def birth_faults(session: Row, new: RegistrationCreate) -> list[Fault]:
    """By the day where the session is. What she has not said yet is judged once she says it."""
    born = getattr(new, "birth_date", None)
    return fields.birth_faults(born, clock.local_date(session.now, session.zone)) if born else []


def overridden(new: RegistrationCreate) -> str | None:
    """An officer's reason to take somebody whom the session's rules leave out."""
    return new.assistance.override_reason if new.assistance else None


def refuse_closed(session: Row, assistance: Assistance | None) -> None:
    """Outside its window a session takes nobody, but whom an officer enters late with a reason."""
    state = views.window(session).state
    late = assistance and (assistance.late_reason or assistance.walk_in)
    if state == "open" or (late and session.status in TAKES_LATE):
        return
    raise {"upcoming": RegistrationNotOpen, "paused": RegistrationPaused}.get(state, RegistrationClosed)


@dataclass(frozen=True)
class Person:
    """Whose registration it is, as far as the system may say by itself."""

    id: UUID | None
    earlier: UUID | None = None
    warnings: tuple[str, ...] = ()
    missed: int = 0
    agreed: tuple[Json, ...] = ()


async def identify(db: AsyncSession, facts: Json) -> Person:
    """Finds or makes the person. A known id with another contact is left for an officer to decide."""
    async with areas.everywhere(db):
        return await recognised(db, facts)


async def recognised(db: AsyncSession, facts: Json) -> Person:
    row = (await db.execute(statements.PERSON, facts)).one()
    staff = ("staff",) if row.staff else ()
    # Asked of a new person too: the answer takes as long for an id we know as for one we do not.
    known = (await db.execute(statements.KNOWN, facts | {"person_id": row.id})).one()
    if row.made:
        return Person(row.id, warnings=staff)
    if known.same_phone and known.same_human:
        earlier = known.exact or known.of_person
        return Person(row.id, earlier, staff + clashes(known, facts), known.missed, tuple(known.agreed or ()))
    return Person(None, known.exact, (*differences(known), *staff, *clashes(known, facts)))


def differences(known: Row) -> tuple[str, ...]:
    """Why somebody with an id on file is not taken for the person on file: an officer says who she is."""
    found = {"contact_differs": not known.same_phone, "person_differs": not known.same_human}
    return tuple(code for code, yes in found.items() if yes)


def clashes(known: Row, facts: Json) -> tuple[str, ...]:
    """What an officer must know of her other sessions before accepting her here."""
    found = {
        "overlapping_session": known.overlapping_session,
        "repeated_course": known.repeated_course,
        "first_timer_mismatch": known.attended and Target.FIRST_TIMERS in facts["groups"],
    }
    return tuple(code for code, yes in found.items() if yes)
