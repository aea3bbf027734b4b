"""Who is told what, when and how: the outbox's listeners, its sender, and the officer who tells by hand."""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.events.models import Event
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.notifications import occasions, recipients, repository
from bimtek_api.exchange.notifications.audiences import OUTBOX, Audience
from bimtek_api.exchange.notifications.errors import NotUndelivered, ToldAlready
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.models import UNTOLD, Channel, Message, MessageStatus
from bimtek_api.exchange.notifications.reach import channels_of
from bimtek_api.exchange.notifications.schemas import TextsWrite
from bimtek_api.exchange.notifications.transport import NotNow, Refused, compose, gateway, transport
from bimtek_api.exchange.notifications.writing import Writer
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.programmes.programmes import repository as programmes
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.settings import Settings

log = structlog.get_logger()
ATTEMPTS = 8
NO_WAY = 503  # the office has stopped using this way since the message was written
NOT_COMPOSED = "not_composed"  # no mail can be made of it: an address or a text nothing accepts
KINDS = tuple(OUTBOX)
# Without an address nobody need tell her: she did it on a page that said so.
ON_THE_PAGE = (K.RECEIVED, K.CONFIRMED, K.QUEUED, K.ONE_TIME_CODE, K.OFFER_TAKEN)
VISIBLE_CHANGES = {"days", "venue", "address"}


class Notifier(Writer):
    """The outbox with its means: how mail leaves, the keys behind receipt addresses, where the pages live."""

    def __init__(self, vault: Vault, settings: Settings) -> None:
        super().__init__(vault, settings.web_url)
        self.sender, self.send, self.post = settings.mail_from, transport(settings), gateway(settings)

    async def listen(self, db: AsyncSession, event: Event) -> None:
        """Writes the outbox rows of one event. Harmless when run twice."""
        mails, chats = self.send is not None, self.post is not None
        telling = OUTBOX[event.name]
        if telling.audience in (Audience.CHAIR, Audience.CHAIRS):
            kind, people = case_kind(event), await recipients.chairs(db, event)
            people = [
                replace(each, facts=await occasions.facts_of(db, event, kind, each.about[1])) for each in people
            ]
        elif telling.audience == Audience.COMPLAINANT:
            kind, people = kind_of(event), await recipients.complainant(db, self.vault, event)
        elif telling.audience == Audience.DELEGATION:
            kind, people = kind_of(event), await recipients.delegation(db, event)
        else:
            kind, ids = await concerned(db, event, mails=mails)
            people = await recipients.of_registrations(db, ids)
        if people:
            await repository.enqueue(db, event, kind, people, mails=mails, chats=chats)

    async def deliver(self, database: Database, message_id: UUID) -> None:
        """Sends one message outside any transaction. Raises NotNow to be tried again."""
        async with database.transaction() as db:
            attempts = await repository.claim(db, message_id)
            row = await repository.one(db, message_id) if attempts else None
            elsewhere = attempts is None and await repository.is_sending(db, message_id)
        if elsewhere:
            raise NotNow("sending")  # by a process that may have died: looked at again
        if row is None or attempts is None:
            return
        status, error = await self.attempt(row)
        given_up = status == MessageStatus.QUEUED and attempts >= ATTEMPTS
        async with database.transaction() as db:
            await repository.settle(db, message_id, MessageStatus.UNDELIVERED if given_up else status, error)
        if status == MessageStatus.QUEUED and not given_up:
            raise NotNow(error)

    async def attempt(self, row: Row) -> tuple[MessageStatus, str | None]:
        """What no mail can be made of is undelivered at once: the next one about the same thing waits for nothing."""
        try:
            await (self.mail(row) if row.Message.channel == Channel.EMAIL else self.chat(row))
        except Refused as refusal:
            return MessageStatus.UNDELIVERED, str(refusal.code)
        except NotNow as hindrance:
            return MessageStatus.QUEUED, str(hindrance)
        except Exception as fault:
            log.exception("not_composed", message=str(row.id), kind=type(fault).__name__, exc_info=False)
            return MessageStatus.UNDELIVERED, NOT_COMPOSED
        return MessageStatus.SENT, None

    async def mail(self, row: Row) -> None:
        address = self.contact(row)[0]
        if self.send is None or not address:
            raise Refused(NO_WAY)
        subject, text = self.written(row, private=True)
        await self.send(compose(self.sender, address, subject, text, str(row.id)))

    async def chat(self, row: Row) -> None:
        """A phone number may have passed to somebody else: the text names no address that opens her receipt."""
        number = self.contact(row)[1]
        if self.post is None or not number:
            raise Refused(NO_WAY)
        _, text = self.written(row, private=False)
        await self.post(number, text, str(row.id))

    def contact(self, row: Row) -> tuple[str | None, str | None]:
        """E-mail address and mobile number, as they are now."""
        if row.contact_sealed:
            return channels_of(self.vault.unseal(row.contact_sealed))
        return row.email or None, row.phone or None

    def whatsapp(self, row: Row) -> str | None:
        """A chat with the person, the text ready; nothing leaves before the officer sends it."""
        number = self.contact(row)[1]
        if row.Message.status not in UNTOLD or not number:
            return None
        _, text = self.written(row, private=False)
        return f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}"


