"""Queries of corrections."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.sessions.attendance.corrections.errors import UnknownCorrection
from bimtek_api.sessions.attendance.corrections.models import Correction, CorrectionStatus
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession

C = Correction
Proposer, Decider = aliased(Officer), aliased(Officer)


async def of_session(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Every correction of one session, the open ones first, then the newest.

    The caller has checked that she may see the session.
    """
    query = (
        select(
            C, C.id, C.registration_id, Registration.name, MeetingDay.date.label("day"), C.before, C.after, C.reason,
            C.note, C.status, C.created_at, Proposer.name.label("proposed_by"), C.version,
            Decider.name.label("decided_by"), C.decided_at, C.decision_note,
        )
        .join(Registration, Registration.id == C.registration_id)
        .join(MeetingDay, MeetingDay.id == C.meeting_day_id)
        .join(Proposer, Proposer.person_id == C.proposed_by)
        .outerjoin(Decider, Decider.person_id == C.decided_by)
        .where(C.session_id == session_id)
        .order_by(C.status != CorrectionStatus.PROPOSED, C.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()


async def session_of(db: AsyncSession, actor: Actor, correction_id: UUID) -> UUID:
    """Which session: read before anything is locked. Raises UnknownCorrection outside the caller's districts."""
    query = select(C.session_id).join(TrainingSession, TrainingSession.id == C.session_id)
    query = query.where(
        C.id == correction_id, within(actor, Permission.ATTENDANCE_READ, TrainingSession.district_code)
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownCorrection
    return found


async def lock(db: AsyncSession, correction_id: UUID) -> Correction:
    query = select(C).where(C.id == correction_id).with_for_update()
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def still_open(db: AsyncSession, session_id: UUID) -> dict[tuple[UUID, UUID], Correction]:
    """The undecided corrections of a session by registration and day."""
    query = select(C).where(C.session_id == session_id, C.status == CorrectionStatus.PROPOSED)
    return {(each.registration_id, each.meeting_day_id): each for each in (await db.execute(query)).scalars()}


async def name_of(db: AsyncSession, session_id: UUID, correction_id: UUID) -> str | None:
    """Whose mark; None when this session has no such correction."""
    query = select(Registration.name).join(C, C.registration_id == Registration.id)
    query = query.where(C.id == correction_id, C.session_id == session_id)
    return (await db.execute(query)).scalar_one_or_none()
