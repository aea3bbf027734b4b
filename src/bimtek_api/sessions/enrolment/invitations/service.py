"""Inviting somebody on file: a seat is held for her, and she answers behind her receipt like to any offer."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents import service as consents
from bimtek_api.sessions.enrolment.decisions.schemas import Invitation
from bimtek_api.sessions.enrolment.entries import service, statements
from bimtek_api.sessions.enrolment.recognition import service as recognition
from bimtek_api.sessions.enrolment.registrations import repository
from bimtek_api.sessions.enrolment.registrations.errors import NoFreeSeat, SecondRegistration, TooYoung
from bimtek_api.sessions.enrolment.registrations.models import Channel, Purpose, RegistrationStatus
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.forms import fields as forms
from bimtek_api.sessions.planning.forms.service import questions_of
from bimtek_api.sessions.planning.schedule import eligibility
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

PLAIN = ("name", "phone", "email", "birth_date", "sex", "business_name", "trade", "kbli", "kbli_version")
SEALED = ("nik_index", "nik_sealed", "nik_last4")


async def invite(db: AsyncSession, actor: Actor, once: Once, session_id: UUID, new: Invitation) -> UUID:
    """Holds a seat for a participant until she answers; refuses when none is free. Returns the registration's id."""
    if earlier := await once.earlier(db, actor.caller):
        return await repository.of_receipt(db, earlier)
    await people.read(db, actor, new.participant_id)
    await consents.expect(db, new.participant_id, Purpose.INVITATIONS)
    query = select(Participant, Identity).join(Identity, Identity.id == Participant.person_id)
    found = (await db.execute(query.where(Participant.person_id == new.participant_id))).one()
    session = await session_for(db, actor, session_id, found.Participant)
    service.refuse_closed(session, None)
    if eligibility.too_young(session.eligibility, session, found.Participant):
        raise TooYoung
    facts = facts_of(session, found, extra=new.extra)
    person = await recognition.identify(db, facts)
    if person.earlier or person.id is None:
        raise SecondRegistration
    await seats.settle(db, session_id)
    how = statements.TAKE_EXTRA if new.extra else statements.TAKE_SHARED
    made = await service.take(db, actor, once, facts, person, session, how)
    if made.shows is None or made.shows.status == RegistrationStatus.WAITLISTED:
        raise NoFreeSeat
    return await repository.of_receipt(db, made.receipt_id)


async def session_for(db: AsyncSession, actor: Actor, session_id: UUID, person: Participant) -> Row:
    """What registering must know of the session, as for anybody who lives where she does."""
    place = {
        "district": person.district_code, "subdistrict": person.subdistrict_code, "village": person.village_code,
    }  # fmt: skip
    session = (await db.execute(statements.CONTEXT, place | {"session_id": session_id})).first()
    if session is None:
        raise UnknownSession
    expect_on(actor, Permission.REGISTRATION_DECIDE, session, UnknownSession)
    return session


def facts_of(session: Row, found: Row, *, extra: bool) -> dict[str, object]:
    """The parameters of the statements, from the record on file. She reads the notice when she answers."""
    person, identity = found.Participant, found.Identity
    hours = session.offer_hours * (1 if person.email else seats.BY_PHONE_ONLY)
    outside = person.district_code != session.district_code
    kept = {name: getattr(person, name) for name in PLAIN} | {name: getattr(identity, name) for name in SEALED}
    return kept | {
        "session_id": session.id, "district": person.district_code, "subdistrict": person.subdistrict_code,
        "village": person.village_code, "equipment_needs": [], "equipment_note": None, "groups": [], "extra": extra,
        "late_reason": None, "reason": None, "replaces": None, "delegation_id": None, "language": "id",
        "session_district": session.district_code, "warnings": ["out_of_district"] if outside else [],
        "demo": session.demo, "channel": Channel.INVITED,
        "notice_version": notice.UNREAD, "consents": [], "form_version": session.form_version, "answers": {},
        "files_due": forms.files_due(questions_of(session.questions), {}),
        "hold_until": min(session.now + timedelta(hours=hours), session.closes_at),
    }  # fmt: skip
