"""Approval policies in editions. Nothing in one ever changes: a round copies its numbers when it begins."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, SmallInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped


class ApprovalPolicy(Row, Stamped, table=True):
    __tablename__ = "approval_policies"
    __table_args__ = (UniqueConstraint("code", "edition"), CheckConstraint("edition > 0", name="edition"))

    code: str = Field(max_length=30)
    edition: int = Field(sa_type=SmallInteger, nullable=False)
    name: str = Field(max_length=200)
    bands: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
