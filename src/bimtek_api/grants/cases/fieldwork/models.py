"""Visits to the workshop before anybody votes: where, what was seen, whom, and who signed."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import CaseText, Evidence, Frozen, Location, Plain, Subject
from bimtek_api.core.shapes import Json


class Found(StrEnum):
    """What was found of a member."""

    MET = "met"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Fitness(StrEnum):
    FIT = "fit"
    UNFIT = "unfit"


class FieldVisit(Row, Stamped, Act, table=True):
    """Coordinates in degrees, or the reason why there are none. `snapshot` is what the report prints."""

    __tablename__ = "field_visits"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_field_visits_duty"),
        CheckConstraint("duty_group = 'visit'", name="duty"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="degrees"),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NOT NULL OR no_place_reason IS NOT NULL)",
            name="place",
        ),
        UniqueConstraint("number"),
        Index(None, "application_id"),
    )

    number: Plain[str] = Field(max_length=40)
    result: Plain[Fitness] = choice(Fitness, "result")
    visited_at: Plain[datetime]
    latitude: Location[float | None] = Field(default=None)
    longitude: Location[float | None] = Field(default=None)
    accuracy_m: Location[int | None] = Field(default=None)
    no_place_reason: CaseText[str | None] = Field(default=None, max_length=200)
    power_watts: Plain[int]
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    signer_id: Subject[UUID] = Field(foreign_key="participants.person_id")
    signature_id: Evidence[UUID] = Field(foreign_key="files.id")
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))
    snapshot_hash: Frozen[str] = Field(max_length=64)
    paper_id: Evidence[UUID] = Field(foreign_key="files.id")


class MemberFinding(SQLModel, table=True):
    __tablename__ = "field_member_findings"

    visit_id: Plain[UUID] = Field(primary_key=True, foreign_key="field_visits.id")
    person_id: Subject[UUID] = Field(primary_key=True, foreign_key="participants.person_id")
    found: Plain[Found] = choice(Found, "found")
    note: CaseText[str | None] = Field(default=None, max_length=200)


class FieldPhoto(SQLModel, table=True):
    __tablename__ = "field_photos"

    visit_id: Plain[UUID] = Field(primary_key=True, foreign_key="field_visits.id")
    file_id: Evidence[UUID] = Field(primary_key=True, foreign_key="files.id")
