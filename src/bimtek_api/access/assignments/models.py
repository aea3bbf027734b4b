"""What one administrator asks for and another one decides."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.access.roles import Role
from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain


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

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    kind: Plain[AccessKind] = choice(AccessKind, "kind")
    role: Plain[Role | None] = choice(Role, "role", nullable=True)
    region_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    programme_id: Plain[UUID | None] = Field(default=None, foreign_key="programmes.id")
    valid_from: Plain[date | None] = Field(default=None)
    valid_to: Plain[date | None] = Field(default=None)
    reason: CaseText[str] = Field(max_length=2000)
    requested_by: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="officers.person_id")
    decided_at: Plain[datetime | None] = Field(default=None)
    approved: Plain[bool | None] = Field(default=None)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
