"""Trainers and what they teach on which day."""

from datetime import time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned


class Trainer(Row, Versioned, Stamped, table=True):
    """Somebody who teaches. `district_code` is the office that keeps the record: a district or a province."""

    __tablename__ = "trainers"
    __table_args__ = (Index(None, "district_code", "name", "id"),)

    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    name: Mapped[str] = Field(max_length=120)
    institution: Mapped[str] = Field(max_length=200)
    position: Mapped[str | None] = Field(default=None, max_length=200)
    nip: Mapped[str | None] = Field(default=None, max_length=30)
    phone: Mapped[str | None] = Field(default=None, max_length=16)
    email: Mapped[str | None] = Field(default=None, max_length=254)
    active: Mapped[bool] = Field(default=True, nullable=False, sa_column_kwargs={"server_default": text("true")})


class Lesson(Row, table=True):
    """One trainer, one topic, part of one meeting-day; wall-clock times in the session's zone."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("meeting_day_id", "trainer_id", "starts_at"),
        Index(None, "trainer_id"),
        CheckConstraint("starts_at < ends_at", name="times"),
    )

    meeting_day_id: Mapped[UUID] = Field(foreign_key="meeting_days.id", ondelete="CASCADE")
    trainer_id: Mapped[UUID] = Field(foreign_key="trainers.id")
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    topic: Mapped[str] = Field(max_length=200)
