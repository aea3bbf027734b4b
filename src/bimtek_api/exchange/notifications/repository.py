"""Queries of messages."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, String, and_, case, cast, delete, exists, func, or_, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.errors import UnknownMessage
from bimtek_api.exchange.notifications.models import UNTOLD, Message, MessageStatus, ProgrammeText
from bimtek_api.exchange.notifications.schemas import ALL, MessageSlice, TextWrite
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.workflow import LIVE
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.planning.schedule.models import TrainingSession

M, R, T = Message, Registration, ProgrammeText
# One statement writes the outbox rows and enqueues their jobs; a second run of the same event finds them there. The
# jobs of one registration share a lock, so that its mails leave in order.
ENQUEUE = text(
    """
    WITH written AS (
        INSERT INTO messages (registration_id, event_id, district_code, kind, channel, status, about)
        SELECT r.id, :event_id, r.district_code, :kind,
               w.way, CASE w.way WHEN 'person' THEN 'to_tell' ELSE 'queued' END, CAST(:about AS uuid)
        FROM registrations r, LATERAL (SELECT CASE WHEN :mails AND r.email IS NOT NULL THEN 'email'
                                                   WHEN :chats THEN 'chat' ELSE 'person' END) AS w (way)
        WHERE r.id = ANY(:registrations)
        ON CONFLICT ON CONSTRAINT uq_messages_occasion DO NOTHING
        RETURNING id, registration_id, status
    )
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        'mail', 'send_message', 0, 'mail:' || registration_id, NULL, jsonb_build_object('message_id', id), NULL
    )::procrastinate_job_to_defer_v1)) FROM written WHERE status = 'queued' HAVING count(*) > 0
    """
)
# Only one process sends a message; one that died while sending is relieved after two minutes.
CLAIM = text(
    """
    UPDATE messages SET status = 'sending', claimed_at = bimtek_now(), attempts = attempts + 1
    WHERE id = :id AND (status = 'queued' OR status = 'sending' AND claimed_at < bimtek_now() - interval '2 minutes')
    RETURNING attempts
    """
)


# What the programme adds: for every message first, then for this kind; Indonesian where there is no English.
ADDED = (
    select(func.array_agg(aggregate_order_by(
        case((and_(Registration.language == "en", T.english != ""), T.english), else_=T.text), T.kind != ALL
    )))
    .where(T.programme_id == TrainingSession.programme_id, or_(T.kind == ALL, T.kind == cast(M.kind, String)))
    .correlate(TrainingSession, Registration, M)
    .scalar_subquery()
)  # fmt: skip


async def hides_doubts(db: AsyncSession, person: Registration) -> bool:
    """Whether her session looks at nobody first, and no officer has sent her registration back since."""
    corrected = exists().where(
        Event.subject_kind == "registration", Event.subject_id == person.id, Event.name == "registration.corrected"
    )
    query = select(TrainingSession.moderated.is_(False) & ~corrected).where(TrainingSession.id == person.session_id)
    return (await db.execute(query)).scalar_one()


async def told_of_session(db: AsyncSession, session_id: UUID, *, reminded: bool) -> list[UUID]:
    """Whom news of a session concerns. Who is expected is reminded, and whoever must not see a doubt about her."""
    expected = R.status == RegistrationStatus.CONFIRMED
    unclear = (RegistrationStatus.PENDING_REVIEW, RegistrationStatus.HELD)
    doubted = R.status.in_(unclear) & TrainingSession.moderated.is_(False)
    told = or_(expected, doubted) if reminded else R.status.in_(LIVE)
    query = select(R.id).join(TrainingSession, TrainingSession.id == R.session_id).where(R.session_id == session_id)
    return list((await db.execute(query.where(told))).scalars())


def rows() -> Select:
    """Each message with everything its text needs."""
    return (
        select(
            M.id, M, Registration.id.label("registration_id"), Registration.number, Registration.name,
            Registration.phone, Registration.email, Registration.language, Registration.hold_until,
            Receipt.id.label("receipt_id"), Receipt.generation, TrainingSession.title, TrainingSession.venue,
            TrainingSession.starts_on, TrainingSession.ends_on, TrainingSession.zone, TrainingSession.status_reason,
            ADDED.label("added"), Event.reason, Certificate.code.label("certificate_code"),
        )
        .join(Registration, Registration.id == M.registration_id)
        .join(Receipt, Receipt.number == Registration.number)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .join(Event, Event.id == M.event_id)
        .outerjoin(
            Certificate, (Certificate.registration_id == Registration.id) & Certificate.revoked_at.is_(None)
        )
    )  # fmt: skip


async def one(db: AsyncSession, message_id: UUID) -> Row | None:
    return (await db.execute(rows().where(M.id == message_id))).first()


async def page(db: AsyncSession, actor: Actor, asked: MessageSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows().where(within(actor, Permission.REGISTRATION_READ, M.district_code))
    if asked.registration:
        query = query.where(M.registration_id == asked.registration)
    if asked.untold:
        query = query.where(M.status.in_(UNTOLD))
    return cut((await db.execute(keyset(query, [M.id], asked, descending=True))).all(), asked, "id")


async def lock(db: AsyncSession, actor: Actor, message_id: UUID) -> Message:
    query = select(M).where(M.id == message_id, within(actor, Permission.REGISTRATION_DECIDE, M.district_code))
    found = (await db.execute(query.with_for_update())).scalar_one_or_none()
    if found is None:
        raise UnknownMessage
    return found


# Whoever has her name on it: the person by every address she ever gave, the old one too, or the group's chair.
REACHED = text(
    """
    SELECT DISTINCT ON (r.phone, r.email) r.id FROM registrations r
    WHERE r.person_id = :subject OR r.person_id IN (
        SELECT m.person_id FROM group_members m
        WHERE m.group_id = :subject AND m.role = 'chair' AND m.valid_to IS NULL)
    ORDER BY r.phone, r.email, r.id DESC
    """
)


async def reached(db: AsyncSession, event: Event) -> list[UUID]:
    """The registrations by which those concerned by a correction are told."""
    return list((await db.execute(REACHED, {"subject": event.subject_id})).scalars())


async def enqueue(
    db: AsyncSession,
    event: Event,
    kind: str,
    registrations: Sequence[UUID],
    *,
    mails: bool,
    chats: bool = False,
    about: UUID | None = None,
) -> None:
    facts = {"event_id": event.id, "kind": kind, "registrations": list(registrations), "mails": mails, "chats": chats}
    await db.execute(ENQUEUE, facts | {"about": about})


async def claim(db: AsyncSession, message_id: UUID) -> int | None:
    """How often it has been tried now, or None when it is not ours to send."""
    return (await db.execute(CLAIM, {"id": message_id})).scalar_one_or_none()


async def is_sending(db: AsyncSession, message_id: UUID) -> bool:
    """Whether another process has claimed it and not said yet what came of it."""
    query = select(M.id).where(M.id == message_id, M.status == MessageStatus.SENDING)
    return (await db.execute(query)).first() is not None


async def settle(db: AsyncSession, message_id: UUID, status: MessageStatus, error: str | None = None) -> None:
    message = await db.get_one(M, message_id)
    message.status, message.error = status, error
    message.settled_at = None if status == MessageStatus.QUEUED else await clock.now(db)
    await db.flush()


async def texts(db: AsyncSession, programme_id: UUID) -> Sequence[ProgrammeText]:
    query = select(T).where(T.programme_id == programme_id).order_by(T.kind != ALL, T.kind)
    return (await db.execute(query)).scalars().all()


async def write_texts(db: AsyncSession, programme_id: UUID, items: Sequence[TextWrite]) -> None:
    await db.execute(delete(T).where(T.programme_id == programme_id))
    db.add_all(ProgrammeText(programme_id=programme_id, **each.model_dump()) for each in items)
    await db.flush()
