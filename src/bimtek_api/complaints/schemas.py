"""Shapes of complaints."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.complaints.models import Category, Channel, ComplaintStatus, Outcome
from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Paragraph, Read, Ref, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.regions.schemas import RegionCode

required(
    category=N_("Pilih tentang apa."),
    channel=N_("Pilih bagaimana pengaduan ini datang."),
)

Text = Annotated[Paragraph, StringConstraints(min_length=10, max_length=4000)]


class ComplaintCreate(Write):
    """Anonymous when `name` and `contact` are left out. `appeal_of` names an answered complaint by its number."""

    category: Category
    district_code: RegionCode
    text: Text
    name: OptionalTitle = None
    contact: OptionalTitle = Field(default=None, description="A phone number or e-mail address.")
    appeal_of: Annotated[str, StringConstraints(max_length=20)] | None = None
    appeal_secret: Annotated[str, StringConstraints(max_length=64)] | None = None


class CaseCreate(ComplaintCreate):
    """What somebody told or sent an officer."""

    channel: Literal[Channel.WALK_IN, Channel.PHONE, Channel.LETTER]


class MessageCreate(Write):
    text: Text


class MessageRead(Read):
    by: str
    text: str
    at: datetime


class ComplaintRead(Read):
    """What the complainant sees. `secret` is given once."""

    number: str
    secret: str | None = None
    category: Ref
    district: Ref
    status: ComplaintStatus
    text: str
    created_at: datetime
    due_on: date
    overdue: bool
    outcome: Outcome | None
    answer: str | None
    messages: list[MessageRead]


class CaseRow(Read):
    id: UUID
    number: str
    category: Ref
    district: Ref
    sensitive: bool
    status: ComplaintStatus
    created_at: datetime
    due_on: date
    overdue: bool
    version: int


class CaseRead(CaseRow):
    channel: Channel
    text: str
    name: str | None
    contact: str | None
    outcome: Outcome | None
    answer: str | None
    messages: list[MessageRead]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class CaseMove(Write):
    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None
    answer: OptionalParagraph = None
    outcome: Outcome | None = None


class CaseSlice(Slice):
    status: ComplaintStatus | None = None
    category: Category | None = None
    overdue: bool | None = None
