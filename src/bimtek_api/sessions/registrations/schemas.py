"""Shapes of registrations and receipts."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Name, OptionalParagraph, OptionalTitle, Read, Ref, Token, Version, Write
from bimtek_api.core.pagination import Page, Slice
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.people.fields import BirthDate, Email, Phone
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Equipment, Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.registrations.models import RegistrationStatus
from bimtek_api.sessions.schedule.schemas import MeetingDayRead, SessionRow

SearchText = Annotated[str, StringConstraints(max_length=80)]


class RegistrationCreate(Write):
    """What a person sends to register. The NIK is text; `trade` carries its KBLI class."""

    session_id: UUID
    name: Name
    nik: Nik = Field(description="Sixteen digits, as text.", examples=["1671015409880003"], max_length=40)
    birth_date: BirthDate
    sex: Sex
    phone: Phone
    email: Email = None
    district_code: RegionCode
    subdistrict_code: RegionCode
    village_code: RegionCode
    business_name: OptionalTitle = None
    trade: Trade
    equipment_needs: list[Equipment] = Field(default=[], max_length=len(Equipment))
    equipment_note: OptionalParagraph = None
    notice_version: Token


class FaultRead(Read):
    pointer: str
    code: str
    detail: str


class CheckResult(Read):
    errors: list[FaultRead]


class Place(Read):
    """Where one stands in the queue, from 1."""

    position: int
    length: int


class TimelineStep(Read):
    step: str
    state: Literal["done", "now", "later"]
    at: datetime | None = None
    actor: Literal["office", "system", "you"] | None = None


class CertificateRef(Read):
    number: str
    code: str
    issued_at: datetime


class ReceiptRead(Read):
    """What the person may see. `secret` is given once, when the registration is made."""

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
    timeline: list[TimelineStep]
    certificate: CertificateRef | None


class ReceiptLookup(Write):
    number: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    birth_date: BirthDate


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


class Warning(Read):
    code: str
    detail: str


class RegistrationRow(Read):
    """One registration as an officer's table shows it."""

    id: UUID
    number: str
    session_id: UUID
    session_title: str
    participant_id: UUID | None
    name: str
    nik_last4: str
    district: Ref
    subdistrict: Ref
    business_name: str | None
    trade: Ref
    status: RegistrationStatus
    queue_no: int | None
    created_at: datetime
    version: int
    warnings: list[Warning]


class RegistrationDetail(RegistrationRow):
    session: SessionRow
    phone: str
    email: str | None
    birth_date: date
    sex: Sex
    village: Ref
    equipment_needs: list[Ref]
    equipment_note: str | None
    channel: str
    notice_version: str
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class RegistrationSlice(Slice):
    """Filters of an officer's table; `q` is a part of the name, a number or the last 4 digits of the NIK."""

    session: UUID | None = None
    status: RegistrationStatus | None = None
    q: SearchText | None = None


class RegistrationPage(Page[RegistrationRow]):
    counts: dict[str, int] | None = None


class BulkItem(Write):
    id: UUID
    version: Version


class BulkMove(Write):
    """One action for many registrations; each is judged alone."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None
    items: list[BulkItem] = Field(min_length=1, max_length=100)


class BulkResult(Read):
    id: UUID
    name: str | None
    outcome: Literal["done", "skipped"]
    code: str | None = None
    reason: str | None = None


class BulkResults(Read):
    results: list[BulkResult]
