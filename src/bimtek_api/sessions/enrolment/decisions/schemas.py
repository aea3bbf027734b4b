"""Shapes of registrations as officers see and decide them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.batches import MOST, each_once
from bimtek_api.core.fields import OptionalParagraph, Read, Ref, Search, Version, Write
from bimtek_api.core.pagination import Page, Slice
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.participants.people.models import Sex
from bimtek_api.sessions.enrolment.consents.schemas import ConsentRead
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus
from bimtek_api.sessions.planning.forms.schemas import AnswerRead, AskedFile
from bimtek_api.sessions.planning.schedule.schemas import Move, SessionRow

Correctable = Literal["name", "phone", "email", "business_name", "equipment_needs", "equipment_note", "answers"]


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
    """`repeats`: the numbers given to whoever sent the same registration again."""

    session: SessionRow
    phone: str
    email: str | None
    birth_date: date
    sex: Sex
    village: Ref
    equipment_needs: list[Ref]
    equipment_note: str | None
    channel: str
    groups: list[str]
    hold_until: datetime | None
    return_fields: list[str]
    offers: int
    extra: bool
    late_reason: str | None
    notice_version: str
    consents: list[ConsentRead]
    delegation_id: UUID | None
    repeats: list[str]
    answers: list[AnswerRead]
    files: list[AskedFile]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class RegistrationSlice(Slice):
    """Filters of an officer's table; `q` is a part of the name, a number or the last 4 digits of the NIK."""

    session: UUID | None = None
    status: RegistrationStatus | None = None
    q: Search | None = None
    delegation: UUID | None = Field(default=None, description="The people of one delegation.")
    file_missing: bool | None = Field(default=None, description="Only those whose required files are not all there.")


class RegistrationPage(Page[RegistrationRow]):
    counts: dict[str, int] | None = None


class RegistrationMove(Move):
    """One action. `fields`: what a returned registration must correct.

    `card_seen`, with `bind`: the officer compared her with her card, so the person on file takes name and contact.
    """

    fields: list[Correctable] = Field(default=[], max_length=20)
    card_seen: bool = False


class BulkItem(Write):
    id: UUID
    version: Version


class BulkMove(Write):
    """One action for many registrations; each is judged alone."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None
    fields: list[Correctable] = Field(default=[], max_length=20)
    items: Annotated[list[BulkItem], each_once("id")] = Field(min_length=1, max_length=MOST)


class BulkResult(Read):
    """`name` is left out when the answer is given again: names are kept in one place."""

    id: UUID
    name: str | None = None
    outcome: Literal["done", "skipped"]
    code: str | None = None
    reason: str | None = None


class BulkResults(Read):
    results: list[BulkResult]


NAMES = {"results": {"__all__": {"name"}}}


class Invitation(Write):
    """Whom an officer invites; `extra`: with a place beyond every quota."""

    participant_id: UUID
    extra: bool = False
