"""Signatures: whose, on which side of which case. One picture serves once."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Stamped
from bimtek_api.core.personal import Evidence, Plain, Subject

GIVER, RECEIVER, VISITED = "giver", "receiver", "visited"


class Signature(Stamped, SQLModel, table=True):
    """`pixels` is the hash of what it shows. Bound to case, side and person when a paper carries it, for ever."""

    __tablename__ = "signatures"
    __table_args__ = (
        CheckConstraint("side IN ('giver', 'receiver', 'visited')", name="side"),
        CheckConstraint(
            "(side IS NULL) = (application_id IS NULL) AND (side IS NULL) = (person_id IS NULL)", name="bound"
        ),
        Index(None, "application_id"),
    )

    file_id: Evidence[UUID] = Field(primary_key=True, foreign_key="files.id")
    pixels: Evidence[str] = Field(max_length=64, unique=True)
    sha256: Evidence[str] = Field(max_length=64, unique=True)
    application_id: Plain[UUID | None] = Field(default=None, foreign_key="applications.id")
    side: Plain[str | None] = Field(default=None, max_length=10)
    person_id: Subject[UUID | None] = Field(default=None, foreign_key="identities.id")
