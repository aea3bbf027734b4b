"""Trainers and what they teach on which day."""

from datetime import time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned
from bimtek_api.core.personal import Outsider, Plain, TrainerContact


class Trainer(Row, Versioned, Stamped, table=True):
    """Somebody who teaches. `district_code` is the office that keeps the record: a district or a province."""

    __tablename__ = "trainers"
    __table_args__ = (Index(None, "district_code", "name", "id"),)

    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    name: Outsider[str] = Field(max_length=120)
    institution: Outsider[str] = Field(max_length=200)
    position: Outsider[str | None] = Field(default=None, max_length=200)
    nip: TrainerContact[str | None] = Field(default=None, max_length=30)
    phone: TrainerContact[str | None] = Field(default=None, max_length=16)
    email: TrainerContact[str | None] = Field(default=None, max_length=254)
    active: Plain[bool] = Field(default=True, nullable=False, sa_column_kwargs={"server_default": text("true")})


class Lesson(Row, table=True):
    """One trainer, one topic, part of one meeting-day; wall-clock times in the session's zone."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("meeting_day_id", "trainer_id", "starts_at"),
        Index(None, "trainer_id"),
        CheckConstraint("starts_at < ends_at", name="times"),
    )

    meeting_day_id: Plain[UUID] = Field(foreign_key="meeting_days.id", ondelete="CASCADE")
    trainer_id: Plain[UUID] = Field(foreign_key="trainers.id")
    starts_at: Plain[time]
    ends_at: Plain[time]
    topic: Plain[str] = Field(max_length=200)
