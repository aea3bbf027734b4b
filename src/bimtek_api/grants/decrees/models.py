"""Decrees (SK) and their annex. What stands in the annex of a decree in force may be handed over, nothing else."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped


class Decree(Row, Stamped, table=True):
    """The number is the office's own: unique per office and year, however it is spaced."""

    __tablename__ = "decrees"
    __table_args__ = (UniqueConstraint("district_code", "year", "number_key"), Index(None, "district_code", "id"))

    number: str = Field(max_length=80)
    number_key: str = Field(max_length=80)
    year: int
    dated: date
    signatory_name: str = Field(max_length=120)
    signatory_position: str = Field(max_length=120)
    district_code: str = Field(foreign_key="regions.code", max_length=13)
    revoked_at: datetime | None = None


class DecreeLine(Row, Stamped, Act, table=True):
    """One recipient. The reserved amount is kept, so that ending the line gives exactly it back."""

    __tablename__ = "decree_lines"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_decree_lines_duty"),
        CheckConstraint("duty_group = 'decree'", name="duty"),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        Index("uq_decree_lines_live", "application_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        UniqueConstraint("decree_id", "position"),
    )

    decree_id: UUID = Field(foreign_key="decrees.id")
    position: int
    budget_line_id: UUID = Field(foreign_key="budget_nodes.id")
    amount_rupiah: int = Field(sa_type=BigInteger, nullable=False)
    ended_at: datetime | None = None
