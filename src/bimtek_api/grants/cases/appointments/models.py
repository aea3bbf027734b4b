"""Days on which an officer and a group meet: a visit to the workshop, a handover. The group is told of each."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, Plain


class AppointmentKind(StrEnum):
    VISIT = "visit"
    HANDOVER = "handover"


class Appointment(Row, Stamped, table=True):
    """One of a kind is open at a time: a new one takes the place of the old. `bring`: what the group has ready."""

    __tablename__ = "case_appointments"
    __table_args__ = (
        Index(
            "uq_case_appointments_open", "application_id", "kind", unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "application_id"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    )  # fmt: skip

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    kind: Plain[AppointmentKind] = choice(AppointmentKind, "kind")
    starts_at: Plain[datetime]
    place: Plain[str] = Field(max_length=200)
    bring: Plain[str | None] = Field(default=None, max_length=200)
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    ended_at: Plain[datetime | None] = Field(default=None)
    ended_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
