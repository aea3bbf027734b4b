"""Windows for a place: an officer vouches that people behind one address are really there."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.places import repository
from bimtek_api.sessions.enrolment.places.errors import WindowOver
from bimtek_api.sessions.enrolment.places.models import PlaceWindow
from bimtek_api.sessions.enrolment.places.schemas import PlaceWindowWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession


async def open_for(
    db: AsyncSession, actor: Actor, session_id: UUID, network: bytes, new: PlaceWindowWrite
) -> PlaceWindow:
    """Registrations from this network, through this window, hold a seat without being looked at first."""
    session = await schedule.read(db, actor, session_id)
    expect_on(actor, Permission.REGISTRATION_DECIDE, session, UnknownSession)
    window = PlaceWindow(
        session_id=session_id, district_code=session.district_code, network=network, made_by=actor.id,
        **new.model_dump(exclude={"address"}),
    )  # fmt: skip
    db.add(window)
    await db.flush()
    await tell(db, actor, "session.place_opened", window)
    return window


async def close(db: AsyncSession, actor: Actor, session_id: UUID, window_id: UUID) -> PlaceWindow:
    """Before its time: what came through it stays."""
    session = await schedule.read(db, actor, session_id)
    expect_on(actor, Permission.REGISTRATION_DECIDE, session, UnknownSession)
    window, now = await repository.lock(db, session_id, window_id), await clock.now(db)
    if window.closes_at <= now:
        raise WindowOver
    window.closes_at = max(now, window.opens_at + timedelta(microseconds=1))
    await db.flush()
    await tell(db, actor, "session.place_closed", window)
    return window


async def tell(db: AsyncSession, actor: Actor, name: str, window: PlaceWindow) -> None:
    data = {"window_id": str(window.id), "place": window.place, "most": window.most, "used": window.used}
    await record(db, actor, Entry(name, ("session", window.session_id), window.district_code, data=data))
