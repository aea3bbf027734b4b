"""Approval policies in editions. Nothing in one ever changes: a round copies its numbers when it begins."""

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Mapped
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.editions.models import Edition, numbered


class ApprovalPolicy(Edition, table=True):
    __tablename__ = "approval_policies"
    __table_args__ = numbered()

    bands: Mapped[list[Json]] = Field(sa_column=Column(JSONB, nullable=False))
