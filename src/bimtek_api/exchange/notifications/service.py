"""Who is told what, when and how: the outbox's listeners, its sender, and the officer who tells by hand."""

from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

from babel.dates import format_date, format_datetime
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.i18n import language
from bimtek_api.events.models import Event
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.notifications import repository, texts
from bimtek_api.exchange.notifications.errors import ToldAlready
from bimtek_api.exchange.notifications.models import UNTOLD, Channel, MessageStatus
from bimtek_api.exchange.notifications.models import MessageKind as K
from bimtek_api.exchange.notifications.schemas import TextsWrite
from bimtek_api.exchange.notifications.transport import NotNow, Refused, compose, gateway, transport
from bimtek_api.programmes.programmes import repository as programmes
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.settings import Settings

ATTEMPTS = 8
NO_WAY = 503  # the office has stopped using this way since the message was written
KINDS: dict[str, K] = {
    "registration.submitted": K.RECEIVED,
    "registration.queued": K.QUEUED,
    "registration.offered": K.OFFERED,
    "registration.invited": K.INVITED,
    "registration.offer_lapsed": K.OFFER_LAPSED,
    "registration.accepted": K.ACCEPTED,
    "registration.rejected": K.REJECTED,
    "registration.returned": K.RETURNED,
    "registration.lapsed": K.LAPSED,
    "registration.cancelled": K.CANCELLED,
    "registration.completed": K.COMPLETED,
    "receipt.code_asked": K.ONE_TIME_CODE,
    "session.postponed": K.POSTPONED,
    "session.republished": K.NEW_DATES,
    "session.changed": K.PLAN_CHANGED,
    "session.reminded": K.REMINDER,
    "change.applied": K.RECORD_CORRECTED,
}
ON_THE_PAGE = (K.RECEIVED, K.CONFIRMED, K.QUEUED, K.ONE_TIME_CODE)  # without an address nobody need tell her
VISIBLE_CHANGES = {"days", "venue", "address"}


class Notifier:
    """The outbox with its means: how mail leaves, the keys behind receipt addresses, where the pages live."""

    def __init__(self, vault: Vault, settings: Settings) -> None:
        self.vault, self.sender, self.web_url = vault, settings.mail_from, settings.web_url
        self.send, self.post = transport(settings), gateway(settings)

    async def listen(self, db: AsyncSession, event: Event) -> None:
        """Writes the outbox rows of one event. Harmless when run twice."""
        mails, chats = self.send is not None, self.post is not None
        kind, people = await concerned(db, event, mails=mails)
        if people:
            about = event.data.get("code_id")
            await repository.enqueue(db, event, kind, people, mails=mails, chats=chats, about=about)

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
        try:
            await (self.mail(row) if row.Message.channel == Channel.EMAIL else self.chat(row))
        except Refused as refusal:
            return MessageStatus.UNDELIVERED, str(refusal.code)
        except NotNow as hindrance:
            return MessageStatus.QUEUED, str(hindrance)
        return MessageStatus.SENT, None

    async def mail(self, row: Row) -> None:
        if self.send is None:
            raise Refused(NO_WAY)
        subject, text = self.written(row, private=True)
        await self.send(compose(self.sender, row.email, subject, text, str(row.id)))

    async def chat(self, row: Row) -> None:
        """A phone number may have passed to somebody else: the text names no address that opens her receipt."""
        if self.post is None:
            raise Refused(NO_WAY)
        _, text = self.written(row, private=False)
        await self.post(row.phone, text, str(row.id))

    def written(self, row: Row, *, private: bool) -> tuple[str, str]:
        """Subject and text in the person's language. Only her own mail opens her receipt."""
        kept = language.set(row.language)
        try:
            facts = self.facts(row, private=private)
            kind = K(row.Message.kind)
            added = [] if kind in texts.UNLINKED else row.added or []
            ending = texts.ending(kind, facts, private=private)
            return texts.subject(kind, facts), texts.body(kind, facts, *added, *ending)
        finally:
            language.reset(kept)

    def facts(self, row: Row, *, private: bool) -> dict[str, str]:
        secret = self.vault.receipt_secret(row.receipt_id, row.generation) if private else ""
        return {
            "name": row.name, "number": row.number, "title": row.title, "venue": row.venue,
            "days": days(row.starts_on, row.ends_on),
            "reason": row.reason or row.status_reason or "–",
            "until": moment(row.hold_until, row.zone),
            "code": self.vault.one_time_code(row.Message.about) if row.Message.about and private else "••••••",
            "link": f"{self.web_url}/pendaftaran/{row.number}/{secret}",
            "check": f"{self.web_url}/cek-status",
            "certificate": f"{self.web_url}/sertifikat/{row.certificate_code}",
            "complaints": f"{self.web_url}/pengaduan",
        }  # fmt: skip

    def whatsapp(self, row: Row) -> str | None:
        """A chat with the person, the text ready; nothing leaves before the officer sends it."""
        if row.Message.status not in UNTOLD:
            return None
        _, text = self.written(row, private=False)
        return f"https://wa.me/{row.phone.removeprefix('+')}?text={quote(text)}"


async def concerned(db: AsyncSession, event: Event, *, mails: bool) -> tuple[K, list[UUID]]:
    """What an event means for whom."""
    kind = KINDS[event.name]
    if event.subject_kind == "registration":
        person = await db.get(Registration, event.subject_id)
        if person is None:
            return kind, []
        doubts_hidden = await repository.hides_doubts(db, person)
        if kind == K.RECEIVED and (doubts_hidden or event.after == RegistrationStatus.HELD):
            kind = K.CONFIRMED  # also while an officer looks who she is: no message tells that an id is known
        silent = (kind in ON_THE_PAGE and not (mails and person.email)) or (kind == K.ACCEPTED and doubts_hidden)
        return kind, [] if silent else [event.subject_id]
    if kind == K.RECORD_CORRECTED:
        return kind, await repository.reached(db, event)
    if kind == K.PLAN_CHANGED and not VISIBLE_CHANGES.intersection(event.data.get("fields", ())):
        return kind, []
    return kind, await repository.told_of_session(db, event.subject_id, reminded=kind == K.REMINDER)


def days(first: date, last: date) -> str:
    return " – ".join(format_date(day, "d MMMM y", locale=language.get()) for day in sorted({first, last}))


def moment(instant: datetime | None, zone: str) -> str:
    """Wall clock with its zone; nothing for none."""
    if instant is None:
        return ""
    return f"{format_datetime(clock.local(instant, zone), 'd MMMM y, HH.mm', locale=language.get())} {zone}"


async def tell(db: AsyncSession, actor: Actor, message_id: UUID) -> None:
    """An officer has told the person herself."""
    message = await repository.lock(db, actor, message_id)
    if message.status not in UNTOLD:
        raise ToldAlready
    before = str(message.status)
    message.status, message.told_by, message.settled_at = MessageStatus.TOLD, actor.id, await clock.now(db)
    message.channel = Channel.PERSON
    await db.flush()
    subject = ("registration", message.registration_id)
    data = {"message_id": str(message.id), "kind": str(message.kind)}
    await record(db, actor, Entry("message.told", subject, message.district_code, None, before, "told", data=data))


async def write_texts(db: AsyncSession, actor: Actor, programme_id: UUID, new: TextsWrite) -> None:
    """Replaces what a programme adds to its messages."""
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    programme = await programmes.read(db, programme_id)
    await repository.write_texts(db, programme.id, new.items)
    data = {"kinds": [str(each.kind) for each in new.items]}
    await record(db, actor, Entry("programme.texts_changed", ("programme", programme.id), COUNTRY, data=data))
