"""Test scores and evaluations."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Request, Response
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.outcome.results import repository, service, views
from bimtek_api.sessions.outcome.results.schemas import EvaluationRead, EvaluationWrite, Scores, ScoresWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["results"])
OWN: Json = public("evaluation", 30, timedelta(minutes=10)) | {"responses": responses(404, 409, 422, 429)}


async def session_of(db: AsyncSession, actor: Actor, session_id: UUID) -> Row:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    return row


async def listed(db: AsyncSession, actor: Actor, session_id: UUID, response: Response) -> Scores:
    session = await session_of(db, actor, session_id)
    versions.tag(response, session.version)
    return views.scores(session.version, await repository.scores(db, session_id))


@router.get("/sessions/{session_id}/scores", **needs(Permission.ATTENDANCE_READ))
async def read_scores(db: DB, actor: ActorDep, session_id: UUID, response: Response) -> Scores:
    """Points before and after, with averages; the ETag is the session's version."""
    return await listed(db, actor, session_id, response)


@router.put("/sessions/{session_id}/scores", **needs(Permission.ATTENDANCE_MARK))
async def record_scores(
    db: DB, actor: ActorDep, session_id: UUID, seen: IfMatch, new: ScoresWrite, response: Response
) -> Scores:
    """Writes points; those already so are left alone."""
    await service.record_scores(db, actor, session_id, seen, new)
    return await listed(db, actor, session_id, response)


@router.get("/sessions/{session_id}/evaluation", **needs(Permission.ATTENDANCE_READ))
async def read_evaluation(db: DB, actor: ActorDep, session_id: UUID) -> EvaluationRead:
    """What attendees thought, without names."""
    await session_of(db, actor, session_id)
    return await service.opinions(db, session_id)


@router.post("/receipts/{number}/evaluation", status_code=204, **OWN)
async def evaluate(
    db: DB,
    request: Request,
    number: Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9-]+$")],
    receipt_secret: Annotated[str, Header(max_length=64)],
    once: OnceDep,
    new: EvaluationWrite,
) -> None:
    """One attendee's opinion, once."""
    await service.evaluate(db, request.app.state.vault, number.upper(), receipt_secret, once, new)
