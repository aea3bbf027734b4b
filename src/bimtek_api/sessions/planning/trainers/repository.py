"""Queries of trainers and lessons."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.clock import ZONES
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.regions.models import Region
from bimtek_api.sessions.planning.schedule.models import MeetingDay, SessionStatus, TrainingSession
from bimtek_api.sessions.planning.trainers.errors import UnknownTrainer
from bimtek_api.sessions.planning.trainers.models import Lesson, Trainer
from bimtek_api.sessions.planning.trainers.schemas import TrainerSlice

T, L, M, S = Trainer, Lesson, MeetingDay, TrainingSession
MINUTES = func.extract("epoch", L.ends_at - L.starts_at) / 60
LESSON = (
    L.id, L.meeting_day_id.label("day_id"), M.date, L.trainer_id, T.name.label("trainer_name"),
    func.to_char(L.starts_at, "HH24:MI").label("starts_at"), func.to_char(L.ends_at, "HH24:MI").label("ends_at"),
    MINUTES.label("minutes"), L.topic,
)  # fmt: skip


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Trainers of the caller's regions, and those her province keeps for all its districts."""
    regions = actor.regions(Permission.SESSION_READ)
    above = {region[:2] for region in regions if region}
    return or_(within(actor, Permission.SESSION_READ, T.district_code), T.district_code.in_(above))


def rows(actor: Actor) -> Select:
    return (
        select(T, T.id, T.name, Region.name.label("district_name"))
        .join(Region, Region.code == T.district_code)
        .where(visible_to(actor))
    )


async def page(db: AsyncSession, actor: Actor, asked: TrainerSlice) -> tuple[list[Row], str | None]:
    query = rows(actor)
    if asked.q:
        words = asked.q.strip()
        named = (T.name.icontains(words, autoescape=True), T.institution.icontains(words, autoescape=True))
        query = query.where(or_(*named))
    if asked.active is not None:
        query = query.where(T.active.is_(asked.active))
    return cut((await db.execute(keyset(query, [T.name, T.id], asked))).all(), asked, "name", "id")


async def read(db: AsyncSession, actor: Actor, trainer_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(T.id == trainer_id))).first()
    if row is None:
        raise UnknownTrainer
    return row


async def lock(db: AsyncSession, actor: Actor, trainer_ids: Iterable[UUID]) -> dict[UUID, Trainer]:
    """The trainers, locked in id order: two plans with the same trainer wait for each other."""
    query = select(T).where(T.id.in_(set(trainer_ids)), visible_to(actor)).order_by(T.id).with_for_update()
    return {trainer.id: trainer for trainer in (await db.execute(query)).scalars()}


async def of_session(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    query = select(*LESSON).join(M, M.id == L.meeting_day_id).join(T, T.id == L.trainer_id)
    query = query.where(M.session_id == session_id).order_by(M.date, L.starts_at, T.name)
    return (await db.execute(query)).all()


async def of_trainer(db: AsyncSession, trainer_id: UUID) -> Sequence[Row]:
    query = select(*LESSON, S.id.label("session_id"), S.title.label("session_title"))
    query = query.join(M, M.id == L.meeting_day_id).join(T, T.id == L.trainer_id).join(S, S.id == M.session_id)
    query = query.where(L.trainer_id == trainer_id, S.status != SessionStatus.CANCELLED)
    return (await db.execute(query.order_by(M.date.desc(), L.starts_at).limit(200))).all()


async def taken(db: AsyncSession, trainer_ids: Iterable[UUID], session_id: UUID) -> Sequence[Row]:
    """When these trainers teach elsewhere, as instants: sessions may lie in different zones."""
    zone = case(*((S.zone == short, name) for short, name in ZONES.items()))
    query = select(
        L.trainer_id, S.title, S.zone, func.timezone(zone, M.date + L.starts_at).label("begins"),
        func.timezone(zone, M.date + L.ends_at).label("ends"),
    )  # fmt: skip
    query = query.join(M, M.id == L.meeting_day_id).join(S, S.id == M.session_id)
    elsewhere = (S.id != session_id, S.status != SessionStatus.CANCELLED)
    return (await db.execute(query.where(L.trainer_id.in_(set(trainer_ids)), *elsewhere))).all()
