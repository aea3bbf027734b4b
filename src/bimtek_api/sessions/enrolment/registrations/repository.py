"""Queries of registrations."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.regions.models import Region
from bimtek_api.sessions.enrolment.decisions.schemas import RegistrationSlice
from bimtek_api.sessions.enrolment.entries import statements
from bimtek_api.sessions.enrolment.registrations.errors import FileNotAsked, UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import (
    UNIQUE_STATES,
    Receipt,
    Registration,
    RegistrationFile,
    RegistrationStatus,
)
from bimtek_api.sessions.planning.forms.models import SessionForm
from bimtek_api.sessions.planning.schedule.models import TrainingSession

R = Registration
District, Subdistrict, Village = aliased(Region), aliased(Region), aliased(Region)
COLUMNS = (
    R.id, R.number, R.session_id, TrainingSession.title.label("session_title"), R.person_id, R.name, R.nik_last4,
    R.home_district_code, District.name.label("home_district_name"), R.subdistrict_code,
    Subdistrict.name.label("subdistrict_name"), R.business_name, R.trade, R.status, R.queue_no, R.created_at,
    R.version, R.warnings,
)  # fmt: skip


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Registrations belong to the district of their session."""
    return within(actor, Permission.REGISTRATION_READ, R.district_code)


def rows(actor: Actor) -> Select:
    return (
        select(*COLUMNS)
        .join(TrainingSession, TrainingSession.id == R.session_id)
        .join(District, District.code == R.home_district_code)
        .join(Subdistrict, Subdistrict.code == R.subdistrict_code)
        .where(visible_to(actor))
    )


def filtered(query: Select, asked: RegistrationSlice) -> Select:
    if asked.session:
        query = query.where(R.session_id == asked.session)
    if asked.status:
        query = query.where(R.status == asked.status)
    if asked.delegation:
        query = query.where(R.delegation_id == asked.delegation)
    if asked.file_missing:
        query = query.where(func.cardinality(R.files_due) > 0)
    if asked.q:
        words = asked.q.strip()
        named = R.name.icontains(words, autoescape=True)
        repeats = select(Receipt.registration_id).where(Receipt.number == words.upper())
        query = query.where(or_(named, R.id.in_(repeats), R.nik_last4 == words))
    return query


async def page(db: AsyncSession, actor: Actor, asked: RegistrationSlice) -> tuple[list[Row], str | None]:
    """Oldest first: ids are drawn in time order."""
    query = keyset(filtered(rows(actor), asked), [R.id], asked)
    return cut((await db.execute(query)).all(), asked, "id")


async def counts(db: AsyncSession, actor: Actor, session_id: UUID) -> dict[str, int]:
    """How many registrations of one session stand in each status."""
    query = select(R.status, func.count()).where(R.session_id == session_id, visible_to(actor)).group_by(R.status)
    return {str(status): count for status, count in await db.execute(query)}


