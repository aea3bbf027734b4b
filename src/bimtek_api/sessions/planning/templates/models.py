"""Plans without dates."""

from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Plain
from bimtek_api.core.shapes import Json


class SessionTemplate(Row, Stamped, table=True):
    """`plan`: a `TemplatePlan` as JSON. `district_code` is the office that keeps it: a district or a province."""

    __tablename__ = "session_templates"
    __table_args__ = (UniqueConstraint("district_code", "name"),)

    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    name: Plain[str] = Field(max_length=120)
    plan: Plain[Json] = Field(sa_column=Column(JSONB, nullable=False))
    made_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
