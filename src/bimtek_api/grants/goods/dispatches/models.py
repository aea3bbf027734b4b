"""Goods on the road, under a numbered waybill."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Frozen, Outsider, Plain
from bimtek_api.core.shapes import Json


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

    number: Plain[str] = Field(max_length=40, unique=True)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[DispatchStatus] = choice(DispatchStatus, "status")
    from_place: Plain[str] = Field(max_length=200)
    to_place: Plain[str] = Field(max_length=200)
    driver: Outsider[str] = Field(max_length=120)
    vehicle: Outsider[str] = Field(max_length=40)
    sent_at: Plain[datetime]
    sent_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    arrived_at: Plain[datetime | None] = Field(default=None)
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))
    paper_id: Evidence[UUID] = Field(foreign_key="files.id")


class Outcome(StrEnum):
    ARRIVED = "arrived"
    DAMAGED = "damaged"
    LOST = "lost"
    CAME_BACK = "came_back"


class DispatchUnit(SQLModel, table=True):
    __tablename__ = "dispatch_units"
    __table_args__ = (
        CheckConstraint("outcome NOT IN ('damaged', 'lost', 'came_back') OR note IS NOT NULL", name="explained"),
        Index(None, "unit_id"),
    )

    dispatch_id: Plain[UUID] = Field(primary_key=True, foreign_key="dispatches.id")
    unit_id: Plain[UUID] = Field(primary_key=True, foreign_key="stock_units.id")
    outcome: Plain[Outcome | None] = choice(Outcome, "outcome", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=500)
