"""Queries of attendance."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.attendance.attendance.errors import UnknownPaper
from bimtek_api.sessions.attendance.attendance.models import PRESENT, Attendance, AttendancePaper
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.planning.schedule.models import MeetingDay

S = RegistrationStatus
ON_SHEET = (S.CONFIRMED, S.ATTENDING, S.COMPLETED, S.NOT_COMPLETED, S.NO_SHOW)


async def on_sheet(db: AsyncSession, session_id: UUID, *, lock: bool = False) -> list[Registration]:
    """The accepted registrations of a session by name."""
    query = select(Registration).where(Registration.session_id == session_id, Registration.status.in_(ON_SHEET))
    query = query.order_by(Registration.id) if lock else query.order_by(Registration.name, Registration.id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list((await db.execute(query)).scalars())


async def marks(db: AsyncSession, session_id: UUID) -> dict[UUID, dict[UUID, Attendance]]:
    """Marks by registration and day."""
    query = select(Attendance).join(Registration, Registration.id == Attendance.registration_id)
    found: dict[UUID, dict[UUID, Attendance]] = defaultdict(dict)
    for cell in (await db.execute(query.where(Registration.session_id == session_id))).scalars():
        found[cell.registration_id][cell.meeting_day_id] = cell
    return found


async def present_days(db: AsyncSession, registration_ids: list[UUID]) -> dict[UUID, int]:
    """How many days each was there, late included."""
    query = (
        select(Attendance.registration_id, func.count())
        .where(Attendance.registration_id.in_(registration_ids), Attendance.mark.in_(PRESENT))
        .group_by(Attendance.registration_id)
    )
    return dict((await db.execute(query)).all())


async def papers(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Photos of signed lists, in the order of days."""
    query = select(AttendancePaper.id, MeetingDay.id.label("day_id"), AttendancePaper.created_at)
    query = query.join(MeetingDay, MeetingDay.id == AttendancePaper.meeting_day_id)
    query = query.where(MeetingDay.session_id == session_id).order_by(MeetingDay.date, AttendancePaper.id)
    return (await db.execute(query)).all()


async def paper_file(db: AsyncSession, session_id: UUID, paper_id: UUID) -> UUID:
    """The stored file of one photo; raises UnknownPaper when it is of no day of this session."""
    query = select(AttendancePaper.file_id).join(MeetingDay, MeetingDay.id == AttendancePaper.meeting_day_id)
    query = query.where(MeetingDay.session_id == session_id, AttendancePaper.id == paper_id)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownPaper
    return found
