"""Calls: where, when and out of which budget line a group may ask for which package."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped, words_column


class Call(Row, Stamped, table=True):
    __tablename__ = "calls"
    __table_args__ = (Index(None, "district_code", "id"), CheckConstraint("opens_at < closes_at", name="window"))

    number: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=200)
    programme_id: UUID = Field(foreign_key="programmes.id")
    district_code: str = Field(foreign_key="regions.code", max_length=13)
    budget_line_id: UUID = Field(foreign_key="budget_nodes.id")
    rule_set_id: UUID | None = Field(default=None, foreign_key="rule_sets.id")
    policy_id: UUID | None = Field(default=None, foreign_key="approval_policies.id")
    rubric_id: UUID | None = Field(default=None, foreign_key="rubrics.id")
    required_papers: list[str] = words_column()
    field_visit: bool = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    opens_at: datetime
    closes_at: datetime


class CallPackage(SQLModel, table=True):
    __tablename__ = "call_packages"

    call_id: UUID = Field(primary_key=True, foreign_key="calls.id")
    package_id: UUID = Field(primary_key=True, foreign_key="packages.id")