def kind_of(event: Event) -> K:
    kind = OUTBOX[event.name].kind
    assert kind is not None
    return kind


def case_kind(event: Event) -> K:
    """Complete papers lead to a visit where the call asks for one."""
    visited = event.name == "application.verified" and event.after == ApplicationStatus.IN_FIELD_CHECK
    return K.CASE_VISIT_COMES if visited else kind_of(event)


async def concerned(db: AsyncSession, event: Event, *, mails: bool) -> tuple[K, list[UUID]]:
    """What an event of the training means for whom."""
    kind = kind_of(event)
    if event.subject_kind == "registration":
        return await concerned_herself(db, event, kind, mails=mails)
    if OUTBOX[event.name].audience == Audience.RECORD:
        return kind, await recipients.reached(db, event)
    if kind == K.PLAN_CHANGED and not VISIBLE_CHANGES.intersection(event.data.get("fields", ())):
        return kind, []
    return kind, await recipients.told_of_session(db, event.subject_id, reminded=kind == K.REMINDER)


async def concerned_herself(db: AsyncSession, event: Event, kind: K, *, mails: bool) -> tuple[K, list[UUID]]:
    """Her own registration; what she did on her page is not told by voice as well."""
    person = await db.get(Registration, event.subject_id)
    if person is None:
        return kind, []
    doubts_hidden = await recipients.hides_doubts(db, person)
    if kind == K.RECEIVED and (doubts_hidden or event.after == RegistrationStatus.HELD):
        kind = K.CONFIRMED  # also while an officer looks who she is: no message tells that an id is known
    page = kind in ON_THE_PAGE or (kind == K.WITHDRAWN and event.actor_kind != "officer")
    silent = (page and not (mails and person.email)) or (kind == K.ACCEPTED and doubts_hidden)
    return kind, [] if silent else [event.subject_id]


async def tell(db: AsyncSession, actor: Actor, message_id: UUID) -> None:
    """An officer has told the person herself."""
    message = await repository.lock(db, actor, message_id)
    if message.status not in UNTOLD:
        raise ToldAlready
    before = str(message.status)
    message.status, message.told_by, message.settled_at = MessageStatus.TOLD, actor.id, await clock.now(db)
    message.channel = Channel.PERSON
    await db.flush()
    await told(db, actor, message, "message.told", before)


async def retry(db: AsyncSession, actor: Actor, message_id: UUID) -> None:
    """Once the address or the receiver is mended: tried anew, from the first attempt on."""
    message = await repository.lock(db, actor, message_id)
    if message.status != MessageStatus.UNDELIVERED:
        raise NotUndelivered
    before = str(message.status)
    message.status, message.attempts, message.error, message.settled_at = MessageStatus.QUEUED, 0, None, None
    await db.flush()
    await repository.send_again(db, message.id)
    await told(db, actor, message, "message.retried", before)


async def told(db: AsyncSession, actor: Actor, message: Message, name: str, before: str) -> None:
    """In the history of what it is about."""
    about = {
        "registration": message.registration_id, "application": message.application_id,
        "complaint": message.complaint_id, "delegation": message.delegation_id,
    }  # fmt: skip
    subject = next((kind, each) for kind, each in about.items() if each)
    data = {"message_id": str(message.id), "kind": str(message.kind)}
    entry = Entry(name, subject, message.district_code, None, before, str(message.status), data=data)
    await record(db, actor, entry)


async def write_texts(db: AsyncSession, actor: Actor, programme_id: UUID, new: TextsWrite) -> None:
    """Replaces what a programme adds to its messages."""
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    programme = await programmes.read(db, programme_id)
    await repository.write_texts(db, programme.id, new.items)
    data = {"kinds": [str(each.kind) for each in new.items]}
    await record(db, actor, Entry("programme.texts_changed", ("programme", programme.id), COUNTRY, data=data))
