"""Queries of registrations as officers' tables show them."""

from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.core.actor import Actor
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.values import numbers
from bimtek_api.regions.models import Region
from bimtek_api.sessions.enrolment.decisions.schemas import RegistrationSlice
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.errors import UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.repository import R, visible_to
from bimtek_api.sessions.enrolment.uploads.models import RegistrationFile
from bimtek_api.sessions.planning.forms.models import SessionForm
from bimtek_api.sessions.planning.schedule.models import TrainingSession

District, Subdistrict, Village = aliased(Region), aliased(Region), aliased(Region)


COLUMNS = (
    R.id, R.number, R.session_id, TrainingSession.title.label("session_title"), R.person_id, R.name, R.nik_last4,
    R.home_district_code, District.name.label("home_district_name"), R.subdistrict_code,
    Subdistrict.name.label("subdistrict_name"), R.business_name, R.trade, R.status, R.queue_no, R.created_at,
    R.version, R.warnings,
)  # fmt: skip


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
        repeats = select(Receipt.registration_id).where(Receipt.number == numbers.said(words, numbers.receipt))
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


async def repeats_of(db: AsyncSession, registration: Registration) -> list[str]:
    """The numbers of receipts made for it after the first."""
    query = select(Receipt.number).where(
        Receipt.registration_id == registration.id, Receipt.number != registration.number
    )
    return list((await db.execute(query.order_by(Receipt.created_at))).scalars())


async def name_of(db: AsyncSession, actor: Actor, registration_id: UUID) -> str | None:
    """The name, when the caller may see it."""
    return (await db.execute(select(R.name).where(R.id == registration_id, visible_to(actor)))).scalar_one_or_none()
