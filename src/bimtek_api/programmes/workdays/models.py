"""Days on which offices are closed, and weeks in which nothing that binds money is done."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class Holiday(Row, Stamped, table=True):
    """National holidays and joint leave days, beside Saturdays and Sundays."""

    __tablename__ = "holidays"

    day: Mapped[date] = Field(unique=True)
    name: Mapped[str] = Field(max_length=120)


class FreezeWindow(Row, Stamped, table=True):
    """Both days count. `region_code` None is the whole country."""

    __tablename__ = "freeze_windows"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="dates"), Index(None, "last_day"))

    first_day: Plain[date]
    last_day: Plain[date]
    region_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    reason: CaseText[str] = Field(max_length=200)
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    ended_at: Plain[datetime | None] = Field(default=None)
