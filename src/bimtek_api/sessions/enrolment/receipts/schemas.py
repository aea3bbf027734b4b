"""Shapes of what a participant reads behind her receipt."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Read, Write
from bimtek_api.core.shapes import Json
from bimtek_api.core.values import numbers
from bimtek_api.core.values.days import BirthDay
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.sessions.enrolment.consents.schemas import ConsentRead
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus
from bimtek_api.sessions.planning.forms.fields import Question
from bimtek_api.sessions.planning.forms.schemas import AskedFile
from bimtek_api.sessions.planning.schedule.schemas import MeetingDayRead, SessionRow

ReceiptNumber = Annotated[str, StringConstraints(min_length=1, max_length=20), BeforeValidator(numbers.receipt)]


class FullCounter(Read):
    """A quota that is full for this person: `room`, `district` 16.71, `target` women."""

    kind: str
    value: str
    name: str


class Place(Read):
    """Where one stands in the queue, from 1, and which quotas are full for her: what blocks.

    `together`: how many of her delegation wait for seats at once.
    """

    position: int
    length: int
    full: list[FullCounter] = Field(default=[])
    together: int | None = None


class Hold(Read):
    """A seat held for her until `ends_at`: an offer, or a return for correction of `fields`.

    When `answers` are among the fields, `questions` and `answers` are what she answered.
    """

    ends_at: datetime
    fields: list[str]
    reason: str | None
    questions: list[Question] = Field(default=[])
    answers: Json = Field(default={})


Who = Literal["office", "system", "you"]


class TimelineStep(Read):
    step: str
    state: Literal["done", "now", "later"]
    at: datetime | None = None
    actor: Who | None = None


class CertificateRef(Read):
    number: str
    code: str
    issued_at: datetime


class ReceiptRead(Read):
    """What the person may see. `secret` is given once, when the registration is made.

    Who sends the same registration again gets a number without a secret, and `earlier_stands` says so.
    `evaluation`: whether she may say what she thought of the training, or has.
    `pass_code` is the text of the QR code she shows at the door, once she has a seat.
    """

    number: str
    secret: str | None = None
    status: RegistrationStatus
    name: str
    nik_last4: str
    phone_last2: str
    submitted_at: datetime
    queue: Place | None
    session: SessionRow
    days: list[MeetingDayRead]
    hold: Hold | None
    offers: int
    actions: list[Available]
    unavailable: list[Unavailable]
    timeline: list[TimelineStep]
    certificate: CertificateRef | None
    pass_code: str | None
    evaluation: Literal["open", "done"] | None
    files: list[AskedFile]
    consents: list[ConsentRead]
    earlier_stands: str | None = None


class ReceiptLookup(Write):
    number: ReceiptNumber
    birth_date: BirthDay


class SessionBrief(Read):
    title: str
    starts_on: date
    ends_on: date
    venue: str
    zone: str


class ReceiptStatus(Read):
    """Status only: no name, no contact."""

    number: str
    status: RegistrationStatus
    queue: Place | None
    session: SessionBrief


class CodeUse(Write):
    """A one-time code beside the receipt number it was asked for."""

    number: ReceiptNumber
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class OwnRegistration(Read):
    """One of her registrations; `secret` opens its receipt."""

    number: str
    secret: str
    status: RegistrationStatus
    title: str
    starts_on: date
    ends_on: date
