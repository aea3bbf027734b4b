"""Complaints of anyone about anything in the chain, anonymous if they like."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice, now_column
from bimtek_api.core.personal import ActedBy, Complained, Confided, Plain


class Category(StrEnum):
    ASKED_FOR_MONEY = "asked_for_money"
    OFFICER_CONDUCT = "officer_conduct"
    PERSONAL_DATA = "personal_data"
    UNFAIR_SELECTION = "unfair_selection"
    EQUIPMENT_PROBLEM = "equipment_problem"
    OTHER = "other"


# Never shown to the office they are about.
SENSITIVE = (Category.ASKED_FOR_MONEY, Category.OFFICER_CONDUCT, Category.PERSONAL_DATA)
# Working days until an answer is due.
LIMITS = {
    Category.ASKED_FOR_MONEY: 5, Category.OFFICER_CONDUCT: 5, Category.PERSONAL_DATA: 3,
    Category.UNFAIR_SELECTION: 10, Category.EQUIPMENT_PROBLEM: 10, Category.OTHER: 14,
}  # fmt: skip


class ComplaintStatus(StrEnum):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Outcome(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    REDIRECTED = "redirected"


class Channel(StrEnum):
    """How a complaint came; all but the first were taken down by an officer."""

    WEB = "web"
    WALK_IN = "walk_in"
    PHONE = "phone"
    LETTER = "letter"


class Complaint(Row, Versioned, Stamped, table=True):
    """`sensitive` is fixed at intake and may only go up (a trigger holds it). The contact is sealed and indexed.

    `taken_by` is the officer who wrote down what somebody said or sent.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        Index(None, "district_code", "id"),
        Index(None, "contact_index"),
        CheckConstraint("(status IN ('resolved', 'closed')) = (answer IS NOT NULL)", name="answered"),
        CheckConstraint("(answer IS NULL) = (outcome IS NULL)", name="outcome_with_answer"),
        CheckConstraint("(channel = 'web') = (taken_by IS NULL)", name="taken_down"),
    )

    number: Plain[str] = Field(max_length=12, unique=True)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    category: Plain[Category] = choice(Category, "category")
    sensitive: Plain[bool] = Field(nullable=False)
    status: Plain[ComplaintStatus] = choice(ComplaintStatus, "status", server_default="received")
    channel: Plain[Channel] = choice(Channel, "channel", server_default="web")
    taken_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    text: Complained[str] = Field(max_length=4000)
    name_sealed: Confided[bytes | None] = Field(default=None, sa_type=LargeBinary)
    contact_sealed: Confided[bytes | None] = Field(default=None, sa_type=LargeBinary)
    contact_index: Confided[bytes | None] = Field(default=None, sa_type=LargeBinary)
    due_on: Plain[date]
    outcome: Plain[Outcome | None] = choice(Outcome, "outcome", nullable=True)
    answer: Complained[str | None] = Field(default=None, max_length=4000)
    appeal_of: Plain[UUID | None] = Field(default=None, foreign_key="complaints.id")
    language: Plain[str] = Field(default="id", max_length=2, sa_column_kwargs={"server_default": "id"})  # of messages


class ComplaintMessage(Row, table=True):
    """What the complainant added, or an officer told her."""

    __tablename__ = "complaint_messages"
    __table_args__ = (Index(None, "complaint_id", "id"),)

    complaint_id: Plain[UUID] = Field(foreign_key="complaints.id")
    officer_id: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    text: Complained[str] = Field(max_length=4000)
    created_at: Plain[datetime] = now_column()
