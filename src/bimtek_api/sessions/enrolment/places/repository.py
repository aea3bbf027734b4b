"""Queries of windows for a place."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.sessions.enrolment.places.errors import UnknownWindow
from bimtek_api.sessions.enrolment.places.models import PlaceWindow

W = PlaceWindow
COLUMNS = (
    W.id, W.place, W.opens_at, W.closes_at, W.most, W.used, Officer.name.label("made_by"),
    ((W.opens_at <= clock.NOW) & (W.closes_at > clock.NOW) & (W.used < W.most)).label("open"),
)  # fmt: skip


async def of_session(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """The newest first."""
    query = select(*COLUMNS).join(Officer, Officer.person_id == W.made_by).where(W.session_id == session_id)
    return (await db.execute(query.order_by(W.id.desc()).limit(100))).all()


async def read(db: AsyncSession, window_id: UUID) -> Row:
    query = select(*COLUMNS).join(Officer, Officer.person_id == W.made_by).where(W.id == window_id)
    return (await db.execute(query)).one()


async def lock(db: AsyncSession, session_id: UUID, window_id: UUID) -> PlaceWindow:
    query = select(W).where(W.id == window_id, W.session_id == session_id).with_for_update()
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownWindow
    return found
