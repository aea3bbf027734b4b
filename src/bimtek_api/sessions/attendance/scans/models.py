"""Codes read at the door. A row is never changed: what came of it was said to the device then."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import choice, now_column
from bimtek_api.core.personal import ActedBy, Plain, Subject


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REFUSED = "refused"


class Scan(SQLModel, table=True):
    """One reading. `nonce` is drawn by the device: a reading sent twice is one. `at` is the device's clock."""

    __tablename__ = "scans"
    __table_args__ = (
        Index(None, "registration_id", "meeting_day_id"),
        Index(None, "session_id", "received_at"),
        CheckConstraint("outcome <> 'refused' OR code IS NOT NULL", name="refusal_has_code"),
        CheckConstraint(
            "outcome = 'refused' OR (registration_id IS NOT NULL AND meeting_day_id IS NOT NULL)",
            name="accepted_whom",
        ),
    )

    session_id: Plain[UUID] = Field(primary_key=True, foreign_key="sessions.id")
    nonce: Plain[UUID] = Field(primary_key=True)
    registration_id: Subject[UUID | None] = Field(default=None, foreign_key="registrations.id")
    meeting_day_id: Plain[UUID | None] = Field(default=None, foreign_key="meeting_days.id")
    direction: Plain[Direction] = choice(Direction, "direction")
    outcome: Plain[Outcome] = choice(Outcome, "outcome")
    code: Plain[str | None] = Field(default=None, max_length=40)
    typed: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    at: Plain[datetime]
    received_at: Plain[datetime] = now_column()
    scanned_by: ActedBy[UUID] = Field(foreign_key="identities.id")
