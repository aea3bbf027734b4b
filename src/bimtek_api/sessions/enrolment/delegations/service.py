"""Registering a delegation: seats for all of its people, or all of them wait; and answering for all."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Row, TextClause
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import KeyReused, Once
from bimtek_api.core.numbering import receipt_number
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.checks import service as checks
from bimtek_api.sessions.enrolment.checks.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.checks.service import Person
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.delegations import repository
from bimtek_api.sessions.enrolment.delegations.errors import NothingToDo, QuestionsAsked, UnknownDelegation
from bimtek_api.sessions.enrolment.delegations.models import Delegation, DelegationMember
from bimtek_api.sessions.enrolment.delegations.schemas import (
    DelegationCreate,
    DelegationMove,
    DelegationRead,
    MemberRead,
)
from bimtek_api.sessions.enrolment.entries import service, statements
from bimtek_api.sessions.enrolment.entries.errors import NoticeOutdated, RegisteredAlready
from bimtek_api.sessions.enrolment.places import service as places
from bimtek_api.sessions.enrolment.places.service import Origin
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.views import holder_of
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import Channel
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.enrolment.registrations.workflow import LIVE
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.forms import service as forms
from bimtek_api.sessions.planning.schedule import eligibility, views

SHARED = ("session_id", "district_code", "subdistrict_code", "village_code", "trade", "notice_version", "email")
ACTS = {"accept_offer": {S.OFFERED}, "decline_offer": {S.OFFERED}, "give_up": LIVE}
PHONE = N_("Nomor ponsel tidak cocok dengan penanggung jawab rombongan ini.")


@dataclass(frozen=True)
class Candidate:
    """One member on the way in: her facts, who she is, and how her registration was sent."""

    sent: RegistrationCreate
    facts: Json
    person: Person


async def register(
    db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: DelegationCreate, origin: Origin | None = None
) -> UUID:
    """Seats for all, or all of them wait, or an officer looks at all first. Returns the delegation's id."""
    if earlier := await served(db, once, actor.caller):
        return earlier
    sent = [registration_of(new, index) for index in range(len(new.people))]
    session = await checks.context(db, sent[0], judged=False)
    if forms.faults(session.questions, {}):
        raise QuestionsAsked
    refuse_ineligible(session, sent)
    checks.refuse_closed(session, None)
    if new.notice_version != notice.VERSION:
        raise NoticeOutdated
    stranger = origin if service.channel_of(actor, sent[0], session.district_code) == Channel.SELF else None
    dear = stranger and await places.delegation_is_dear(db, session.id, len(sent), stranger)
    delegation_id = await keep(db, actor, new, session)
    candidates = await identified(db, vault, actor, sent, session, delegation_id)
    await seats.settle(db, session.id)
    if dear:
        made = await entered(db, actor, once, session, candidates, statements.HOLD_BACK)
    else:
        made = await all_or_none(db, actor, once, session, candidates)
    rows = enumerate(made)
    db.add_all(DelegationMember(delegation_id=delegation_id, position=at, receipt_id=receipt) for at, receipt in rows)
    await db.flush()
    await once.settle(db, actor.caller, delegation_id)
    return delegation_id


async def served(db: AsyncSession, once: Once, caller: str) -> UUID | None:
    """The delegation made with this key. Sent again with other fields, it says which delegation the key made."""
    try:
        return await once.earlier(db, caller)
    except KeyReused as no:
        made = await repository.number_of(db, no.facts.get("resource_id"))
        if made is None:
            raise
        raise RegisteredAlready(number=made) from no


def registration_of(new: DelegationCreate, index: int) -> RegistrationCreate:
    """A member as a registration of her own: place, trade and address of the delegation."""
    member = new.people[index]
    own = member.model_dump(exclude={"phone"}) | {"phone": member.phone or new.phone}
    shared = {name: getattr(new, name) for name in SHARED}
    return RegistrationCreate.model_construct(None, **own | shared, business_name=new.name)


def refuse_ineligible(session: Row, sent: list[RegistrationCreate]) -> None:
    """Everybody must meet the session's rules; the fault names whom."""
    found = [
        replace(fault, pointer=f"/people/{at}{fault.pointer}")
        for at, each in enumerate(sent)
        for fault in checks.birth_faults(session, each) or eligibility.faults(session.eligibility, session, each)
    ]
    if found:
        raise Invalid(*found)


