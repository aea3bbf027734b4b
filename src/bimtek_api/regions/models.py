"""Regions by Kemendagri code, as a tree in one table. The code is the path: 16 > 16.71 > 16.71.01 > 16.71.01.1001."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped

PROVINCE, DISTRICT, SUBDISTRICT, VILLAGE = 1, 2, 3, 4


class Region(SQLModel, table=True):
    __tablename__ = "regions"
    __table_args__ = (
        Index(None, "parent_code", "code"),
        Index(None, "level", "code"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("zone IN ('WIB', 'WITA', 'WIT')", name="zone"),
    )

    code: Mapped[str] = Field(primary_key=True, max_length=13)
    parent_code: Mapped[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    level: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    name: Mapped[str] = Field(max_length=120)
    zone: Mapped[str] = Field(max_length=4)
    valid_from: Mapped[date | None] = Field(default=None)
    valid_to: Mapped[date | None] = Field(default=None)
    successor_code: Mapped[str | None] = Field(default=None, max_length=13)
