"""Registering for a session: one transaction, few statements, the same answer for known and unknown ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, TextClause
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.i18n import language
from bimtek_api.core.idempotency import KeyReused, Once
from bimtek_api.core.numbering import receipt_number
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities import nik
from bimtek_api.participants.trades.catalogue import KBLI_VERSION, TRADES
from bimtek_api.sessions.enrolment.checks import service as checks
from bimtek_api.sessions.enrolment.checks.schemas import Assistance, RegistrationCreate
from bimtek_api.sessions.enrolment.checks.service import Person, context, refuse_closed
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.entries import statements
from bimtek_api.sessions.enrolment.entries.errors import NoticeOutdated, RegisteredAlready
from bimtek_api.sessions.enrolment.places import service as places
from bimtek_api.sessions.enrolment.places.service import Origin
from bimtek_api.sessions.enrolment.registrations.models import Channel, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.workflow import OVERRULED
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.forms import service as forms
from bimtek_api.sessions.planning.schedule import eligibility

APART = ("nik", "district_code", "subdistrict_code", "village_code", "disabled", "first_timer", "assistance")
ARRIVALS = {RegistrationStatus.OFFERED: "registration.invited"}
# What nobody has said of somebody who did not fill in the form herself, as whom an officer invites.
UNSAID = {name: None for name, each in RegistrationCreate.model_fields.items() if each.default is None}
CHANNELS = {"officer": Channel.OFFICER, "integrator": Channel.INTEGRATOR, "system": Channel.OFFICER}


@dataclass(frozen=True)
class Taken:
    """What a registration was made of: its session, the values of the statement, and what the statement answered."""

    session: Row
    values: Json
    row: Row


@dataclass(frozen=True)
class Made:
    """The receipt's id and, when all that it shows is known already, whence: no need to read it again."""

    receipt_id: UUID
    taken: Taken | None = None

    @property
    def waits(self) -> bool:
        """Whether she has no seat, or a share has to be looked at to say so."""
        return self.taken is None or self.taken.row.status == RegistrationStatus.WAITLISTED


async def register(
    db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: RegistrationCreate, origin: Origin | None = None
) -> Made:
    """Takes a seat or a place in the queue. An exact repeat gets a number for the same registration."""
    if earlier := await served(db, once, actor.caller):
        return Made(earlier)
    session = await context(db, new)
    channel = channel_of(actor, new, session.district_code)
    refuse_closed(session, new.assistance)
    if new.notice_version != notice.VERSION:
        raise NoticeOutdated
    facts = facts_of(vault, new, session) | {"channel": channel}
    person = await checks.identify(db, facts)
    if person.earlier:
        if new.assistance and new.assistance.extra:
            await seats.give_extra(db, actor, person.earlier)
        return Made(await repeat(db, actor, once, new, person.earlier, session))
    stranger = origin if channel == Channel.SELF else None
    phone = vault.index_of("phone", new.phone)
    if stranger and await places.is_dear(db, session.id, phone, stranger):
        await places.hold_back(db, session.id, phone, stranger)
        return await take(db, actor, once, facts, person, session, statements.HOLD_BACK)
    return await take(db, actor, once, facts, person, session, await statement_for(db, session, facts))


async def served(db: AsyncSession, once: Once, caller: str) -> UUID | None:
    """The receipt made with this key. Sent again with other fields, it says which registration the key made."""
    try:
        return await once.earlier(db, caller)
    except KeyReused as no:
        number = (await db.execute(statements.NUMBER, {"id": no.facts.get("resource_id")})).scalar_one_or_none()
        if number is None:
            raise
        raise RegisteredAlready(number=number) from no


def facts_of(vault: Vault, new: RegistrationCreate, session: Row) -> dict[str, object]:
    """The parameters of the statements: normalised values, the sealed id, warnings for the officer."""
    plain = new.model_dump(exclude={*APART})
    warnings = nik.warnings(new.nik, new.birth_date, new.sex)
    if new.district_code != session.district_code:
        warnings.append("out_of_district")
    if eligibility.faults(session.eligibility, session, new):
        warnings.append("not_eligible")
    kept = forms.kept(session, new.form_version, new.answers)
    return plain | kept | arrival(new) | {
        "district": new.district_code,
        "subdistrict": new.subdistrict_code,
        "village": new.village_code,
        "kbli": TRADES[new.trade].kbli,
        "kbli_version": KBLI_VERSION,
        "nik_index": vault.blind_index(new.nik),
        "nik_sealed": vault.seal(new.nik),
        "nik_last4": new.nik[-4:],
        "equipment_needs": [str(kind) for kind in new.equipment_needs],
        "groups": [str(target) for target in new.groups],
        "consents": sorted({str(purpose) for purpose in new.consents}),
        "language": language.get(),
        "session_district": session.district_code,
        "warnings": warnings,
        "demo": session.demo,
    }  # fmt: skip


