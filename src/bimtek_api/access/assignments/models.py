"""What one administrator asks for and another one decides."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.access.roles import Role
from bimtek_api.core.models import Mapped, Row, Stamped, choice


class AccessKind(StrEnum):
    ROLE = "role"
    RECOVERY = "recovery"
    ENABLE = "enable"


class AccessRequest(Row, Stamped, table=True):
    """A role to give, an officer to let in again, or lost means of logging in to replace. Never by one person."""

    __tablename__ = "access_requests"
    __table_args__ = (
        Index(None, "officer_id"),
        Index("ix_access_requests_open", "created_at", postgresql_where=text("decided_at IS NULL")),
        CheckConstraint("(kind = 'role') = (role IS NOT NULL AND valid_from IS NOT NULL)", name="role_given"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        CheckConstraint("requested_by <> officer_id AND decided_by <> officer_id", name="not_for_oneself"),
        CheckConstraint("decided_by <> requested_by", name="two_people"),
        CheckConstraint("num_nulls(decided_by, decided_at, approved) IN (0, 3)", name="decided"),
    )

    officer_id: Mapped[UUID] = Field(foreign_key="officers.person_id")
    kind: Mapped[AccessKind] = choice(AccessKind, "kind")
    role: Mapped[Role | None] = choice(Role, "role", nullable=True)
    region_code: Mapped[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    programme_id: Mapped[UUID | None] = Field(default=None, foreign_key="programmes.id")
    valid_from: Mapped[date | None] = Field(default=None)
    valid_to: Mapped[date | None] = Field(default=None)
    reason: Mapped[str] = Field(max_length=2000)
    requested_by: Mapped[UUID] = Field(foreign_key="officers.person_id")
    decided_by: Mapped[UUID | None] = Field(default=None, foreign_key="officers.person_id")
    decided_at: Mapped[datetime | None] = Field(default=None)
    approved: Mapped[bool | None] = Field(default=None)
    note: Mapped[str | None] = Field(default=None, max_length=2000)
