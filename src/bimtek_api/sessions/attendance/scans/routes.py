"""The door: readings of codes, who is expected, and codes made anew."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.scope import expect_within
from bimtek_api.sessions.attendance.scans import repository, service, views
from bimtek_api.sessions.attendance.scans.schemas import Door, Roster, ScanBatch, ScanResults
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["attendance"])


async def door(db: AsyncSession, actor: Actor, session_id: UUID, *, training_mode: bool) -> Door:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    today = None if training_mode else clock.local_date(row.now, row.zone)
    lists = (await repository.latest(db, session_id), await repository.conflicts(db, session_id))
    people = len(await repository.expected(db, session_id))
    kept = await repository.kept(db, session_id)
    return views.door(row, await schedule.days(db, session_id), kept, people, lists, today)


@router.get("/sessions/{session_id}/scans", **needs(Permission.ATTENDANCE_READ))
async def read_door(db: DB, actor: ActorDep, request: Request, session_id: UUID) -> Door:
    """How many came and went, the latest readings, and those somebody should look at."""
    return await door(db, actor, session_id, training_mode=request.app.state.settings.demo)


@router.post("/sessions/{session_id}/scans", **needs(Permission.ATTENDANCE_MARK))
async def scan(db: DB, actor: ActorDep, request: Request, session_id: UUID, batch: ScanBatch) -> ScanResults:
    """Readings of codes at the door, each judged alone; what was sent before is answered as before."""
    state, sent = request.app.state, batch.scans
    found = await service.scan(db, actor, state.vault, session_id, sent, training_mode=state.settings.demo)
    return ScanResults(results=views.results(found, [each.nonce for each in sent]))


@router.get("/sessions/{session_id}/roster", **needs(Permission.ATTENDANCE_MARK))
async def read_roster(db: DB, actor: ActorDep, request: Request, session_id: UUID) -> Roster:
    """Everyone expected, for a device that may lose its connection: no contact, no whole number."""
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_MARK, row.district_code, UnknownSession)
    people = await repository.expected(db, session_id)
    return Roster(items=[views.roster_row(request.app.state.vault, each) for each in people])
