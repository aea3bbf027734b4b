"""The registrations of one person with attendance and certificate."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.sessions.attendance.models import PRESENT, Attendance
from bimtek_api.sessions.certificates.models import Certificate
from bimtek_api.sessions.registrations import repository as registrations
from bimtek_api.sessions.registrations.models import Registration
from bimtek_api.sessions.schedule.models import MeetingDay, TrainingSession


async def registrations_of(db: AsyncSession, actor: Actor, person_id: UUID) -> Sequence[Row]:
    """Newest first; only those in the caller's districts."""
    present = (
        select(func.count())
        .where(Attendance.registration_id == Registration.id, Attendance.mark.in_(PRESENT))
        .scalar_subquery()
    )
    total = select(func.count()).where(MeetingDay.session_id == TrainingSession.id).scalar_subquery()
    query = (
        select(
            Registration.id, Registration.number, Registration.session_id, Registration.status,
            TrainingSession.title.label("session_title"), TrainingSession.starts_on, TrainingSession.ends_on,
            present.label("present_days"), total.label("total_days"), Certificate.number.label("certificate_number"),
        )
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .outerjoin(
            Certificate, and_(Certificate.registration_id == Registration.id, Certificate.revoked_at.is_(None))
        )
        .where(Registration.person_id == person_id, registrations.visible_to(actor))
        .order_by(Registration.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()
