"""What an office already owns when it begins: entered by one officer, accepted piece by piece by another."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, Evidence, Plain


class OpeningStatus(StrEnum):
    ENTERED = "entered"
    DECIDED = "decided"


class OpeningStock(Row, Versioned, Stamped, table=True):
    """`source`: where the goods come from. Nothing of it is in stock without the paper that proves it."""

    __tablename__ = "opening_stocks"
    __table_args__ = (
        Index(None, "district_code", "id"),
        CheckConstraint("decided_by <> entered_by", name="two_people"),
        CheckConstraint(
            "(status = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND paper_id IS NOT NULL)",
            name="decided",
        ),
    )

    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    source: Plain[str] = Field(max_length=200)
    place: Plain[str] = Field(max_length=200)
    status: Plain[OpeningStatus] = choice(OpeningStatus, "status")
    entered_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    paper_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
