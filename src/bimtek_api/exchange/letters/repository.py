"""To whom letters go."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.planning.schedule.models import MeetingDay
from bimtek_api.sessions.planning.trainers.models import Lesson, Trainer


async def lessons(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Each lesson with who teaches it, by trainer."""
    query = select(
        Lesson.trainer_id, Trainer.name, Trainer.institution, Trainer.position, Trainer.nip, MeetingDay.date,
        func.to_char(Lesson.starts_at, "HH24.MI").label("starts_at"),
        func.to_char(Lesson.ends_at, "HH24.MI").label("ends_at"), Lesson.topic,
    )  # fmt: skip
    query = query.join(Trainer, Trainer.id == Lesson.trainer_id)
    query = query.join(MeetingDay, MeetingDay.id == Lesson.meeting_day_id)
    query = query.where(MeetingDay.session_id == session_id)
    return (await db.execute(query.order_by(Trainer.name, Trainer.id, MeetingDay.date, Lesson.starts_at))).all()