async def read(db: AsyncSession, actor: Actor, registration_id: UUID) -> tuple[Registration, Row]:
    """The record and its joined columns; raises UnknownRegistration outside the caller's districts."""
    questions = select(SessionForm.questions).where(
        SessionForm.session_id == R.session_id, SessionForm.version == R.form_version
    )
    uploads = select(func.json_object_agg(RegistrationFile.key, RegistrationFile.uploaded_at)).where(
        RegistrationFile.registration_id == R.id
    )
    query = (
        rows(actor)
        .add_columns(questions.scalar_subquery().label("questions"), uploads.scalar_subquery().label("uploads"))
        .add_columns(R, Village.name.label("village_name"))
        .join(Village, Village.code == R.village_code)
        .where(R.id == registration_id)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownRegistration
    return row.Registration, row


async def find(db: AsyncSession, actor: Actor, registration_id: UUID) -> Row:
    """Whose it is and of which session: read before anything is locked."""
    query = select(R.id, R.session_id, R.name, R.person_id, R.district_code).where(
        R.id == registration_id, visible_to(actor)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownRegistration
    return row


async def session_of(db: AsyncSession, registration_id: UUID) -> UUID:
    return (await db.execute(select(R.session_id).where(R.id == registration_id))).scalar_one()


async def lock(db: AsyncSession, registration_id: UUID) -> Registration:
    """The record for changing. Its session's counter must be locked already."""
    query = select(R).where(R.id == registration_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def next_servable(
    db: AsyncSession, session_id: UUID, skipped: list[UUID], only: UUID | None = None
) -> Registration | None:
    """Who is first in the order and could take a seat now. The counters' lock keeps the queue still.

    Delegations in `skipped` are passed over; `only` asks about one registration.
    """
    facts = {"session_id": session_id, "skipped": skipped, "only": only}
    found = (await db.execute(statements.NEXT_SERVABLE, facts)).scalar_one_or_none()
    return await lock(db, found) if found else None


async def of_delegation(db: AsyncSession, delegation_id: UUID) -> list[UUID]:
    """Everybody of a delegation, in id order."""
    return list((await db.execute(select(R.id).where(R.delegation_id == delegation_id).order_by(R.id))).scalars())


async def waiting_of(db: AsyncSession, delegation_id: UUID) -> list[UUID]:
    """Who of a delegation still waits, in the order of the queue."""
    query = select(R.id).where(R.delegation_id == delegation_id, R.status == RegistrationStatus.WAITLISTED)
    return list((await db.execute(query.order_by(R.queue_no))).scalars())


async def expired(db: AsyncSession, session_id: UUID) -> list[Registration]:
    """Holds whose time is over, in the order of their end."""
    query = select(R).where(
        R.session_id == session_id,
        R.status.in_((RegistrationStatus.OFFERED, RegistrationStatus.RETURNED)),
        R.hold_until <= clock.NOW,
    )
    query = query.order_by(R.hold_until, R.id).with_for_update(key_share=True)
    return list((await db.execute(query.execution_options(populate_existing=True))).scalars())


async def other_live(db: AsyncSession, registration: Registration) -> Row | None:
    """Another registration for the same session by the same national id."""
    query = select(R.id, R.number, R.person_id).where(
        R.session_id == registration.session_id,
        R.nik_index == registration.nik_index,
        R.id != registration.id,
        R.status.in_(UNIQUE_STATES),
    )
    return (await db.execute(query.limit(1))).first()


async def of_session(db: AsyncSession, session_id: UUID) -> list[Registration]:
    """All registrations of one session, locked in id order: for marking and completing."""
    query = select(R).where(and_(R.session_id == session_id)).order_by(R.id).with_for_update(key_share=True)
    return list((await db.execute(query)).scalars())


async def repeats_of(db: AsyncSession, registration: Registration) -> list[str]:
    """The numbers of receipts made for it after the first."""
    query = select(Receipt.number).where(
        Receipt.registration_id == registration.id, Receipt.number != registration.number
    )
    return list((await db.execute(query.order_by(Receipt.created_at))).scalars())


async def of_receipt(db: AsyncSession, receipt_id: UUID) -> UUID:
    """The registration a receipt belongs to."""
    return (await db.execute(select(Receipt.registration_id).where(Receipt.id == receipt_id))).scalar_one()


async def name_of(db: AsyncSession, actor: Actor, registration_id: UUID) -> str | None:
    """The name, when the caller may see it."""
    return (await db.execute(select(R.name).where(R.id == registration_id, visible_to(actor)))).scalar_one_or_none()


async def file_of(db: AsyncSession, registration_id: UUID, key: str) -> UUID:
    """The stored file behind one question; raises FileNotAsked when there is none."""
    query = select(RegistrationFile.file_id).where(
        RegistrationFile.registration_id == registration_id, RegistrationFile.key == key
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise FileNotAsked
    return found
