"""Reading, planning and moving sessions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_READ, ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.lifecycle import service
from bimtek_api.sessions.planning.schedule import repository, views
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.schemas import (
    Move,
    SessionCreate,
    SessionDetail,
    SessionPage,
    SessionPlan,
    SessionRow,
    SessionSlice,
)
from bimtek_api.sessions.planning.schedule.workflow import WORKFLOW
from bimtek_api.sessions.planning.templates.schemas import SessionFromTemplate

router = APIRouter(tags=["sessions"])


async def detail(
    db: AsyncSession, actor: Actor, session_id: UUID, response: Response, *, training_mode: bool
) -> SessionDetail:
    row = await repository.read(db, actor, session_id)
    versions.tag(response, row.version)
    days, shares = await repository.days(db, session_id), await repository.shares(db, session_id)
    if not actor.can(Permission.SESSION_READ, row.district_code, row.programme_id):
        return views.session_detail(row, days, shares)
    facts = await service.facts_for(db, session_id, row.zone, training_mode=training_mode)
    return views.session_detail(row, days, shares, WORKFLOW.available(row, actor, facts))


@router.get("/sessions", responses=responses(422), **PUBLIC_READ)
async def list_sessions(db: DB, actor: ActorDep, asked: Annotated[SessionSlice, Query()]) -> SessionPage:
    """The catalogue: public sessions, and drafts for the officers of their district."""
    rows, cursor = await repository.page(db, actor, asked)
    items = [views.session_row(row) for row in rows]
    return SessionPage(items=items, next_cursor=cursor, as_of=await clock.now(db))


@router.get("/sessions/{session_id}", responses=responses(404, 422), **PUBLIC_READ)
async def read_session(
    db: DB, actor: ActorDep, request: Request, session_id: UUID, response: Response
) -> SessionDetail:
    """One session; officers also see what can be done with it now, and why not the rest."""
    return await detail(db, actor, session_id, response, training_mode=request.app.state.settings.demo)


@router.post("/sessions", status_code=201, **needs(Permission.SESSION_PLAN))
async def create_session(
    db: DB, actor: ActorDep, request: Request, once: OnceDep, new: SessionCreate, response: Response
) -> SessionDetail:
    """Plans a session as a draft in one of the caller's districts."""
    session_id = await schedule.create(db, actor, once, new)
    return await detail(db, actor, session_id, response, training_mode=request.app.state.settings.demo)


@router.put("/sessions/{session_id}", **needs(Permission.SESSION_PLAN))
async def replan_session(
    db: DB, actor: ActorDep, request: Request, session_id: UUID, seen: IfMatch, new: SessionPlan, response: Response
) -> SessionDetail:
    """Changes the plan of a session that has not begun."""
    await service.replan(db, actor, session_id, seen, new)
    return await detail(db, actor, session_id, response, training_mode=request.app.state.settings.demo)


@router.post("/sessions/{session_id}/transitions", **needs(Permission.SESSION_READ))
async def move_session(
    db: DB,
    actor: ActorDep,
    once: OnceDep,
    request: Request,
    session_id: UUID,
    seen: IfMatch,
    asked: Move,
    response: Response,
) -> SessionDetail:
    """Publish, start, complete or cancel a session."""
    training_mode = request.app.state.settings.demo
    if await once.first(db, actor):
        await service.move(db, actor, session_id, seen, asked, training_mode=training_mode)
    return await detail(db, actor, session_id, response, training_mode=training_mode)


@router.post("/session-templates/{template_id}/sessions", status_code=201, **needs(Permission.SESSION_PLAN))
async def use_template(
    db: DB, actor: ActorDep, once: OnceDep, template_id: UUID, new: SessionFromTemplate
) -> SessionRow:
    """Plans a draft session as the template says, from a first day on."""
    session_id = await service.begin(db, actor, once, template_id, new)
    return views.session_row(await repository.read(db, actor, session_id))
