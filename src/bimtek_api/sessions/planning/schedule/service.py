"""Planning a session."""

from datetime import time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.programmes import service as programmes
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.sessions.planning.schedule import repository
from bimtek_api.sessions.planning.schedule.errors import NumberTaken
from bimtek_api.sessions.planning.schedule.models import MeetingDay, SeatCounter, SessionStatus, TrainingSession
from bimtek_api.sessions.planning.schedule.schemas import DayCreate, SessionCreate, SessionPlan


async def create(db: AsyncSession, actor: Actor, once: Once, new: SessionCreate) -> UUID:
    """Records a draft session with its days and seats in one of the actor's districts."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    district = await regions.district(db, new.district_code)
    if not actor.can(Permission.SESSION_PLAN, district.code, new.programme_id):
        raise UnknownRegion
    await programmes.expect_known(db, new.programme_id)
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


def write(session: TrainingSession, new: SessionPlan) -> list[str]:
    """Puts the plan into the record; returns the names of what differs."""
    dates = [day.date for day in new.days]
    plain = new.model_dump(include=set(SessionPlan.model_fields) - {"days", "map_url"})
    values = plain | {
        "map_url": str(new.map_url) if new.map_url else None, "starts_on": min(dates), "ends_on": max(dates),
    }  # fmt: skip
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, values[name])
    return changed


async def write_days(db: AsyncSession, session_id: UUID, wanted: list[DayCreate]) -> bool:
    """Meeting-days as wanted; a date that stays keeps its row. Whether anything differs."""
    old = {day.date: day for day in await repository.days(db, session_id)}
    new = {day.date: day for day in wanted}
    for date in old.keys() - new.keys():
        await db.delete(old[date])
    db.add_all(MeetingDay(session_id=session_id, **new[date].model_dump()) for date in new.keys() - old.keys())
    moved = [date for date in old.keys() & new.keys() if times(old[date]) != times(new[date])]
    for date in moved:
        old[date].starts_at, old[date].ends_at = times(new[date])
    await db.flush()
    return old.keys() != new.keys() or bool(moved)


def kept(day: MeetingDay) -> Json:
    """A day as the history keeps it: what it was before it is another."""
    return {"date": str(day.date), "from": str(day.starts_at), "to": str(day.ends_at)}


def times(day: MeetingDay | DayCreate) -> tuple[time, time]:
    return day.starts_at, day.ends_at
