"""Training sessions, their meeting-days and their seats."""

import datetime
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain
from bimtek_api.core.shapes import Json
from bimtek_api.participants.trades.catalogue import Trade


class SessionStatus(StrEnum):
    """Registration being open is no state: it follows from the window and the clock (see the decision record)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    POSTPONED = "postponed"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


ANNOUNCED = (SessionStatus.PUBLISHED, SessionStatus.PAUSED, SessionStatus.POSTPONED)
PUBLIC_STATES = (*ANNOUNCED, SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)


class Target(StrEnum):
    """Groups for whom a share of the seats may be kept."""

    WOMEN = "women"
    DISABLED = "disabled"
    FIRST_TIMERS = "first_timers"


class TrainingSession(Row, Versioned, Stamped, table=True):
    """One class of one training, in one district. `moderated`: an officer accepts each registration."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index(None, "district_code", "starts_on", "id"),
        Index(None, "starts_on", "id"),
        Index(None, "ends_on"),
        CheckConstraint("opens_at < closes_at", name="window"),
        CheckConstraint("starts_on <= ends_on", name="days"),
        CheckConstraint("attendance_percent BETWEEN 1 AND 100", name="attendance_percent"),
        CheckConstraint("offer_hours BETWEEN 1 AND 168", name="offer_hours"),
        CheckConstraint("allowance_rupiah >= 0", name="allowance"),
    )

    number: Plain[str] = Field(max_length=40, unique=True)
    title: Plain[str] = Field(max_length=200)
    trade: Plain[Trade] = choice(Trade, "trade")
    summary: Plain[str] = Field(default="", max_length=2000)
    audience: Plain[str] = Field(default="", max_length=200)
    programme_id: Plain[UUID | None] = Field(default=None, foreign_key="programmes.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    zone: Plain[str] = Field(max_length=4)
    venue: Plain[str] = Field(max_length=200)
    address: Plain[str] = Field(max_length=200)
    map_url: Plain[str | None] = Field(default=None, max_length=300)
    status: Plain[SessionStatus] = choice(SessionStatus, "status", server_default="draft")
    moderated: Plain[bool] = Field(default=True, nullable=False)
    attendance_percent: Plain[int] = Field(default=80, nullable=False)
    offer_hours: Plain[int] = Field(default=24, nullable=False, sa_column_kwargs={"server_default": text("24")})
    allowance_rupiah: Plain[int] = Field(
        default=0, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )  # a day
    status_reason: CaseText[str | None] = Field(
        default=None, max_length=2000
    )  # why paused, postponed or cancelled: public
    opens_at: Plain[datetime.datetime]
    closes_at: Plain[datetime.datetime]
    starts_on: Plain[date]
    ends_on: Plain[date]
    eligibility: Plain[Json] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    reminded_for: Plain[date | None] = Field(default=None)  # the first day people were reminded of
    form_version: Plain[int] = Field(
        default=0, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )  # 0: none
    created_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    demo: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})


class MeetingDay(Row, table=True):
    """One day of a session, with wall-clock times in the session's zone."""

    __tablename__ = "meeting_days"
    __table_args__ = (
        UniqueConstraint("session_id", "date"),
        CheckConstraint("starts_at < ends_at", name="times"),
    )

    session_id: Mapped[UUID] = Field(foreign_key="sessions.id")
    date: Mapped[datetime.date]
    starts_at: Mapped[time]
    ends_at: Mapped[time]


class SeatCounter(Row, table=True):
    """Seats of one quota. Changed by conditional updates only; a trigger refuses growth above the size.

    The counter `room` counts everyone. Each other counter is a share kept for a group (`district` 16.71, `target`
    women): it counts those *outside* the group, so that `size` = room - `share` seats is the most they may hold.
    After `released_at` the share is open to all. `takes_from()` in the database says who counts where.
    """

    __tablename__ = "seat_counters"
    __table_args__ = (
        UniqueConstraint("session_id", "kind", "value"),
        CheckConstraint("size >= 0 AND taken >= 0 AND waiting >= 0 AND share >= 0", name="counts"),
        CheckConstraint(
            "(kind = 'room' AND value = '' AND share = 0 AND released_at IS NULL)"
            " OR (kind = 'district' AND value <> '')"
            " OR (kind = 'target' AND value IN ('women', 'disabled', 'first_timers'))",
            name="kind",
        ),
    )

    session_id: Mapped[UUID] = Field(foreign_key="sessions.id")
    kind: Mapped[str] = Field(default="room", max_length=20)
    value: Mapped[str] = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    share: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    released_at: Mapped[datetime.datetime | None] = Field(default=None)
    size: Mapped[int]
    taken: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    waiting: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    queue_last: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
