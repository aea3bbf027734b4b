"""Filters an officer keeps under a name."""

from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, CaseText, Plain
from bimtek_api.core.shapes import Json


class SavedView(Row, Stamped, table=True):
    """`filters`: a `ViewFilters` as JSON, without what is not set. Hers alone: it grants nothing."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    owner_id: ActedBy[UUID] = Field(foreign_key="identities.id")
    name: Plain[str] = Field(max_length=60)
    filters: CaseText[Json] = Field(sa_column=Column(JSONB, nullable=False))
