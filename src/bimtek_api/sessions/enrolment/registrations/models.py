"""Registrations of people for sessions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice, words_column
from bimtek_api.core.personal import (
    Answers,
    BirthDate,
    Business,
    Contact,
    Counted,
    FullName,
    LastDigits,
    NumberKey,
    OwnWords,
    Plain,
    Remark,
    SealedNumber,
    Statistic,
    Subdistrict,
    Subject,
    Village,
)
from bimtek_api.core.shapes import Json
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Trade


class RegistrationStatus(StrEnum):
    PENDING_REVIEW = "pending_review"
    RETURNED = "returned"
    LAPSED = "lapsed"
    HELD = "held"  # an officer looks at it before it holds a seat
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    DECLINED = "declined"
    OFFER_LAPSED = "offer_lapsed"
    CONFIRMED = "confirmed"
    ATTENDING = "attending"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    NO_SHOW = "no_show"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUBSTITUTED = "substituted"
    CANCELLED_BY_OFFICE = "cancelled_by_office"
    CLOSED_UNSERVED = "closed_unserved"


S = RegistrationStatus
# After these a person may register again for the session; of all others she may hold one. After a rejection not.
FREE_STATES = (S.WITHDRAWN, S.LAPSED, S.SUBSTITUTED, S.CANCELLED_BY_OFFICE, S.CLOSED_UNSERVED)
UNIQUE_STATES = tuple(state for state in S if state not in FREE_STATES)
SEATED = (
    S.PENDING_REVIEW, S.RETURNED, S.OFFERED, S.CONFIRMED, S.ATTENDING, S.COMPLETED, S.NOT_COMPLETED, S.NO_SHOW,
)  # fmt: skip
OCCUPIED = (S.PENDING_REVIEW, S.RETURNED, S.OFFERED, S.CONFIRMED, S.ATTENDING)  # she means to come
AT_THE_DOOR = (S.CONFIRMED, S.ATTENDING)  # who may come in
COUNTS = text("status NOT IN ('withdrawn', 'lapsed', 'substituted', 'cancelled_by_office', 'closed_unserved')")


class Channel(StrEnum):
    SELF = "self"
    OFFICER = "officer"
    INTEGRATOR = "integrator"
    WALK_IN = "walk_in"
    INVITED = "invited"


class Registration(Row, Versioned, Stamped, table=True):
    """What one person sent for one session. `person_id` is empty while an officer must say who it is.

    `priority` 0 is served before 1 (missed a session in the last twelve months). `extra` takes no seat of any quota.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        Index("uq_registrations_person", "session_id", "person_id", unique=True, postgresql_where=COUNTS),
        Index(
            "uq_registrations_contact",
            "session_id",
            "nik_index",
            "phone",
            text("name_key(name)"),
            "birth_date",
            unique=True,
            postgresql_where=COUNTS,
        ),
        Index(None, "session_id", "status", "id"),
        Index(None, "session_id", "id"),
        Index(None, "district_code", "id"),
        Index("uq_registrations_queue", "session_id", "queue_no", unique=True),
        Index(None, "home_district_code", "id"),
        Index(None, "person_id"),
        Index("ix_registrations_unbound", "nik_index", postgresql_where=text("person_id IS NULL")),
        Index(None, "delegation_id", postgresql_where=text("delegation_id IS NOT NULL")),
        Index(
            "ix_registrations_queue",
            "session_id",
            "priority",
            "queue_no",
            postgresql_where=text("status = 'waitlisted'"),
        ),
        Index(
            "ix_registrations_holds",
            "session_id",
            "hold_until",
            postgresql_where=text("status IN ('offered', 'returned')"),
        ),
        CheckConstraint("status <> 'waitlisted' OR queue_no IS NOT NULL", name="queue_no"),
        CheckConstraint("status NOT IN ('offered', 'returned') OR hold_until IS NOT NULL", name="hold_until"),
        CheckConstraint("NOT extra OR queue_no IS NULL", name="extra_never_waits"),
    )

    number: Statistic[str] = Field(max_length=12, unique=True)  # of its first receipt
    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    person_id: Subject[UUID | None] = Field(default=None, foreign_key="participants.person_id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)  # the session's: scope
    status: Statistic[RegistrationStatus] = choice(RegistrationStatus, "status")
    queue_no: Plain[int | None] = Field(default=None)
    channel: Statistic[Channel] = choice(Channel, "channel")
    nik_index: NumberKey[bytes] = Field(sa_type=LargeBinary, nullable=False)
    nik_sealed: SealedNumber[bytes] = Field(sa_type=LargeBinary, nullable=False)
    nik_last4: LastDigits[str] = Field(max_length=4)
    name: FullName[str] = Field(max_length=120)
    phone: Contact[str] = Field(max_length=16)
    email: Contact[str | None] = Field(default=None, max_length=254)
    birth_date: BirthDate[date]
    sex: Statistic[Sex] = choice(Sex, "sex")
    home_district_code: Statistic[str] = Field(foreign_key="regions.code", max_length=13)
    subdistrict_code: Subdistrict[str] = Field(foreign_key="regions.code", max_length=13)
    village_code: Village[str] = Field(foreign_key="regions.code", max_length=13)
    business_name: Business[str | None] = Field(default=None, max_length=200)
    trade: Statistic[Trade] = choice(Trade, "trade")
    kbli: Plain[str] = Field(max_length=5)
    kbli_version: Plain[str] = Field(max_length=4)
    equipment_needs: Counted[list[str]] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    equipment_note: OwnWords[str | None] = Field(default=None, max_length=2000)
    notice_version: Counted[str] = Field(max_length=20)
    language: Plain[str] = Field(default="id", max_length=2, sa_column_kwargs={"server_default": "id"})  # of messages
    warnings: Remark[list[str]] = words_column()
    groups: Counted[list[str]] = words_column()  # targets she says she belongs to; women follows from `sex`
    priority: Plain[int] = Field(
        default=0, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    hold_until: Plain[datetime | None] = Field(default=None)  # of an offer or of a return for correction
    offers: Plain[int] = Field(
        default=0, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    rejoined: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    extra: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    return_fields: Plain[list[str]] = words_column()
    late_reason: Remark[str | None] = Field(default=None, max_length=2000)
    replaces: Plain[UUID | None] = Field(default=None, foreign_key="registrations.id")
    delegation_id: Plain[UUID | None] = Field(default=None, foreign_key="delegations.id")
    form_version: Plain[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    answers: Answers[Json] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    files_due: Plain[list[str]] = words_column()  # required files that are not there yet
    pass_generation: Plain[int] = Field(
        default=1, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("1")}
    )
