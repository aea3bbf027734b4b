"""Messages: one outbox row per person and occasion, and what somebody was reminded of."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, Plain, Subject
from bimtek_api.core.shapes import Json
from bimtek_api.exchange.notifications.kinds import MessageKind


class Channel(StrEnum):
    EMAIL = "email"
    CHAT = "chat"  # a gateway for chat or SMS
    PERSON = "person"  # no address, or none that works: an officer tells her


class MessageStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERED = "undelivered"  # refused for good, or given up
    TO_TELL = "to_tell"
    TOLD = "told"


S = MessageStatus
UNTOLD = (S.UNDELIVERED, S.TO_TELL)


class ProgrammeText(Row, table=True):
    """A programme's own paragraph in its messages: in one `kind`, or in every kind where that is `all`."""

    __tablename__ = "programme_texts"
    __table_args__ = (UniqueConstraint("programme_id", "kind"),)

    programme_id: Mapped[UUID] = Field(foreign_key="programmes.id")
    kind: Mapped[str] = Field(max_length=40)
    text: Mapped[str] = Field(max_length=600)
    english: Mapped[str] = Field(default="", max_length=600)


class Message(Row, Stamped, table=True):
    """It is about exactly one thing; `person_id` is the chair who is told about her group's case.

    The address is not copied here: it is read when the message leaves, from the registration, from the record, from
    the complaint or the delegation. `facts` are the days, numbers and places of the occasion as they were then: no
    name, no number of a person. `about` is what the kind needs beside: a one-time code's id. `error` says why it did
    not leave: the receiver's reply code, or `not_composed`.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("registration_id", "event_id", name="uq_messages_occasion"),
        UniqueConstraint("application_id", "event_id"),
        UniqueConstraint("complaint_id", "event_id"),
        UniqueConstraint("delegation_id", "event_id"),
        Index(None, "person_id"),
        Index(None, "district_code", "id"),
        Index(
            "ix_messages_untold",
            "district_code",
            "id",
            postgresql_where=text("status IN ('undelivered', 'to_tell')"),
        ),
        CheckConstraint("(status = 'told') = (told_by IS NOT NULL)", name="told_by"),
        CheckConstraint(
            "num_nonnulls(registration_id, application_id, complaint_id, delegation_id) = 1", name="about_one"
        ),
    )

    registration_id: Subject[UUID | None] = Field(default=None, foreign_key="registrations.id")
    application_id: Plain[UUID | None] = Field(default=None, foreign_key="applications.id")
    complaint_id: Plain[UUID | None] = Field(default=None, foreign_key="complaints.id")
    delegation_id: Plain[UUID | None] = Field(default=None, foreign_key="delegations.id")
    person_id: Subject[UUID | None] = Field(default=None, foreign_key="participants.person_id")
    event_id: Plain[UUID]
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    kind: Plain[MessageKind] = choice(MessageKind, "kind")
    channel: Plain[Channel] = choice(Channel, "channel")
    status: Plain[MessageStatus] = choice(MessageStatus, "status")
    about: Plain[UUID | None] = Field(default=None)
    facts: Plain[Json] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    attempts: Plain[int] = Field(
        default=0, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    claimed_at: Plain[datetime | None] = Field(default=None)
    settled_at: Plain[datetime | None] = Field(default=None)
    error: Plain[str | None] = Field(default=None, max_length=60)
    told_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")


class Reminder(SQLModel, table=True):
    """Somebody was reminded of this day: never twice."""

    __tablename__ = "reminders"

    kind: Plain[str] = Field(primary_key=True, max_length=40)
    subject_id: Plain[UUID] = Field(primary_key=True)
    due_on: Plain[date] = Field(primary_key=True)
