"""Attendance: one mark per registration and meeting-day."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped, choice, now_column
from bimtek_api.core.personal import ActedBy, Counted, Evidence, MarkedRemark, Plain, Subject


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

    registration_id: Subject[UUID] = Field(primary_key=True, foreign_key="registrations.id")
    meeting_day_id: Plain[UUID] = Field(primary_key=True, foreign_key="meeting_days.id")
    mark: Counted[Mark] = choice(Mark, "mark")
    reason: MarkedRemark[str | None] = Field(default=None, max_length=200)
    marked_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    marked_at: Counted[datetime] = now_column()


class AttendancePaper(Row, Stamped, table=True):
    """A photo of the list people signed on one day."""

    __tablename__ = "attendance_papers"
    __table_args__ = (Index(None, "meeting_day_id"),)

    meeting_day_id: Plain[UUID] = Field(foreign_key="meeting_days.id")
    file_id: Evidence[UUID] = Field(foreign_key="files.id")
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
