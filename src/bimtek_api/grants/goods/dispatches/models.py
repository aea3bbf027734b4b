"""Goods on the road, under a numbered waybill."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice


class DispatchStatus(StrEnum):
    SENT = "sent"
    ARRIVED = "arrived"


class Dispatch(Row, Versioned, Stamped, table=True):
    """`snapshot` is what the waybill prints."""

    __tablename__ = "dispatches"
    __table_args__ = (
        Index(None, "district_code", "id"),
        CheckConstraint("(status = 'arrived') = (arrived_at IS NOT NULL)", name="arrived"),
        CheckConstraint("arrived_at >= sent_at", name="order"),
    )

    number: Mapped[str] = Field(max_length=40, unique=True)
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    status: Mapped[DispatchStatus] = choice(DispatchStatus, "status")
    from_place: Mapped[str] = Field(max_length=200)
    to_place: Mapped[str] = Field(max_length=200)
    driver: Mapped[str] = Field(max_length=120)
    vehicle: Mapped[str] = Field(max_length=40)
    sent_at: Mapped[datetime]
    sent_by: Mapped[UUID] = Field(foreign_key="identities.id")
    arrived_at: Mapped[datetime | None] = Field(default=None)
    snapshot: Mapped[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    paper_id: Mapped[UUID] = Field(foreign_key="files.id")


class Outcome(StrEnum):
    ARRIVED = "arrived"
    DAMAGED = "damaged"
    LOST = "lost"


class DispatchUnit(SQLModel, table=True):
    __tablename__ = "dispatch_units"
    __table_args__ = (
        CheckConstraint("outcome NOT IN ('damaged', 'lost') OR note IS NOT NULL", name="explained"),
        Index(None, "unit_id"),
    )

    dispatch_id: Mapped[UUID] = Field(primary_key=True, foreign_key="dispatches.id")
    unit_id: Mapped[UUID] = Field(primary_key=True, foreign_key="stock_units.id")
    outcome: Mapped[Outcome | None] = choice(Outcome, "outcome", nullable=True)
    note: Mapped[str | None] = Field(default=None, max_length=500)
