"""Plans without dates."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped


class SessionTemplate(Row, Stamped, table=True):
    """`plan`: a `TemplatePlan` as JSON. `district_code` is the office that keeps it: a district or a province."""

    __tablename__ = "session_templates"
    __table_args__ = (UniqueConstraint("district_code", "name"),)

    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    name: Mapped[str] = Field(max_length=120)
    plan: Mapped[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    made_by: Mapped[UUID | None] = Field(default=None, foreign_key="identities.id")
