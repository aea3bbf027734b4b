"""Counting one district. Each query walks one index range of that district."""

from collections.abc import Sequence

from sqlalchemy import Row, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.handover.deliveries.models import Handover
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.enrolment.registrations.models import UNIQUE_STATES, Registration, RegistrationStatus
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.planning.schedule.models import PUBLIC_STATES, SeatCounter, TrainingSession
from bimtek_api.sessions.planning.schedule.repository import TODAY

R = Registration


async def by_status(db: AsyncSession, code: str) -> dict[str, int]:
    query = select(R.status, func.count()).where(R.district_code == code).group_by(R.status)
    return {str(status): count for status, count in await db.execute(query)}


async def people(db: AsyncSession, code: str) -> Row:
    """Participants living there and certificates issued there."""
    living = select(func.count()).where(Participant.district_code == code).scalar_subquery()
    issued = (
        select(func.count())
        .select_from(Certificate)
        .join(R, R.id == Certificate.registration_id)
        .where(R.district_code == code, Certificate.revoked_at.is_(None))
        .scalar_subquery()
    )
    query = select(living.label("participants"), issued.label("certificates"), func.bimtek_now().label("now"))
    return (await db.execute(query)).one()


async def seats(db: AsyncSession, code: str) -> Row:
    counter = SeatCounter
    query = (
        select(
            func.count().label("sessions"),
            func.coalesce(func.sum(counter.size), 0).label("size"),
            func.coalesce(func.sum(counter.taken), 0).label("taken"),
            func.coalesce(func.sum(func.greatest(counter.size - counter.taken, 0)), 0).label("free"),
            func.coalesce(func.sum(counter.waiting), 0).label("waiting"),
        )
        .join(TrainingSession, TrainingSession.id == counter.session_id)
        .where(TrainingSession.district_code == code, TrainingSession.ends_on >= TODAY, counter.kind == "room")
        .where(TrainingSession.status.in_(PUBLIC_STATES))
    )
    return (await db.execute(query)).one()


async def needs(db: AsyncSession, code: str) -> Sequence[Row]:
    """What people who live there ask for: each person counts once per kind."""
    wishes = func.unnest(R.equipment_needs).table_valued("kind").render_derived()
    kind = wishes.c.kind
    alive = R.status.in_([state for state in UNIQUE_STATES if state != RegistrationStatus.REJECTED])
    query = (
        select(kind.label("equipment"), func.count(func.distinct(R.nik_index)).label("people"))
        .select_from(R)
        .join(wishes, true())
        .where(R.home_district_code == code, alive)
        .group_by(kind)
        .order_by(func.count(func.distinct(R.nik_index)).desc(), kind)
    )
    return (await db.execute(query)).all()


async def trades(db: AsyncSession, code: str) -> Sequence[Row]:
    count = func.count().label("people")
    query = select(Participant.trade, count).where(Participant.district_code == code).group_by(Participant.trade)
    return (await db.execute(query.order_by(count.desc(), Participant.trade))).all()


async def aid(db: AsyncSession, code: str) -> Row:
    """What groups of the district asked for and got."""
    given = func.handed_over(ApplicationLine.id)
    handed = (
        select(given.label("quantity"), (given * ApplicationLine.price_rupiah).label("value"))
        .join(Application, Application.id == ApplicationLine.application_id)
        .where(Application.district_code == code)
        .subquery()
    )
    query = select(
        select(func.count()).where(Application.district_code == code).scalar_subquery().label("applications"),
        select(func.count()).where(Handover.district_code == code).scalar_subquery().label("handovers"),
        select(func.coalesce(func.sum(handed.c.quantity), 0)).scalar_subquery().label("pieces"),
        select(func.coalesce(func.sum(handed.c.value), 0)).scalar_subquery().label("value_rupiah"),
    )
    return (await db.execute(query)).one()
