"""Corrections of a closed sheet or of a day that is over: one officer proposes, another decides."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
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

    session_id: Mapped[UUID] = Field(foreign_key="sessions.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    registration_id: Mapped[UUID] = Field(foreign_key="registrations.id")
    meeting_day_id: Mapped[UUID] = Field(foreign_key="meeting_days.id")
    before: Mapped[Mark | None] = choice(Mark, "before", nullable=True)
    after: Mapped[Mark] = choice(Mark, "after")
    reason: Mapped[str | None] = Field(default=None, max_length=200)
    note: Mapped[str] = Field(max_length=2000)
    status: Mapped[CorrectionStatus] = choice(CorrectionStatus, "status", server_default="proposed")
    proposed_by: Mapped[UUID] = Field(foreign_key="identities.id")
    decided_by: Mapped[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Mapped[datetime | None] = Field(default=None)
    decision_note: Mapped[str | None] = Field(default=None, max_length=2000)
