"""Whose turn is next, in the simplest fair way: who waits most and was served longest ago."""

from collections.abc import Sequence

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.handover.deliveries.models import Handover
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import DISTRICT, Region
from bimtek_api.sessions.planning.schedule.models import PUBLIC_STATES, SeatCounter, TrainingSession


async def turns(db: AsyncSession, actor: Actor, limit: int) -> Sequence[Row]:
    """Districts with participants, waiting people, last session and handovers; the longest unserved first."""
    session, counter = TrainingSession, SeatCounter
    here = session.district_code == Region.code
    last = select(func.max(session.starts_on)).where(here, session.status.in_(PUBLIC_STATES)).scalar_subquery()
    waiting = (
        select(func.coalesce(func.sum(counter.waiting), 0))
        .join(session, and_(session.id == counter.session_id, counter.kind == "room"))
        .where(here)
        .scalar_subquery()
    )
    people = select(func.count()).where(Participant.district_code == Region.code).scalar_subquery()
    handed = select(func.count()).where(Handover.district_code == Region.code).scalar_subquery()
    query = select(
        Region.code, Region.name, last.label("last_session_on"), waiting.label("waiting"),
        people.label("participants"), handed.label("handovers"),
    ).where(Region.level == DISTRICT, within(actor, Permission.DISTRICT_READ, Region.code))  # fmt: skip
    order = query.order_by(waiting.desc(), last.asc().nulls_first(), people.desc(), Region.code)
    return (await db.execute(order.limit(limit))).all()
