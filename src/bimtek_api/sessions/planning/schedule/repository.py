"""Queries of sessions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import (
    PUBLIC_STATES,
    MeetingDay,
    SeatCounter,
    SessionStatus,
    TrainingSession,
)
from bimtek_api.sessions.planning.schedule.schemas import SessionSlice

S = TrainingSession
TODAY = func.date(func.timezone("Asia/Jakarta", func.bimtek_now()))  # the zone whose day ends last
COLUMNS = (
    S.id, S.number, S.title, S.programme_id, Programme.name.label("programme_name"),
    S.trade, S.summary, S.audience, S.status, S.status_reason, S.opens_at, S.closes_at,
    S.district_code, Region.name.label("district_name"), S.venue, S.address, S.map_url, S.zone, S.starts_on,
    S.ends_on, S.moderated, S.attendance_percent, S.offer_hours, S.allowance_rupiah, S.eligibility, S.form_version,
    S.version,
    SeatCounter.size, SeatCounter.taken, SeatCounter.waiting, func.bimtek_now().label("now"),
)  # fmt: skip


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Published sessions are public; drafts and cancelled ones belong to their district."""
    return or_(S.status.in_(PUBLIC_STATES), within(actor, Permission.SESSION_READ, S.district_code, S.programme_id))


def rows(actor: Actor) -> Select:
    return (
        select(*COLUMNS)
        .join(Region, Region.code == S.district_code)
        .join(SeatCounter, and_(SeatCounter.session_id == S.id, SeatCounter.kind == "room"))
        .outerjoin(Programme, Programme.id == S.programme_id)
        .where(visible_to(actor))
    )


def filtered(query: Select, asked: SessionSlice) -> Select:
    if asked.district:
        query = query.where(or_(S.district_code == asked.district, S.district_code.startswith(f"{asked.district}.")))
    if asked.trade:
        query = query.where(S.trade == asked.trade)
    if asked.starts_from:
        query = query.where(S.starts_on >= asked.starts_from)
    if asked.starts_until:
        query = query.where(S.starts_on <= asked.starts_until)
    if asked.q:
        query = query.where(S.title.icontains(asked.q, autoescape=True))
    if asked.open:
        now = func.bimtek_now()
        query = query.where(S.status == SessionStatus.PUBLISHED, S.opens_at <= now, S.closes_at > now)
        query = query.where(SeatCounter.taken < SeatCounter.size)
    if asked.status:
        return query.where(S.status == asked.status)
    return query.where(S.ends_on >= TODAY, S.status.in_(PUBLIC_STATES))


async def page(db: AsyncSession, actor: Actor, asked: SessionSlice) -> tuple[list[Row], str | None]:
    query = keyset(filtered(rows(actor), asked), [S.starts_on, S.id], asked)
    return cut((await db.execute(query)).all(), asked, "starts_on", "id")


async def read(db: AsyncSession, actor: Actor, session_id: UUID) -> Row:
    """One session's columns; raises UnknownSession when it does not exist for this caller."""
    row = (await db.execute(rows(actor).where(S.id == session_id))).first()
    if row is None:
        raise UnknownSession
    return row


async def lock(db: AsyncSession, actor: Actor, session_id: UUID) -> TrainingSession:
    """The session for changing, seen and locked."""
    query = select(S).where(S.id == session_id, visible_to(actor)).with_for_update(key_share=True)
    session = (await db.execute(query)).scalar_one_or_none()
    if session is None:
        raise UnknownSession
    return session


async def days(db: AsyncSession, session_id: UUID) -> Sequence[MeetingDay]:
    query = select(MeetingDay).where(MeetingDay.session_id == session_id).order_by(MeetingDay.date)
    return (await db.execute(query)).scalars().all()


async def shares(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """The shares of seats kept for groups, with the district's name where it is one."""
    query = (
        select(
            SeatCounter.kind, SeatCounter.value, SeatCounter.share, SeatCounter.released_at,
            Region.name.label("district_name"),
        )
        .outerjoin(Region, and_(SeatCounter.kind == "district", Region.code == SeatCounter.value))
        .where(SeatCounter.session_id == session_id, SeatCounter.kind != "room")
        .order_by(SeatCounter.kind, SeatCounter.value)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def number_exists(db: AsyncSession, number: str) -> bool:
    return (await db.execute(select(S.id).where(S.number == number))).first() is not None
