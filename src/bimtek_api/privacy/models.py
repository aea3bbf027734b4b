"""Erasures of people's data, and what was removed because its time was over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, now_column

OPEN = text("decided_at IS NULL")


class Erasure(Row, Stamped, table=True):
    """Asked for by one person, decided by another. A done one is a tombstone: it is done again after a restore."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("uq_erasures_open", "person_id", unique=True, postgresql_where=OPEN),
        CheckConstraint("decided_by <> requested_by", name="two_people"),
        CheckConstraint("num_nulls(decided_by, decided_at, approved) IN (0, 3)", name="decided"),
        CheckConstraint("(erased_at IS NOT NULL) = coalesce(approved, false)", name="done"),
    )

    person_id: Mapped[UUID] = Field(foreign_key="identities.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    reason: Mapped[str] = Field(max_length=2000)
    requested_by: Mapped[UUID] = Field(foreign_key="identities.id")
    decided_by: Mapped[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Mapped[datetime | None] = Field(default=None)
    approved: Mapped[bool | None] = Field(default=None)
    note: Mapped[str | None] = Field(default=None, max_length=2000)
    erased_at: Mapped[datetime | None] = Field(default=None)


class RetentionRun(Row, table=True):
    """One rule on one night, and how many rows lost what was too old."""

    __tablename__ = "retention_runs"

    at: Mapped[datetime] = now_column()
    rule: Mapped[str] = Field(max_length=40)
    rows: Mapped[int]