def arrival(new: RegistrationCreate) -> dict[str, object]:
    """How it came about: alone and by the rules, unless somebody says otherwise."""
    how = new.assistance or Assistance()
    return {
        "extra": how.extra, "late_reason": how.late_reason, "reason": how.override_reason, "replaces": None,
        "hold_until": None, "delegation_id": None,
    }  # fmt: skip


async def take(
    db: AsyncSession,
    actor: Actor,
    once: Once,
    facts: Json,
    person: Person,
    session: Row,
    how: TextClause,
) -> Made:
    """The seat, the registration, its receipt and its history. `how` is one of `statements.TAKE…`."""
    unsure = person.id is None
    warnings = facts["warnings"] + list(person.warnings)
    looked_at = session.moderated or unsure or bool(OVERRULED.intersection(warnings))
    seated = seated_as(invited=facts["hold_until"] is not None, looked_at=looked_at)
    if how is statements.HOLD_BACK:
        seated = RegistrationStatus.HELD
    values = (
        UNSAID
        | facts
        | {
            "number": receipt_number(),
            "person_id": person.id,
            "seated_status": seated,
            "warnings": warnings,
            "priority": int(person.missed > 0),
            "caller": actor.caller,
            "key": once.key,
            "agreed": person.agreed,
        }
    )
    row = (await db.execute(how, values)).one()
    queued = row.status == RegistrationStatus.WAITLISTED
    name = "registration.queued" if queued else ARRIVALS.get(seated, "registration.submitted")
    subject, place = ("registration", row.id), session.district_code
    data = {"session_id": str(session.id), "queue_no": row.queue_no, "unsure": unsure}
    entry = Entry(name, subject, place, person.id, after=row.status, reason=facts["reason"], data=data)
    await record(db, actor, entry)
    told = queued and session.shared  # which share blocks her must be read
    return Made(row.receipt_id, None if told else Taken(session, values, row))


def seated_as(*, invited: bool, looked_at: bool) -> RegistrationStatus:
    """How a registration with a seat begins: an invitation waits for her answer, a doubt for an officer."""
    if invited:
        return RegistrationStatus.OFFERED
    return RegistrationStatus.PENDING_REVIEW if looked_at else RegistrationStatus.CONFIRMED


async def statement_for(db: AsyncSession, session: Row, facts: Mapping[str, object]) -> TextClause:
    """One counter needs one statement. Shares, lapsed holds or a seat nobody was offered yet need the lock first."""
    if facts["extra"]:
        return statements.TAKE_EXTRA
    unserved = session.waiting > 0 and session.taken < session.size
    if not (session.shared or session.expired or unserved):
        return statements.TAKE
    await seats.settle(db, session.id)
    return statements.TAKE_SHARED


def channel_of(actor: Actor, new: RegistrationCreate, district: str) -> Channel:
    """Outside her districts an officer or integrator registers like anyone else, without an officer's rights."""
    if not actor.can(Permission.REGISTRATION_ASSIST, district):
        if new.assistance:
            raise Forbidden
        return Channel.SELF
    if new.assistance and new.assistance.decides:
        actor.require(Permission.REGISTRATION_DECIDE, district)
    return Channel.WALK_IN if new.assistance and new.assistance.walk_in else CHANNELS[actor.kind]


async def repeat(
    db: AsyncSession, actor: Actor, once: Once, new: RegistrationCreate, registration_id: UUID, session: Row
) -> UUID:
    """A number for the registration that is there already. It opens nothing: whoever sent this may be a stranger."""
    facts = {"number": receipt_number(), "registration_id": registration_id, "name": new.name}
    receipt_id = (await db.execute(statements.REPEAT, facts)).scalar_one()
    await once.settle(db, actor.caller, receipt_id)
    entry = Entry("registration.repeated", ("registration", registration_id), session.district_code)
    await record(db, actor, entry)
    return receipt_id
