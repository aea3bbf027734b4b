"""Planning a session."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.sessions.schedule import repository
from bimtek_api.sessions.schedule.errors import NumberTaken
from bimtek_api.sessions.schedule.models import MeetingDay, SeatCounter, SessionStatus, TrainingSession
from bimtek_api.sessions.schedule.schemas import SessionCreate


async def create(db: AsyncSession, actor: Actor, once: Once, new: SessionCreate) -> UUID:
    """Records a draft session with its days and seats in one of the actor's districts."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    district = await regions.district(db, new.district_code)
    if not actor.can(Permission.SESSION_PLAN, district.code):
        raise UnknownRegion
    if await repository.number_exists(db, new.number):
        raise NumberTaken
    session = await add(db, new, district.zone, actor.id)
    await once.settle(db, actor.caller, session.id)
    await record(db, actor, Entry("session.created", ("session", session.id), district.code, after=session.status))
    return session.id


async def add(
    db: AsyncSession, new: SessionCreate, zone: str, created_by: UUID | None, *, demo: bool = False
) -> TrainingSession:
    """Inserts the session, its meeting-days and its room counter."""
    dates = [day.date for day in new.days]
    plain = new.model_dump(exclude={"days", "size", "map_url"})
    session = TrainingSession(
        **plain,
        map_url=str(new.map_url) if new.map_url else None,
        zone=zone,
        status=SessionStatus.DRAFT,
        starts_on=min(dates),
        ends_on=max(dates),
        created_by=created_by,
        demo=demo,
    )
    db.add(session)
    await db.flush()
    db.add_all(MeetingDay(session_id=session.id, **day.model_dump()) for day in new.days)
    db.add(SeatCounter(session_id=session.id, size=new.size))
    await db.flush()
    return session
