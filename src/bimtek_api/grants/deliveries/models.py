"""Handovers: minutes, quantities, serial numbers. Triggers hold decree, dates and quantities (G1, G2, G7)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped


class Handover(Row, Stamped, Act, table=True):
    """One signed handover. `snapshot` is what the minutes print, `snapshot_hash` its fingerprint."""

    __tablename__ = "handovers"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_handovers_duty"),
        CheckConstraint("duty_group = 'hand_over'", name="duty"),
        Index(None, "application_id"),
        Index(None, "district_code", "id"),
    )

    number: str = Field(max_length=40, unique=True)
    code: str = Field(max_length=12, unique=True)
    decree_line_id: UUID = Field(foreign_key="decree_lines.id")
    district_code: str = Field(foreign_key="regions.code", max_length=13)
    handed_at: datetime
    place: str = Field(max_length=200)
    receiver_id: UUID = Field(foreign_key="participants.person_id")
    photo_id: UUID | None = Field(default=None, foreign_key="files.id")
    minutes_id: UUID | None = Field(default=None, foreign_key="files.id")
    snapshot: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    snapshot_hash: str = Field(max_length=64)


class HandoverLine(Row, table=True):
    __tablename__ = "handover_lines"
    __table_args__ = (
        UniqueConstraint("handover_id", "application_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        Index(None, "application_line_id"),
    )

    handover_id: UUID = Field(foreign_key="handovers.id")
    application_line_id: UUID = Field(foreign_key="application_lines.id")
    quantity: int


class HandedSerial(SQLModel, table=True):
    """A serial number leaves the office once, however it is written."""

    __tablename__ = "handed_serials"

    serial_key: str = Field(primary_key=True, max_length=60)
    serial: str = Field(max_length=60)
    handover_line_id: UUID = Field(foreign_key="handover_lines.id")
