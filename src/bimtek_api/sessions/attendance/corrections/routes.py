"""Writing the attendance sheet: today by one officer, a day that is over or a closed sheet by two."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance.routes import sheet
from bimtek_api.sessions.attendance.attendance.schemas import Sheet, SheetWrite
from bimtek_api.sessions.attendance.corrections import repository, service, views
from bimtek_api.sessions.attendance.corrections.schemas import (
    BulkDecision,
    CorrectionCreate,
    CorrectionDecision,
    Corrections,
)
from bimtek_api.sessions.enrolment.decisions.schemas import NAMES, BulkResults
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["attendance"])


async def listed(db: AsyncSession, actor: Actor, session_id: UUID) -> Corrections:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    marks = await attendance.marks(db, session_id)
    found = await repository.of_session(db, session_id)
    actions = [service.actions(actor, each.Correction, marks) for each in found]
    return Corrections(items=[views.correction(*pair) for pair in zip(found, actions, strict=True)])


@router.put("/sessions/{session_id}/attendance", **needs(Permission.ATTENDANCE_MARK))
async def mark_sheet(
    db: DB,
    actor: ActorDep,
    request: Request,
    session_id: UUID,
    seen: IfMatch,
    new: SheetWrite,
    response: Response,
) -> Sheet:
    """Writes today's marks; those of days that are over become corrections another officer decides."""
    training_mode = request.app.state.settings.demo
    await service.mark(db, actor, session_id, seen, new, training_mode=training_mode)
    return await sheet(db, actor, session_id, response, training_mode=training_mode)


@router.get("/sessions/{session_id}/attendance-corrections", **needs(Permission.ATTENDANCE_READ))
async def list_corrections(db: DB, actor: ActorDep, session_id: UUID) -> Corrections:
    """Corrections of one sheet, those still open first, then the newest."""
    return await listed(db, actor, session_id)


@router.post("/sessions/{session_id}/attendance-corrections", status_code=201, **needs(Permission.ATTENDANCE_MARK))
async def propose_correction(
    db: DB, actor: ActorDep, request: Request, once: OnceDep, session_id: UUID, new: CorrectionCreate
) -> Corrections:
    """Proposes what a closed sheet or a day that is over should say; another officer decides."""
    training_mode = request.app.state.settings.demo
    await service.propose(db, actor, once, session_id, new, training_mode=training_mode)
    return await listed(db, actor, session_id)


@router.post("/attendance-corrections/{correction_id}/decisions", **needs(Permission.ATTENDANCE_MARK))
async def decide_correction(
    db: DB, actor: ActorDep, once: OnceDep, correction_id: UUID, seen: IfMatch, given: CorrectionDecision
) -> Corrections:
    """Approves or refuses a correction somebody else proposed."""
    return await listed(db, actor, await once.one(db, actor, service.decide(db, actor, correction_id, seen, given)))


@router.post("/sessions/{session_id}/attendance-corrections/decisions", **needs(Permission.ATTENDANCE_MARK))
async def decide_corrections(
    db: DB, actor: ActorDep, once: OnceDep, session_id: UUID, given: BulkDecision
) -> BulkResults:
    """Decides up to a hundred corrections of one session, each judged alone."""
    return await once.kept(db, actor, BulkResults, service.decide_many(db, actor, session_id, given), NAMES)
