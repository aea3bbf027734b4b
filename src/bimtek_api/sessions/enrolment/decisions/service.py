"""Officers' decisions about registrations, and whom they invite: a seat is held for her until she answers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests.intake import confirm_by_card
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.areas import everywhere
from bimtek_api.core.errors import Fault, Invalid, Refusal
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.core.workflow import Available, Unavailable, UnknownAction, WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.enrolment.checks import service as checks
from bimtek_api.sessions.enrolment.checks.statements import CONTEXT
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents import service as consents
from bimtek_api.sessions.enrolment.consents.models import Purpose
from bimtek_api.sessions.enrolment.decisions import repository
from bimtek_api.sessions.enrolment.decisions.errors import AlreadyBound, TooYoung
from bimtek_api.sessions.enrolment.decisions.schemas import (
    BulkMove,
    BulkResult,
    BulkResults,
    Invitation,
    RegistrationMove,
)
from bimtek_api.sessions.enrolment.entries import service, statements
from bimtek_api.sessions.enrolment.receipts import repository as receipts
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.errors import NoFreeSeat, SecondRegistration
from bimtek_api.sessions.enrolment.registrations.models import AT_THE_DOOR, Channel, Registration
from bimtek_api.sessions.enrolment.registrations.workflow import BY_OFFICER, WORKFLOW
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.enrolment.seats.service import Room
from bimtek_api.sessions.enrolment.seats.statements import LOCK_MANY
from bimtek_api.sessions.planning.forms import fields as forms
from bimtek_api.sessions.planning.forms.service import questions_of
from bimtek_api.sessions.planning.schedule import eligibility
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

CORRECTION_HOURS = 72
WHICH_FIELDS = N_("Pilih isian yang harus diperbaiki.")


async def decide(
    db: AsyncSession, actor: Actor, registration_id: UUID, seen: int, move: RegistrationMove
) -> Registration:
    """One action on one registration, with its effect on seats and queue."""
    found = await registrations.find(db, actor, registration_id)
    room = await seats.settle(db, found.session_id)
    registration = await registrations.lock(db, registration_id)
    registration.expect(seen)
    if move.action in BESIDES:
        return await BESIDES[move.action](db, actor, registration, move)
    if move.action not in BY_OFFICER:
        raise UnknownAction
    if move.action == "return":
        prepare_return(registration, move, room)
    action = await seats.way_in(db, registration, room) if move.action == "let_in" else move.action
    await seats.step(db, actor, registration, action, replace(room.facts, reason=move.reason), move.reason)
    await seats.settle(db, registration.session_id)
    return registration


def prepare_return(registration: Registration, move: RegistrationMove, room: Room) -> None:
    """The seat is kept while she corrects the fields named, for three days."""
    if not move.fields:
        raise Invalid(Fault("/fields", "fields_missing", WHICH_FIELDS))
    registration.return_fields = [str(name) for name in move.fields]
    registration.hold_until = room.now + timedelta(hours=CORRECTION_HOURS)


async def bind(db: AsyncSession, actor: Actor, registration: Registration, move: RegistrationMove) -> Registration:
    """An officer has checked that this is the person on file: the registration becomes hers.

    With her card in hand the officer also says whose record it is: name and contact become what she registered with,
    and whoever stood there before owns it no longer.
    """
    actor.require(Permission.REGISTRATION_DECIDE, registration.district_code)
    if no := await bind_refusal(db, registration):
        raise no
    query = select(Identity.id).join(Participant, Participant.person_id == Identity.id)
    async with everywhere(db):  # she may live, and be on file, elsewhere
        registration.person_id = (
            await db.execute(query.where(Identity.nik_index == registration.nik_index))
        ).scalar_one()
    registration.version += 1
    await db.flush()
    subject = ("registration", registration.id)
    await record(db, actor, Entry("registration.bound", subject, registration.district_code, registration.person_id))
    if move.card_seen:
        await confirm_by_card(db, actor, registration)
    return registration


async def renew_pass(
    db: AsyncSession, actor: Actor, registration: Registration, move: RegistrationMove
) -> Registration:
    """The code at the door was lost or shared: the one before opens nothing any more."""
    actor.require(Permission.REGISTRATION_DECIDE, registration.district_code)
    if registration.status not in AT_THE_DOOR:
        raise WrongStep
    registration.pass_generation += 1
    registration.version += 1
    await db.flush()
    subject = ("registration", registration.id)
    entry = Entry("registration.pass_renewed", subject, registration.district_code, registration.person_id)
    await record(db, actor, entry)
    return registration


# What an officer does beside the machine: no state changes.
BESIDES = {"bind": bind, "renew_pass": renew_pass}


async def bind_refusal(db: AsyncSession, registration: Registration) -> Refusal | None:
    if registration.person_id:
        return AlreadyBound()
    other = await registrations.other_live(db, registration)
    return SecondRegistration() if other and other.person_id else None


async def actions(
    db: AsyncSession, actor: Actor, registration: Registration
) -> tuple[list[Available], list[Unavailable]]:
    """What this officer can do now, and why not the rest."""
    facts = replace((await seats.look(db, registration.session_id)).facts, reason="later")
    possible, missing = WORKFLOW.available(registration, actor, facts)
    possible = [each for each in possible if each.action in BY_OFFICER]
    missing = [each for each in missing if each.action in BY_OFFICER]
    if registration.person_id is None and actor.can(Permission.REGISTRATION_DECIDE, registration.district_code):
        no = await bind_refusal(db, registration)
        if no is None:
            possible.append(Available(action="bind"))
        else:
            missing.append(Unavailable(action="bind", code=no.code, reason=no.detail))
    if registration.status in AT_THE_DOOR and actor.can(Permission.REGISTRATION_DECIDE, registration.district_code):
        possible.append(Available(action="renew_pass"))
    return possible, missing


async def decide_many(db: AsyncSession, actor: Actor, bulk: BulkMove) -> BulkResults:
    """Each registration is judged alone, in its own savepoint; none fails because another did."""
    await db.execute(LOCK_MANY, {"ids": [item.id for item in bulk.items]})
    results = {}
    for item in sorted(bulk.items, key=lambda each: each.id):
        try:
            async with db.begin_nested():
                move = RegistrationMove(action=bulk.action, reason=bulk.reason, fields=bulk.fields)
                registration = await decide(db, actor, item.id, item.version, move)
            results[item.id] = BulkResult(id=item.id, name=registration.name, outcome="done")
        except Refusal as no:
            name = await repository.name_of(db, actor, item.id)
            results[item.id] = BulkResult(id=item.id, name=name, outcome="skipped", code=no.code, reason=no.detail)
    return BulkResults(results=[results[item.id] for item in bulk.items])


PLAIN = ("name", "phone", "email", "birth_date", "sex", "business_name", "trade", "kbli", "kbli_version")


SEALED = ("nik_index", "nik_sealed", "nik_last4")


async def invite(db: AsyncSession, actor: Actor, once: Once, session_id: UUID, new: Invitation) -> UUID:
    """Holds a seat for a participant until she answers; refuses when none is free. Returns the registration's id."""
    if earlier := await once.earlier(db, actor.caller):
        return await receipts.of_receipt(db, earlier)
    await people.read(db, actor, new.participant_id)
    await consents.expect(db, new.participant_id, Purpose.INVITATIONS)
    query = select(Participant, Identity).join(Identity, Identity.id == Participant.person_id)
    found = (await db.execute(query.where(Participant.person_id == new.participant_id))).one()
    session = await session_for(db, actor, session_id, found.Participant)
    checks.refuse_closed(session, None)
    if eligibility.too_young(session.eligibility, session, found.Participant):
        raise TooYoung
    facts = facts_of(session, found, extra=new.extra)
    person = await checks.identify(db, facts)
    if person.earlier or person.id is None:
        raise SecondRegistration
    await seats.settle(db, session_id)
    how = statements.TAKE_EXTRA if new.extra else statements.TAKE_SHARED
    made = await service.take(db, actor, once, facts, person, session, how)
    if made.waits:
        raise NoFreeSeat
    return await receipts.of_receipt(db, made.receipt_id)


async def session_for(db: AsyncSession, actor: Actor, session_id: UUID, person: Participant) -> Row:
    """What registering must know of the session, as for anybody who lives where she does."""
    place = {
        "district": person.district_code, "subdistrict": person.subdistrict_code, "village": person.village_code,
    }  # fmt: skip
    session = (await db.execute(CONTEXT, place | {"session_id": session_id})).first()
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
        "village": person.village_code, "equipment_needs": [], "groups": [], "extra": extra,
        "late_reason": None, "reason": None, "replaces": None, "delegation_id": None, "language": "id",
        "session_district": session.district_code, "warnings": ["out_of_district"] if outside else [],
        "demo": session.demo, "channel": Channel.INVITED,
        "notice_version": notice.UNREAD, "consents": [], "form_version": session.form_version, "answers": {},
        "files_due": forms.files_due(questions_of(session.questions), {}),
        "hold_until": min(session.now + timedelta(hours=hours), session.closes_at),
    }  # fmt: skip
