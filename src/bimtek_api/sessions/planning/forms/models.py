"""The questions of a session, one row per version. A version is never changed: answers name theirs."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Plain
from bimtek_api.core.shapes import Json


class SessionForm(Row, Stamped, table=True):
    """`questions`: a list of `fields.Question` as JSON."""

    __tablename__ = "session_forms"
    __table_args__ = (UniqueConstraint("session_id", "version"), CheckConstraint("version > 0", name="version"))

    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    version: Plain[int]
    questions: Plain[list[Json]] = Field(sa_column=Column(JSONB, nullable=False))
    made_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
