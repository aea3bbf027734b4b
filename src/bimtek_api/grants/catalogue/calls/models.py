"""Calls: where, when and out of which budget line a group may ask for which package."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, words_column


class Call(Row, Stamped, table=True):
    __tablename__ = "calls"
    __table_args__ = (Index(None, "district_code", "id"), CheckConstraint("opens_at < closes_at", name="window"))

    number: Mapped[str] = Field(max_length=40, unique=True)
    name: Mapped[str] = Field(max_length=200)
    programme_id: Mapped[UUID] = Field(foreign_key="programmes.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    budget_line_id: Mapped[UUID] = Field(foreign_key="budget_nodes.id")
    rule_set_id: Mapped[UUID | None] = Field(default=None, foreign_key="rule_sets.id")
    policy_id: Mapped[UUID | None] = Field(default=None, foreign_key="approval_policies.id")
    rubric_id: Mapped[UUID | None] = Field(default=None, foreign_key="rubrics.id")
    required_papers: Mapped[list[str]] = words_column()
    field_visit: Mapped[bool] = Field(
        default=False, nullable=False, sa_column_kwargs={"server_default": text("false")}
    )
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class CallPackage(SQLModel, table=True):
    __tablename__ = "call_packages"

    call_id: Mapped[UUID] = Field(primary_key=True, foreign_key="calls.id")
    package_id: Mapped[UUID] = Field(primary_key=True, foreign_key="packages.id")
