"""Messages to participants: one outbox row per person and occasion."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, Plain, Subject


class MessageKind(StrEnum):
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    QUEUED = "queued"
    OFFERED = "offered"
    INVITED = "invited"
    OFFER_LAPSED = "offer_lapsed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RETURNED = "returned"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    NEW_DATES = "new_dates"
    PLAN_CHANGED = "plan_changed"
    REMINDER = "reminder"
    ONE_TIME_CODE = "one_time_code"
    RECORD_CORRECTED = "record_corrected"


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
    """The address is not copied here: it is read from the registration when the message leaves.

    `about` is what the kind needs beside the registration: a one-time code's id.
    `error` is the receiver's reply code.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("registration_id", "event_id", name="uq_messages_occasion"),
        Index(None, "district_code", "id"),
        Index(
            "ix_messages_untold",
            "district_code",
            "id",
            postgresql_where=text("status IN ('undelivered', 'to_tell')"),
        ),
        CheckConstraint("(status = 'told') = (told_by IS NOT NULL)", name="told_by"),
    )

    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    event_id: Plain[UUID]
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    kind: Plain[MessageKind] = choice(MessageKind, "kind")
    channel: Plain[Channel] = choice(Channel, "channel")
    status: Plain[MessageStatus] = choice(MessageStatus, "status")
    about: Plain[UUID | None] = Field(default=None)
    attempts: Plain[int] = Field(
        default=0, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    claimed_at: Plain[datetime | None] = Field(default=None)
    settled_at: Plain[datetime | None] = Field(default=None)
    error: Plain[str | None] = Field(default=None, max_length=60)
    told_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
