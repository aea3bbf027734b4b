"""Shapes of visits and accountability reports."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from bimtek_api.core.batches import MOST, each_once
from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Read, Ref, Version, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Count, Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.aftercare.monitoring.models import ReportStatus, VisitStatus
from bimtek_api.grants.handover.assets.models import AssetStatus

required(
    workers=N_("Tulis berapa orang yang bekerja."),
    turnover_rupiah=N_("Tulis omzet sebulan."),
    visited_on=N_("Isi tanggal kunjungan."),
)

Found = Literal["in_use", "idle", "under_repair", "broken", "lost"]


class FindingWrite(Write):
    asset_id: UUID
    status: Found


class VisitReport(Write):
    """What was seen: people at work, turnover of one month in rupiah, products, and every machine of the group."""

    visited_on: OfficeDay
    workers: Count = Field(ge=0, le=100_000)
    turnover_rupiah: Rupiah = Field(ge=0, le=10**15)
    output: OptionalTitle = None
    note: OptionalParagraph = None
    findings: list[FindingWrite] = Field(default_factory=list, max_length=1000)


class VisitMove(Write):
    action: Literal["skip", "restore", "accept", "return"]
    note: OptionalParagraph = None


class VisitPick(Write):
    visit_id: UUID
    version: Version


class VisitsDecision(Write):
    """The same decision on many visits; each is judged alone."""

    action: Literal["accept", "return"]
    note: OptionalParagraph = None
    items: Annotated[list[VisitPick], each_once("visit_id")] = Field(min_length=1, max_length=MOST)


class VisitResult(Read):
    visit_id: UUID
    outcome: Literal["done", "skipped"]
    code: str | None = None
    detail: str | None = None


class VisitResults(Read):
    items: list[VisitResult]


class ReportDecision(Write):
    action: Literal["accept", "return"]
    note: OptionalParagraph = None


class FindingRead(Read):
    """One machine of the group, with the state it was found in, if it was looked at."""

    asset_id: UUID
    name: str
    serial: str
    status: AssetStatus
    found: AssetStatus | None


class VisitRow(Read):
    """`open`: its time has come, it may be reported."""

    id: UUID
    application_id: UUID
    application_number: str
    group_name: str
    district: Ref
    months: int
    opens_on: date
    due_on: date
    overdue: bool
    open: bool
    status: VisitStatus
    visited_on: date | None
    workers: int | None
    turnover_rupiah: int | None
    output: str | None
    note: str | None
    visitor: str | None
    decision_note: str | None
    version: int


class VisitRead(VisitRow):
    findings: list[FindingRead]
    photos: list[UUID]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class ReportRead(Read):
    id: UUID
    application_id: UUID
    due_on: date
    overdue: bool
    status: ReportStatus
    file_id: UUID | None
    note: str | None
    submitter: str | None
    submitted_at: datetime | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Aftercare(Read):
    """What follows a handover: visits by plan, the report, or nothing yet."""

    visits: list[VisitRow]
    report: ReportRead | None


class VisitSlice(Read):
    """`overdue` alone, or everything of one state."""

    status: VisitStatus | None = None
    overdue: bool = False
    cursor: str | None = Field(default=None, max_length=400)
    limit: Count = Field(default=50, ge=1, le=200)
