"""Handovers drawn at random and asked about, by phone or on the spot (C58)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class SampleStatus(StrEnum):
    """The sample is locked from the beginning."""

    ACTIVE = "active"
    FINISHED = "finished"
    INVALID = "invalid"


class Sample(Row, Versioned, Stamped, table=True):
    """`seed` and `population` let anybody draw the same sample again."""

    __tablename__ = "samples"
    __table_args__ = (
        Index(None, "district_code", "id"),
        CheckConstraint("last_day >= first_day", name="dates"),
        CheckConstraint("population >= 1", name="population"),
    )

    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    first_day: Plain[date]
    last_day: Plain[date]
    status: Plain[SampleStatus] = choice(SampleStatus, "status")
    seed: Plain[str] = Field(max_length=32)
    population: Plain[int]
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    reason: CaseText[str | None] = Field(default=None, max_length=2000)


class Answer(StrEnum):
    """`unreachable` may be tried again."""

    PENDING = "pending"
    RECEIVED = "received"
    WITH_ISSUES = "received_with_issues"
    NOT_RECEIVED = "not_received"
    UNREACHABLE = "unreachable"


class AskedBy(StrEnum):
    PHONE = "phone"
    VISIT = "visit"


class SampleItem(Row, Stamped, table=True):
    """One handover of the sample and what was found."""

    __tablename__ = "sample_items"
    __table_args__ = (
        UniqueConstraint("sample_id", "handover_id"),
        UniqueConstraint("sample_id", "place"),
        CheckConstraint(
            "(answer = 'pending') = (checked_by IS NULL) AND (checked_by IS NULL) = (checked_at IS NULL)"
            " AND (checked_by IS NULL) = (asked_by IS NULL)",
            name="checked",
        ),
    )

    sample_id: Plain[UUID] = Field(foreign_key="samples.id")
    handover_id: Plain[UUID] = Field(foreign_key="handovers.id")
    place: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    answer: Plain[Answer] = choice(Answer, "answer", default=Answer.PENDING)
    asked_by: Plain[AskedBy | None] = choice(AskedBy, "asked_by", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    checked_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    checked_at: Plain[datetime | None] = Field(default=None)
