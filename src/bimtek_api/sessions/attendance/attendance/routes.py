"""The attendance sheet."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.files import service as files
from bimtek_api.sessions.attendance.attendance import repository, service, views
from bimtek_api.sessions.attendance.attendance.schemas import Sheet
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["attendance"])


async def sheet(
    db: AsyncSession, actor: Actor, session_id: UUID, response: Response, *, training_mode: bool
) -> Sheet:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    versions.tag(response, row.version)
    people = await repository.on_sheet(db, session_id)
    marks = await repository.marks(db, session_id)
    papers = await repository.papers(db, session_id)
    today = None if training_mode else clock.local_date(row.now, row.zone)
    return views.sheet(row, await schedule.days(db, session_id), people, marks, papers, today)


@router.get("/sessions/{session_id}/attendance", **needs(Permission.ATTENDANCE_READ))
async def read_sheet(db: DB, actor: ActorDep, request: Request, session_id: UUID, response: Response) -> Sheet:
    """Who was there on which day, and which days can be marked now."""
    return await sheet(db, actor, session_id, response, training_mode=request.app.state.settings.demo)


@router.post("/sessions/{session_id}/attendance/papers", status_code=201, **needs(Permission.ATTENDANCE_MARK))
async def keep_paper(
    db: DB,
    actor: ActorDep,
    once: OnceDep,
    request: Request,
    session_id: UUID,
    day_id: Annotated[UUID, Form()],
    photo: UploadFile,
    response: Response,
) -> Sheet:
    """Keeps a photo of the list people signed on one day."""
    state = request.app.state
    if await once.first(db, actor):
        await service.keep_paper(db, actor, state.store, session_id, day_id, await photo.read())
    return await sheet(db, actor, session_id, response, training_mode=state.settings.demo)


@router.get("/sessions/{session_id}/attendance/papers/{paper_id}", **needs(Permission.ATTENDANCE_READ))
async def read_paper(db: DB, actor: ActorDep, request: Request, session_id: UUID, paper_id: UUID) -> Response:
    """One photo of a signed list."""
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    stored = await files.find(db, await repository.paper_file(db, session_id, paper_id))
    content = await request.app.state.store.read(stored.sha256)
    return Response(content, media_type=stored.media_type)
