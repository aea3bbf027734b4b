"""Erasures of people's data, and what was removed because its time was over."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, now_column
from bimtek_api.core.personal import ActedBy, Plain, Proof, Subject

OPEN = text("decided_at IS NULL")
ANSWERED_WITHIN = timedelta(hours=3 * 24)  # UU 27/2022: what a person asks about her own data


class Erasure(Row, Stamped, table=True):
    """Asked for by one person, decided by another. A done one is a tombstone: it is done again after a restore."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("uq_erasures_open", "person_id", unique=True, postgresql_where=OPEN),
        CheckConstraint("decided_by <> requested_by", name="two_people"),
        CheckConstraint("num_nulls(decided_by, decided_at, approved) IN (0, 3)", name="decided"),
        CheckConstraint("(erased_at IS NOT NULL) = coalesce(approved, false)", name="done"),
    )

    person_id: Subject[UUID] = Field(foreign_key="identities.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    reason: Proof[str] = Field(max_length=2000)
    requested_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    approved: Plain[bool | None] = Field(default=None)
    note: Proof[str | None] = Field(default=None, max_length=2000)
    erased_at: Plain[datetime | None] = Field(default=None)


class RetentionRun(Row, table=True):
    """One rule on one night, and how many rows lost what was too old."""

    __tablename__ = "retention_runs"

    at: Mapped[datetime] = now_column()
    rule: Mapped[str] = Field(max_length=40)
    rows: Mapped[int]
