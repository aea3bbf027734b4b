"""Shapes of registrations and receipts."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.batches import MOST, each_once
from bimtek_api.core.fields import Name, OptionalParagraph, OptionalTitle, Read, Ref, Search, Token, Version, Write
from bimtek_api.core.pagination import Page, Slice
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.people.fields import Email, Phone
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Equipment, Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.enrolment.consents.schemas import ConsentRead
from bimtek_api.sessions.enrolment.registrations.models import Purpose, RegistrationStatus
from bimtek_api.sessions.planning.forms.schemas import AnswerRead, AskedFile
from bimtek_api.sessions.planning.schedule.models import Target
from bimtek_api.sessions.planning.schedule.schemas import Move, SessionRow

Correctable = Literal["name", "phone", "email", "business_name", "equipment_needs", "equipment_note", "answers"]


class Assistance(Write):
    """An officer's entry: at the door (`walk_in`), after the window (`late_reason`), beyond every quota (`extra`),
    against the rules of who may join (`override_reason`)."""

    walk_in: bool = False
    late_reason: OptionalParagraph = None
    extra: bool = False
    override_reason: OptionalParagraph = None

    @property
    def decides(self) -> bool:
        """Whether it asks for more than writing down what somebody says."""
        return bool(self.walk_in or self.extra or self.late_reason or self.override_reason)


class RegistrationCreate(Write):
    """What a person sends to register. The NIK is text; `trade` carries its KBLI class."""

    session_id: UUID
    name: Name
    nik: Nik = Field(description="Sixteen digits, as text.", examples=["1671015409880003"], max_length=40)
    birth_date: date
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
    disabled: bool = False
    first_timer: bool = False
    form_version: int = Field(default=0, ge=0, le=100_000, description="Of the session's own questions; 0: none.")
    answers: Json = Field(default={}, max_length=40, description="To the session's questions, by key.")
    notice_version: Token
    consents: list[Purpose] = Field(default=[], max_length=len(Purpose), description="What she agrees to besides.")
    assistance: Assistance | None = Field(default=None, description="For officers who register somebody else.")

    @property
    def groups(self) -> list[Target]:
        """The targets she says she belongs to. Women follow from `sex`."""
        said = {Target.DISABLED: self.disabled, Target.FIRST_TIMERS: self.first_timer}
        return [target for target, yes in said.items() if yes]


class Invitation(Write):
    """Whom an officer invites; `extra`: with a place beyond every quota."""

    participant_id: UUID
    extra: bool = False


class FaultRead(Read):
    pointer: str
    code: str
    detail: str


class CheckResult(Read):
    errors: list[FaultRead]


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
