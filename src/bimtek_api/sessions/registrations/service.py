"""Registering for a session: one transaction, few statements, the same answer for known and unknown ids."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.numbering import receipt_number
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities import nik
from bimtek_api.participants.trades.catalogue import KBLI_VERSION, TRADES
from bimtek_api.sessions.registrations import notice, statements
from bimtek_api.sessions.registrations.errors import NoticeOutdated, RegistrationClosed, RegistrationNotOpen
from bimtek_api.sessions.registrations.models import Channel, RegistrationStatus
from bimtek_api.sessions.registrations.schemas import RegistrationCreate
from bimtek_api.sessions.schedule import views
from bimtek_api.sessions.schedule.errors import UnknownSession

DISTRICT = N_("Pilih kabupaten atau kota dari daftar.")
SUBDISTRICT = N_("Pilih kecamatan di kabupaten atau kota itu.")
VILLAGE = N_("Pilih desa atau kelurahan di kecamatan itu.")
CHANNELS = {"officer": Channel.OFFICER, "integrator": Channel.INTEGRATOR, "system": Channel.OFFICER}


@dataclass(frozen=True)
class Person:
    """Whose registration it is, as far as the system may say by itself."""

    id: UUID | None
    known: bool
    earlier: UUID | None


@dataclass(frozen=True)
class Made:
    """The receipt's id and, when everything about it is known already, what it shows: no need to read it again."""

    receipt_id: UUID
    shows: SimpleNamespace | None = None


async def register(db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: RegistrationCreate) -> Made:
    """Takes a seat or a place in the queue. An exact repeat gets a new receipt of the same registration."""
    if earlier := await once.earlier(db, actor.caller):
        return Made(earlier)
    session = await context(db, new)
    refuse_closed(session)
    if new.notice_version != notice.VERSION:
        raise NoticeOutdated
    facts = facts_of(vault, new, session)
    person = await identify(db, facts)
    if person.earlier:
        return Made(await repeat(db, actor, once, new, person.earlier, session))
    return await take(db, actor, once, facts, person, session)


async def context(db: AsyncSession, new: RegistrationCreate) -> Row:
    """The public session and whether the domicile's parts belong together."""
    place = {"district": new.district_code, "subdistrict": new.subdistrict_code, "village": new.village_code}
    session = (await db.execute(statements.CONTEXT, place | {"session_id": new.session_id})).first()
    if session is None:
        raise UnknownSession
    if faults := domicile_faults(session, new):
        raise Invalid(*faults)
    return session


def domicile_faults(session: Row, new: RegistrationCreate) -> list[Fault]:
    faults = []
    if session.home_district is None:
        faults.append(Fault("/district_code", "district_unknown", DISTRICT))
    if session.subdistrict_parent != new.district_code:
        faults.append(Fault("/subdistrict_code", "subdistrict_unknown", SUBDISTRICT))
    if session.village_parent != new.subdistrict_code:
        faults.append(Fault("/village_code", "village_unknown", VILLAGE))
    return faults


def refuse_closed(session: Row) -> None:
    """Outside its window a session takes nobody, whoever asks."""
    state = views.window(session).state
    if state == "upcoming":
        raise RegistrationNotOpen
    if state == "closed":
        raise RegistrationClosed


def facts_of(vault: Vault, new: RegistrationCreate, session: Row) -> dict[str, Any]:
    """The parameters of the statements: normalised values, the sealed id, warnings for the officer."""
    plain = new.model_dump(exclude={"nik", "district_code", "subdistrict_code", "village_code"})
    warnings = nik.warnings(new.nik, new.birth_date, new.sex)
    if new.district_code != session.district_code:
        warnings.append("out_of_district")
    return plain | {
        "district": new.district_code,
        "subdistrict": new.subdistrict_code,
        "village": new.village_code,
        "kbli": TRADES[new.trade].kbli,
        "kbli_version": KBLI_VERSION,
        "nik_index": vault.blind_index(new.nik),
        "nik_sealed": vault.seal(new.nik),
        "nik_last4": new.nik[-4:],
        "equipment_needs": [str(kind) for kind in new.equipment_needs],
        "session_district": session.district_code,
        "warnings": warnings,
        "demo": session.demo,
    }


async def identify(db: AsyncSession, facts: dict[str, Any]) -> Person:
    """Finds or makes the person. A known id with another contact is left for an officer to decide."""
    row = (await db.execute(statements.PERSON, facts)).one()
    if row.made:
        return Person(row.id, known=False, earlier=None)
    known = (await db.execute(statements.KNOWN, facts | {"person_id": row.id})).one()
    same_contact = known.phone == facts["phone"]
    earlier = known.of_person if same_contact else known.of_contact
    return Person(row.id if same_contact else None, known=True, earlier=earlier)


async def take(
    db: AsyncSession, actor: Actor, once: Once, facts: dict[str, Any], person: Person, session: Row
) -> Made:
    """The seat, the registration, its receipt and its history."""
    unsure = person.id is None
    warnings = facts["warnings"] + (["contact_differs"] if unsure else [])
    seated = RegistrationStatus.PENDING_REVIEW if session.moderated or unsure else RegistrationStatus.CONFIRMED
    values = facts | {
        "number": receipt_number(),
        "person_id": person.id,
        "seated_status": seated,
        "channel": channel_of(actor, session.district_code),
        "warnings": warnings,
        "caller": actor.caller,
        "key": once.key,
    }
    row = (await db.execute(statements.TAKE, values)).one()
    queued = row.status == RegistrationStatus.WAITLISTED
    await record(
        db,
        actor,
        Entry(
            "registration.queued" if queued else "registration.submitted",
            ("registration", row.id),
            session.district_code,
            person_id=person.id,
            after=row.status,
            data={"session_id": str(session.id), "queue_no": row.queue_no, "unsure": unsure},
        ),
    )
    return Made(row.receipt_id, shown_at_once(session, values, row))


def shown_at_once(session: Row, values: dict[str, Any], row: Row) -> SimpleNamespace:
    """What `statements.RECEIPT` would read of a registration made just now."""
    told = {name: value for name, value in session._mapping.items() if name not in ("id", "number", "status")}
    queued = row.status == RegistrationStatus.WAITLISTED
    return SimpleNamespace(
        **told | {"taken": row.taken, "waiting": row.waiting},
        session_id=session.id, session_number=session.number, session_status=session.status,
        receipt_id=row.receipt_id, number=values["number"], generation=1, name=values["name"],
        submitted_at=row.created_at, registered_at=row.created_at, status=row.status, nik_last4=values["nik_last4"],
        phone=values["phone"], position=row.waiting if queued else None, certificate=None,
        events=[{"name": "registration.queued", "at": row.created_at}] if queued else [],
    )  # fmt: skip


def channel_of(actor: Actor, district: str) -> Channel:
    """Outside her districts an officer or integrator registers like anyone else."""
    assists = actor.can(Permission.REGISTRATION_ASSIST, district)
    return CHANNELS[actor.kind] if assists else Channel.SELF


async def repeat(
    db: AsyncSession, actor: Actor, once: Once, new: RegistrationCreate, registration_id: UUID, session: Row
) -> UUID:
    """A new receipt for the registration that is there already, with the name as typed this time."""
    facts = {"number": receipt_number(), "registration_id": registration_id, "name": new.name}
    receipt_id = (await db.execute(statements.REPEAT, facts)).scalar_one()
    await once.settle(db, actor.caller, receipt_id)
    entry = Entry("registration.repeated", ("registration", registration_id), session.district_code)
    await record(db, actor, entry)
    return receipt_id
