"""Queries of checks by sample."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.aftercare.samples.errors import UnknownSample, UnknownSampleItem
from bimtek_api.grants.aftercare.samples.models import Answer, Sample, SampleItem
from bimtek_api.grants.aftercare.samples.schemas import SampleCreate
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.deliveries.models import Handover
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.groups.repository import TIME_ZONE
from bimtek_api.regions.models import Region

S, T, H = Sample, SampleItem, Handover
BAD = (Answer.WITH_ISSUES, Answer.NOT_RECEIVED)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, S.district_code)


def rows(actor: Actor) -> Select:
    def counted(*answers: Answer) -> ColumnElement[int]:
        query = select(func.count()).select_from(T).where(T.sample_id == S.id)
        return (query.where(T.answer.in_(answers)) if answers else query).scalar_subquery()

    return (
        select(
            S.id, S.district_code, Region.name.label("district_name"), S.first_day, S.last_day, S.status,
            counted().label("size"), (counted() - counted(Answer.PENDING)).label("checked"),
            counted(*BAD).label("bad"), S.created_at, S.version, S.seed, S.population, S.reason,
            Officer.name.label("maker"),
        )
        .join(Region, Region.code == S.district_code)
        .join(Officer, Officer.person_id == S.made_by)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: Slice) -> tuple[list[Row], str | None]:
    """Newest first."""
    return cut((await db.execute(keyset(rows(actor), [S.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, sample_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(S.id == sample_id))).first()
    if row is None:
        raise UnknownSample
    return row


async def lock(db: AsyncSession, actor: Actor, sample_id: UUID) -> Sample:
    query = select(S).where(S.id == sample_id, visible_to(actor)).with_for_update(key_share=True)
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownSample
    return found


async def population(db: AsyncSession, asked: SampleCreate) -> Sequence[UUID]:
    """Every handover of the district between the two days, in order."""
    day = func.date(func.timezone(TIME_ZONE, H.handed_at))
    query = select(H.id).join(Region, Region.code == H.district_code).where(H.district_code == asked.district_code)
    query = query.where(day >= asked.first_day, day <= asked.last_day)
    return (await db.execute(query.order_by(H.id))).scalars().all()


async def items(db: AsyncSession, sample_id: UUID) -> Sequence[Row]:
    """In the order in which they were drawn."""
    checker = aliased(Officer)
    query = (
        select(
            T.id, T.handover_id, H.number.label("handover_number"), Group.name.label("group_name"), T.answer,
            T.asked_by, T.note, checker.name.label("checker"), T.checked_at,
        )
        .join(H, H.id == T.handover_id)
        .join(Application, Application.id == H.application_id)
        .join(Group, Group.id == Application.group_id)
        .outerjoin(checker, checker.person_id == T.checked_by)
    )  # fmt: skip
    return (await db.execute(query.where(T.sample_id == sample_id).order_by(T.place))).all()


async def item(db: AsyncSession, actor: Actor, item_id: UUID) -> tuple[SampleItem, Handover]:
    """The item for answering, with its handover."""
    query = select(T, H).join(S, S.id == T.sample_id).join(H, H.id == T.handover_id)
    query = query.where(T.id == item_id, visible_to(actor)).with_for_update(of=T, key_share=True)
    row = (await db.execute(query.execution_options(populate_existing=True))).first()
    if row is None:
        raise UnknownSampleItem
    return row.SampleItem, row.Handover


async def pending(db: AsyncSession, sample_id: UUID) -> int:
    query = select(func.count()).select_from(T).where(T.sample_id == sample_id, T.answer == Answer.PENDING)
    return (await db.execute(query)).scalar_one()
