"""A session's quotas: read with the dry run of the queue, and changed while people register."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.scope import expect_within
from bimtek_api.core.versions import IfMatch
from bimtek_api.regions import repository as regions
from bimtek_api.sessions.enrolment.quotas import service
from bimtek_api.sessions.enrolment.quotas.schemas import NextRead, QuotasRead, QuotasWrite, ShareRead
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SeatCounter
from bimtek_api.sessions.planning.schedule.views import target_name

router = APIRouter(tags=["quotas"])


def share_read(share: SeatCounter, room: SeatCounter, name: str, now: datetime) -> ShareRead:
    """Whoever holds a seat and is not counted outside the group belongs to it."""
    return ShareRead(
        kind=share.kind, value=share.value, name=name, seats=share.share, held=room.taken - share.taken,
        outside=share.taken, outside_most=share.size, released_at=share.released_at,
        released=share.released_at is not None and share.released_at <= now,
    )  # fmt: skip


async def quotas(db: AsyncSession, actor: Actor, session_id: UUID, response: Response) -> QuotasRead:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.REGISTRATION_READ, row.district_code, UnknownSession)
    versions.tag(response, row.version)
    room, *shares = await service.counters(db, session_id)
    now = await clock.now(db)
    names = await regions.names(db, {share.value for share in shares if share.kind == "district"})
    shown = [share_read(each, room, names.get(each.value) or target_name(each.value), now) for each in shares]
    head = [NextRead(**each._mapping, servable=not each.full) for each in await service.head(db, session_id)]
    return QuotasRead(
        size=room.size, taken=room.taken, waiting=room.waiting, version=row.version, shares=shown, next=head
    )


@router.get("/sessions/{session_id}/quotas", **needs(Permission.REGISTRATION_READ))
async def read_quotas(db: DB, actor: ActorDep, session_id: UUID, response: Response) -> QuotasRead:
    """Seats of the room and of each share, and who would get the next seat."""
    return await quotas(db, actor, session_id, response)


@router.put("/sessions/{session_id}/quotas", **needs(Permission.SESSION_PLAN))
async def change_quotas(
    db: DB, actor: ActorDep, session_id: UUID, seen: IfMatch, new: QuotasWrite, response: Response
) -> QuotasRead:
    """Replaces size and shares. Nobody loses her seat; free seats are offered in order."""
    await service.change(db, actor, session_id, seen, new)
    return await quotas(db, actor, session_id, response)
