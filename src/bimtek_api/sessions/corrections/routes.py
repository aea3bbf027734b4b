"""Corrections of a closed attendance sheet."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.attendance import repository as attendance
from bimtek_api.sessions.corrections import repository, service, views
from bimtek_api.sessions.corrections.schemas import CorrectionCreate, CorrectionDecision, Corrections
from bimtek_api.sessions.schedule import repository as schedule
from bimtek_api.sessions.schedule.errors import UnknownSession

router = APIRouter(tags=["attendance"])


async def listed(db: AsyncSession, actor: Actor, session_id: UUID) -> Corrections:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    marks = await attendance.marks(db, session_id)
    found = await repository.of_session(db, session_id)
    actions = [service.actions(actor, each.Correction, marks) for each in found]
    return Corrections(items=[views.correction(*pair) for pair in zip(found, actions, strict=True)])


@router.get("/sessions/{session_id}/attendance-corrections", **needs(Permission.ATTENDANCE_READ))
async def list_corrections(db: DB, actor: ActorDep, session_id: UUID) -> Corrections:
    """Corrections of one session's sheet, the newest first."""
    return await listed(db, actor, session_id)


@router.post("/sessions/{session_id}/attendance-corrections", status_code=201, **needs(Permission.ATTENDANCE_MARK))
async def propose_correction(
    db: DB, actor: ActorDep, once: OnceDep, session_id: UUID, new: CorrectionCreate
) -> Corrections:
    """Proposes what a closed sheet should say; another officer decides."""
    await service.propose(db, actor, once, session_id, new)
    return await listed(db, actor, session_id)


@router.post("/attendance-corrections/{correction_id}/decisions", **needs(Permission.ATTENDANCE_MARK))
async def decide_correction(
    db: DB, actor: ActorDep, correction_id: UUID, seen: IfMatch, given: CorrectionDecision
) -> Corrections:
    """Approves or refuses a correction somebody else proposed."""
    return await listed(db, actor, await service.decide(db, actor, correction_id, seen, given))