async def keep(db: AsyncSession, actor: Actor, new: DelegationCreate, session: Row) -> UUID:
    plain = new.model_dump(include={"session_id", "name", "contact_name", "phone", "email"})
    delegation = Delegation(**plain, number=receipt_number("RB"), district_code=session.district_code)
    db.add(delegation)
    await db.flush()
    data = {"members": len(new.people), "session_id": str(session.id)}
    entry = Entry("delegation.registered", ("delegation", delegation.id), session.district_code, data=data)
    await record(db, actor, entry)
    return delegation.id


async def identified(
    db: AsyncSession,
    vault: Vault,
    actor: Actor,
    sent: list[RegistrationCreate],
    session: Row,
    delegation_id: UUID,
) -> list[Candidate]:
    """Who they are, before any seat is locked and in one order: single registrations lock the same way."""
    facts = []
    for each in sent:
        each.form_version = session.form_version
        channel = service.channel_of(actor, each, session.district_code)
        facts.append(service.facts_of(vault, each, session) | {"channel": channel, "delegation_id": delegation_id})
    order = sorted(range(len(sent)), key=lambda at: facts[at]["nik_index"])
    people = {at: await checks.identify(db, facts[at]) for at in order}
    return [Candidate(each, facts[at], people[at]) for at, each in enumerate(sent)]


async def all_or_none(
    db: AsyncSession, actor: Actor, once: Once, session: Row, candidates: list[Candidate]
) -> list[UUID]:
    """Everybody's receipt. What some got is undone when one of them got none."""
    try:
        async with db.begin_nested():
            return await entered(db, actor, once, session, candidates, statements.TAKE_SHARED)
    except seats.NotForAll:
        return await entered(db, actor, once, session, candidates, statements.WAIT)


async def entered(
    db: AsyncSession, actor: Actor, once: Once, session: Row, candidates: list[Candidate], how: TextClause
) -> list[UUID]:
    made = []
    for each in candidates:
        if each.person.earlier:
            made.append(await service.repeat(db, actor, once, each.sent, each.person.earlier, session))
            continue
        receipt = await service.take(db, actor, once, each.facts, each.person, session, how)
        waits = receipt.waits
        if waits and how is not statements.WAIT:
            raise seats.NotForAll
        made.append(receipt.receipt_id)
    return made


async def opened(db: AsyncSession, vault: Vault, number: str, secret: str) -> Delegation:
    """The delegation behind its secret; a wrong secret is the same 404 as a wrong number."""
    found = await repository.by_number(db, number)
    if found is None or not same_secret(secret, vault.receipt_secret(found.id, 1)):
        raise UnknownDelegation
    return found


async def shown(db: AsyncSession, vault: Vault, delegation: Delegation, *, secret: bool = False) -> DelegationRead:
    """Its people with their receipts, and what can be answered for all of them now."""
    rows = [await receipts.load(db, receipt_id=each) for each in await repository.receipts_of(db, delegation.id)]
    members = [
        MemberRead(
            name=row.name, number=row.number,
            secret=None if receipts.is_repeat(row) else vault.receipt_secret(row.receipt_id, row.generation),
            status=receipts.status_of(row), queue=receipts.queue_of(row),
        )
        for row in rows
    ]  # fmt: skip
    plain = {name: getattr(delegation, name) for name in ("number", "name", "contact_name")}
    return DelegationRead(
        **plain, secret=vault.receipt_secret(delegation.id, 1) if secret else None, members=members,
        phone_last2=delegation.phone[-2:], session=views.session_row(rows[0].session),
        actions=[act for act, states in ACTS.items() if any(each.status in states for each in members)],
    )  # fmt: skip


async def act(
    db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, asked: DelegationMove
) -> DelegationRead:
    """One answer for everybody it applies to, all or nothing."""
    delegation = await opened(db, vault, number, secret)
    if asked.phone != delegation.phone:
        raise Invalid(Fault("/phone", "phone_wrong", PHONE))
    if await once.first(db, holder_of(delegation.district_code)):
        await answer_all(db, delegation, asked.action)
    return await shown(db, vault, delegation)


async def answer_all(db: AsyncSession, delegation: Delegation, action: str) -> None:
    room = await seats.settle(db, delegation.session_id)
    holder = holder_of(delegation.district_code)
    acted = False
    for registration_id in await registrations.of_delegation(db, delegation.id):
        person = await registrations.lock(db, registration_id)
        if person.status not in ACTS[action]:
            continue
        at_once = action == "accept_offer" and person.person_id and not room.moderated
        await seats.step(db, holder, person, "accept_offer_at_once" if at_once else action, room.facts)
        acted = True
    if not acted:
        raise NothingToDo
    await seats.settle(db, delegation.session_id)
