"""Visits by plan after a handover, and the group's accountability report (LPJ)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Plain
from bimtek_api.grants.handover.assets.models import AssetStatus


class VisitStatus(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"


class Visit(Row, Versioned, Stamped, table=True):
    """One look at the business, so many months after the handover, reported from `opens_on` on.

    `turnover_rupiah` is for one month.
    """

    __tablename__ = "monitoring_visits"
    __table_args__ = (
        UniqueConstraint("application_id", "months"),
        Index(None, "district_code", "due_on"),
        CheckConstraint("decided_by <> visited_by", name="two_people"),
        CheckConstraint(
            "status NOT IN ('submitted', 'returned', 'accepted') OR (visited_on IS NOT NULL AND workers IS NOT NULL"
            " AND turnover_rupiah IS NOT NULL AND visited_by IS NOT NULL)",
            name="complete",
        ),
        CheckConstraint("workers >= 0 AND turnover_rupiah >= 0", name="numbers"),
        CheckConstraint("visited_on >= opens_on", name="in_time"),
        CheckConstraint("opens_on <= due_on", name="opens"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    months: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    opens_on: Plain[date]
    due_on: Plain[date]
    status: Plain[VisitStatus] = choice(VisitStatus, "status")
    visited_on: Plain[date | None] = Field(default=None)
    workers: Plain[int | None] = Field(default=None)
    turnover_rupiah: Plain[int | None] = Field(default=None, sa_type=BigInteger)
    output: CaseText[str | None] = Field(default=None, max_length=200)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    visited_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)


class VisitFinding(SQLModel, table=True):
    """The state in which a machine was found."""

    __tablename__ = "visit_findings"

    visit_id: Mapped[UUID] = Field(primary_key=True, foreign_key="monitoring_visits.id")
    asset_id: Mapped[UUID] = Field(primary_key=True, foreign_key="assets.id")
    status: Mapped[AssetStatus] = choice(AssetStatus, "status")


class VisitPhoto(SQLModel, table=True):
    __tablename__ = "visit_photos"

    visit_id: Plain[UUID] = Field(primary_key=True, foreign_key="monitoring_visits.id")
    file_id: Evidence[UUID] = Field(primary_key=True, foreign_key="files.id")


class ReportStatus(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class AccountabilityReport(Row, Versioned, Stamped, table=True):
    """One for each case. Overdue and not accepted, it stops new aid for the group and its members (G6)."""

    __tablename__ = "accountability_reports"
    __table_args__ = (
        UniqueConstraint("application_id"),
        Index(None, "district_code", "due_on"),
        CheckConstraint("decided_by <> submitted_by", name="two_people"),
        CheckConstraint("status = 'due' OR (file_id IS NOT NULL AND submitted_by IS NOT NULL)", name="complete"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    due_on: Plain[date]
    status: Plain[ReportStatus] = choice(ReportStatus, "status")
    file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    submitted_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    submitted_at: Plain[datetime | None] = Field(default=None)
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)
