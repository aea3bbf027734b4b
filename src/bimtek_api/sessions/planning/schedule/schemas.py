"""Shapes of sessions."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AnyHttpUrl, Field, StringConstraints, model_validator

from bimtek_api.core.fields import OptionalParagraph, Paragraph, Read, Ref, Search, Title, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Page, Slice
from bimtek_api.core.values.days import ClockTime as WallClock
from bimtek_api.core.values.days import Day, OfficeDay
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count, Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.planning.schedule.eligibility import Eligibility
from bimtek_api.sessions.planning.schedule.models import SessionStatus

required(
    title=N_("Tulis judulnya."),
    venue=N_("Tulis nama tempatnya."),
    opens_at=N_("Pilih tanggal dibukanya pendaftaran."),
    closes_at=N_("Pilih tanggal ditutupnya pendaftaran."),
    days=N_("Isi paling sedikit satu hari pertemuan."),
)

ClockTime = Annotated[WallClock, Field(description="Wall-clock time in the session's zone, HH:MM.")]


class Window(Read):
    """Whether one can register now. `state` follows from the two instants and the session's status.

    `reason` is the office's public word on a pause, a postponement or a cancellation.
    """

    state: Literal["upcoming", "open", "paused", "closed"]
    opens_at: datetime
    closes_at: datetime
    reason: str | None = None


class Seats(Read):
    size: int
    taken: int
    free: int
    waiting: int


class SessionRow(Read):
    """One session as lists show it. Clock times elsewhere are in `zone`."""

    id: UUID
    number: str
    title: str
    trade: Ref
    audience: str
    status: SessionStatus
    registration: Window
    district: Ref
    venue: str
    address: str
    map_url: str | None
    zone: str
    starts_on: date
    ends_on: date
    seats: Seats
    moderated: bool


class MeetingDayRead(Read):
    id: UUID
    date: date
    starts_at: str
    ends_at: str


class Share(Read):
    """Seats kept for a group until `released_at`: `target` women, `district` 16.71."""

    kind: str
    value: str
    name: str
    seats: int
    released_at: datetime | None


class SessionDetail(SessionRow):
    """`rules` says `eligibility` in plain sentences."""

    programme_id: UUID | None
    programme_name: str | None
    summary: str
    shares: list[Share]
    offer_hours: int
    allowance_rupiah: int
    eligibility: Eligibility
    rules: list[str]
    days: list[MeetingDayRead]
    attendance_percent: int
    form_version: int
    version: int
    available_actions: list[Available] = Field(default_factory=list)
    unavailable_actions: list[Unavailable] = Field(default_factory=list)


class SessionPage(Page[SessionRow]):
    as_of: datetime


class SessionSlice(Slice):
    """Filters of the catalogue. Without `status`, sessions that have not ended."""

    district: Annotated[str, StringConstraints(max_length=13, pattern=r"^[0-9.]+$")] | None = None
    trade: Trade | None = None
    open: bool | None = None
    q: Search | None = None
    status: SessionStatus | None = None
    starts_from: Day | None = Field(default=None, description="First day on or after.")
    starts_until: Day | None = Field(default=None, description="First day on or before.")


class DayCreate(Write):
    date: OfficeDay
    starts_at: ClockTime
    ends_at: ClockTime

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.starts_at >= self.ends_at:
            raise wrong("day_times", N_("Jam selesai harus sesudah jam mulai."))
        return self


class SessionPlan(Write):
    """What a plan says. `days` become meeting-days; the window must close before the last day ends."""

    title: Title
    programme_id: UUID | None = Field(default=None, description="The programme that pays for it.")
    trade: Trade
    summary: Paragraph = ""
    audience: Annotated[str, StringConstraints(max_length=200)] = ""
    venue: Title
    address: Title
    map_url: Annotated[AnyHttpUrl, Field(max_length=300)] | None = None
    moderated: bool = True
    attendance_percent: Count = Field(default=80, ge=1, le=100)
    offer_hours: Count = Field(default=24, ge=1, le=168, description="How long an offered seat is held.")
    allowance_rupiah: Rupiah = Field(default=0, ge=0, le=10_000_000, description="Paid for each day present.")
    eligibility: Eligibility = Field(default=Eligibility(), description="Who may join; empty: everybody.")
    opens_at: Instant
    closes_at: Instant
    days: list[DayCreate] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def consistent(self) -> Self:
        if self.opens_at >= self.closes_at:
            raise wrong("window", N_("Pendaftaran harus ditutup sesudah dibuka."))
        dates = [day.date for day in self.days]
        if len(set(dates)) != len(dates):
            raise wrong("days_repeated", N_("Satu tanggal hanya boleh sekali."))
        if self.closes_at.date() > max(dates) + timedelta(days=1):
            raise wrong("window_late", N_("Pendaftaran harus ditutup paling lambat pada hari terakhir."))
        return self


class SessionCreate(SessionPlan):
    """A draft. Number and district stay; seats change through the quotas."""

    number: Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=r"^[A-Z0-9/.-]+$")]
    district_code: RegionCode
    size: Count = Field(ge=1, le=1000)


class Move(Write):
    """One action of a state machine."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None
