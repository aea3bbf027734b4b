"""Attendance: one mark per registration and meeting-day."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, choice, now_column


class Mark(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


PRESENT = (Mark.PRESENT, Mark.LATE)


class Attendance(SQLModel, table=True):
    __tablename__ = "attendance"
    __table_args__ = (
        Index(None, "meeting_day_id"),
        CheckConstraint("mark <> 'excused' OR reason IS NOT NULL", name="excuse_has_reason"),
    )

    registration_id: Mapped[UUID] = Field(primary_key=True, foreign_key="registrations.id")
    meeting_day_id: Mapped[UUID] = Field(primary_key=True, foreign_key="meeting_days.id")
    mark: Mapped[Mark] = choice(Mark, "mark")
    reason: Mapped[str | None] = Field(default=None, max_length=200)
    marked_by: Mapped[UUID] = Field(foreign_key="identities.id")
    marked_at: Mapped[datetime] = now_column()


class AttendancePaper(Row, Stamped, table=True):
    """A photo of the list people signed on one day."""

    __tablename__ = "attendance_papers"
    __table_args__ = (Index(None, "meeting_day_id"),)

    meeting_day_id: Mapped[UUID] = Field(foreign_key="meeting_days.id")
    file_id: Mapped[UUID] = Field(foreign_key="files.id")
    made_by: Mapped[UUID] = Field(foreign_key="identities.id")
