"""Corrections of a closed sheet or of a day that is over: one officer proposes, another decides."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, MarkedRemark, Plain, Remark, Subject
from bimtek_api.sessions.attendance.attendance.models import Mark


class CorrectionStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class Correction(Row, Versioned, Stamped, table=True):
    """`before` is what the sheet said when it was proposed, None when it said nothing.

    The database, too, refuses one person in both parts.
    """

    __tablename__ = "attendance_corrections"
    __table_args__ = (
        Index(None, "session_id", "id"),
        Index(
            "uq_attendance_corrections_open",
            "registration_id",
            "meeting_day_id",
            unique=True,
            postgresql_where=text("status = 'proposed'"),
        ),
        CheckConstraint("before IS DISTINCT FROM after", name="changes"),
        CheckConstraint("decided_by <> proposed_by", name="two_people"),
        CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("after <> 'excused' OR reason IS NOT NULL", name="excuse_has_reason"),
    )

    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    meeting_day_id: Plain[UUID] = Field(foreign_key="meeting_days.id")
    before: Plain[Mark | None] = choice(Mark, "before", nullable=True)
    after: Plain[Mark] = choice(Mark, "after")
    reason: MarkedRemark[str | None] = Field(default=None, max_length=200)
    note: Remark[str] = Field(max_length=2000)
    status: Plain[CorrectionStatus] = choice(CorrectionStatus, "status", server_default="proposed")
    proposed_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: Remark[str | None] = Field(default=None, max_length=2000)
