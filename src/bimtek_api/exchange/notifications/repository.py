"""Queries of messages."""

from collections.abc import Sequence
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Row, Select, String, and_, case, cast, delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.complaints import repository as complaints
from bimtek_api.complaints.models import Complaint
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.errors import UnknownMessage
from bimtek_api.exchange.notifications.models import UNTOLD, Channel, Message, MessageStatus, ProgrammeText
from bimtek_api.exchange.notifications.recipients import Recipient
from bimtek_api.exchange.notifications.schemas import ALL, MessageSlice, TextWrite
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.programmes.offices.models import OfficeContact
from bimtek_api.regions.models import Region
from bimtek_api.sessions.enrolment.delegations.models import Delegation
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession

M, R, T, LATER = Message, Registration, ProgrammeText, aliased(Registration)
# One statement writes the outbox rows and enqueues their jobs; a second run of the same event finds them there. The
# jobs about one thing share a lock, so that its mails leave in order.
ENQUEUE = text(
    """
    WITH written AS (
        INSERT INTO messages (registration_id, application_id, complaint_id, delegation_id, person_id, event_id,
                              district_code, kind, channel, status, about, facts)
        SELECT r.registration_id, r.application_id, r.complaint_id, r.delegation_id, r.person_id, :event_id,
               r.district_code, :kind, r.channel, CASE r.channel WHEN 'person' THEN 'to_tell' ELSE 'queued' END,
               CAST(:about AS uuid), r.facts
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
            registration_id uuid, application_id uuid, complaint_id uuid, delegation_id uuid, person_id uuid,
            district_code text, channel text, facts jsonb)
        ON CONFLICT DO NOTHING
        RETURNING id, coalesce(registration_id, application_id, complaint_id, delegation_id) AS thing, status
    )
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        'mail', 'send_message', 0, 'mail:' || thing, NULL, jsonb_build_object('message_id', id), NULL
    )::procrastinate_job_to_defer_v1)) FROM written WHERE status = 'queued' HAVING count(*) > 0
    """
)
AGAIN = text(
    """
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        'mail', 'send_message', 0, 'mail:' || coalesce(registration_id, application_id, complaint_id, delegation_id),
        NULL, jsonb_build_object('message_id', id), NULL
    )::procrastinate_job_to_defer_v1]) FROM messages WHERE id = :id
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


SESSION = func.coalesce(R.session_id, Delegation.session_id)
# What she last chose when she registered for anything; whoever never did reads Indonesian.
CHOSEN = (
    select(LATER.language).where(LATER.person_id == M.person_id).order_by(LATER.id.desc()).limit(1).correlate(M)
).scalar_subquery()
LANGUAGE = func.coalesce(R.language, Complaint.language, CHOSEN, "id")
PROGRAMME = func.coalesce(TrainingSession.programme_id, Application.programme_id)
# What the programme adds: for every message first, then for this kind; Indonesian where there is no English.
ADDED = (
    select(func.array_agg(aggregate_order_by(
        case((and_(LANGUAGE == "en", T.english != ""), T.english), else_=T.text), T.kind != ALL
    )))
    .where(T.programme_id == PROGRAMME, or_(T.kind == ALL, T.kind == cast(M.kind, String)))
    .correlate(TrainingSession, Application, Complaint, R, M)
    .scalar_subquery()
)  # fmt: skip
DAYS = (
    select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_object(
        "date", MeetingDay.date, "from", MeetingDay.starts_at, "to", MeetingDay.ends_at
    ), MeetingDay.date)))
    .where(MeetingDay.session_id == TrainingSession.id)
    .correlate(TrainingSession)
    .scalar_subquery()
)  # fmt: skip


def rows() -> Select:
    """Each message with everything its text needs: of the registration, the group's case, the complaint, the list."""
    return (
        select(
            M.id, M, M.registration_id, R.hold_until, Receipt.id.label("receipt_id"), Receipt.generation,
            func.coalesce(R.number, Application.number, Complaint.number, Delegation.number).label("number"),
            func.coalesce(R.name, Participant.name, Delegation.contact_name, "").label("name"),
            func.coalesce(R.phone, Participant.phone, Delegation.phone, "").label("phone"),
            func.coalesce(R.email, Participant.email, Delegation.email).label("email"), LANGUAGE.label("language"),
            func.coalesce(Group.name, Delegation.name, "").label("group_name"), Complaint.contact_sealed,
            func.coalesce(TrainingSession.title, "").label("title"), TrainingSession.venue, TrainingSession.address,
            TrainingSession.map_url, TrainingSession.starts_on, TrainingSession.ends_on, Region.zone,
            Region.name.label("district_name"), TrainingSession.status_reason, TrainingSession.id.label("session_id"),
            DAYS.label("days"), ADDED.label("added"), Event.reason, Event.data.label("said"),
            Event.name.label("event"), Certificate.code.label("certificate_code"),
            OfficeContact.name.label("office_name"), OfficeContact.address.label("office_address"),
            OfficeContact.phone.label("office_phone"), OfficeContact.hours.label("office_hours"),
        )
        .join(Event, Event.id == M.event_id)
        .join(Region, Region.code == M.district_code)
        .outerjoin(OfficeContact, OfficeContact.region_code == M.district_code)
        .outerjoin(R, R.id == M.registration_id)
        .outerjoin(Receipt, Receipt.number == R.number)
        .outerjoin(Delegation, Delegation.id == M.delegation_id)
        .outerjoin(TrainingSession, TrainingSession.id == SESSION)
        .outerjoin(Certificate, (Certificate.registration_id == R.id) & Certificate.revoked_at.is_(None))
        .outerjoin(Application, Application.id == M.application_id)
        .outerjoin(Group, Group.id == Application.group_id)
        .outerjoin(Participant, Participant.person_id == M.person_id)
        .outerjoin(Complaint, Complaint.id == M.complaint_id)
    )  # fmt: skip


def mine(actor: Actor, people: Permission, cases: Permission, tickets: Permission) -> ColumnElement[bool]:
    """Messages about what this officer may read, or do: each kind by its own permission."""
    of_people = or_(M.registration_id.is_not(None), M.delegation_id.is_not(None))
    seen = select(Complaint.id).where(complaints.visible_to(actor), within(actor, tickets, Complaint.district_code))
    return or_(
        and_(of_people, within(actor, people, M.district_code)),
        and_(M.application_id.is_not(None), within(actor, cases, M.district_code)),
        M.complaint_id.in_(seen),
    )


def readable(actor: Actor) -> ColumnElement[bool]:
    return mine(actor, Permission.REGISTRATION_READ, Permission.GRANT_READ, Permission.COMPLAINT_READ)


def tellable(actor: Actor) -> ColumnElement[bool]:
    return mine(actor, Permission.REGISTRATION_DECIDE, Permission.APPLICATION_PROPOSE, Permission.COMPLAINT_HANDLE)


async def one(db: AsyncSession, message_id: UUID) -> Row | None:
    return (await db.execute(rows().where(M.id == message_id))).first()


async def page(db: AsyncSession, actor: Actor, asked: MessageSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows().where(readable(actor))
    if asked.registration:
        query = query.where(M.registration_id == asked.registration)
    if asked.application:
        query = query.where(M.application_id == asked.application)
    if asked.complaint:
        query = query.where(M.complaint_id == asked.complaint)
    if asked.untold:
        query = query.where(M.status.in_(UNTOLD))
    return cut((await db.execute(keyset(query, [M.id], asked, descending=True))).all(), asked, "id")


async def lock(db: AsyncSession, actor: Actor, message_id: UUID) -> Message:
    query = select(M).where(M.id == message_id, tellable(actor))
    found = (await db.execute(query.with_for_update())).scalar_one_or_none()
    if found is None:
        raise UnknownMessage
    return found


async def enqueue(
    db: AsyncSession, event: Event, kind: str, recipients: Sequence[Recipient], *, mails: bool, chats: bool = False
) -> None:
    """One row for each, by the first way that reaches her. A person's code goes by its id."""
    rows = []
    for each in recipients:
        way = Channel.EMAIL if mails and each.email else Channel.CHAT if chats and each.phone else Channel.PERSON
        rows.append(
            {each.about[0]: each.about[1], "person_id": each.person_id, "district_code": each.district_code,
             "channel": way, "facts": each.facts}
        )  # fmt: skip
    facts = {"event_id": event.id, "kind": kind, "about": event.data.get("code_id")}
    await db.execute(ENQUEUE, facts | {"rows": orjson.dumps(rows).decode()})


async def send_again(db: AsyncSession, message_id: UUID) -> None:
    await db.execute(AGAIN, {"id": message_id})


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
