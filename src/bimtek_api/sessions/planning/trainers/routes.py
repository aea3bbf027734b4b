"""Trainers, and who teaches what when."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.scope import expect_on
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.trainers import repository, service, views
from bimtek_api.sessions.planning.trainers.schemas import (
    Lessons,
    LessonsWrite,
    TrainerCreate,
    TrainerDetail,
    TrainerRead,
    TrainerSlice,
    TrainerWrite,
)

router = APIRouter(tags=["trainers"])


async def detail(db: AsyncSession, actor: Actor, trainer_id: UUID, response: Response) -> TrainerDetail:
    row = await repository.read(db, actor, trainer_id)
    versions.tag(response, row.Trainer.version)
    return views.trainer_detail(row, await repository.of_trainer(db, trainer_id))


async def listed(db: AsyncSession, actor: Actor, session_id: UUID, response: Response) -> Lessons:
    session = await schedule.read(db, actor, session_id)
    expect_on(actor, Permission.SESSION_READ, session, UnknownSession)
    versions.tag(response, session.version)
    return views.lessons(session.version, await repository.of_session(db, session_id))


@router.get("/trainers", **needs(Permission.SESSION_READ))
async def list_trainers(db: DB, actor: ActorDep, asked: Annotated[TrainerSlice, Query()]) -> Page[TrainerRead]:
    """Trainers of the caller's regions and of their provinces, by name."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[views.trainer_read(row) for row in rows], next_cursor=cursor)


@router.get("/trainers/{trainer_id}", **needs(Permission.SESSION_READ))
async def read_trainer(db: DB, actor: ActorDep, trainer_id: UUID, response: Response) -> TrainerDetail:
    """One trainer with what she teaches and for how long."""
    return await detail(db, actor, trainer_id, response)


@router.post("/trainers", status_code=201, **needs(Permission.SESSION_PLAN))
async def record_trainer(
    db: DB, actor: ActorDep, once: OnceDep, new: TrainerCreate, response: Response
) -> TrainerDetail:
    """Records a trainer in one of the caller's regions."""
    return await detail(db, actor, await service.keep(db, actor, once, new), response)


@router.put("/trainers/{trainer_id}", **needs(Permission.SESSION_PLAN))
async def change_trainer(
    db: DB, actor: ActorDep, trainer_id: UUID, seen: IfMatch, new: TrainerWrite, response: Response
) -> TrainerDetail:
    """Changes what is kept of a trainer."""
    await service.change(db, actor, trainer_id, seen, new)
    return await detail(db, actor, trainer_id, response)


@router.get("/sessions/{session_id}/lessons", **needs(Permission.SESSION_READ))
async def list_lessons(db: DB, actor: ActorDep, session_id: UUID, response: Response) -> Lessons:
    """Who teaches what when in one session; the ETag is the session's version."""
    return await listed(db, actor, session_id, response)


@router.put("/sessions/{session_id}/lessons", **needs(Permission.SESSION_PLAN))
async def plan_lessons(
    db: DB, actor: ActorDep, session_id: UUID, seen: IfMatch, new: LessonsWrite, response: Response
) -> Lessons:
    """Writes all lessons of one session; nobody teaches in two rooms at once."""
    await service.plan(db, actor, session_id, seen, new)
    return await listed(db, actor, session_id, response)
