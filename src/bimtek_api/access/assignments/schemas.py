"""Shapes of officers as administrators see them, and of what needs two of them."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.access.assignments.models import AccessKind
from bimtek_api.access.enrolments.schemas import OwnNik, Replacement
from bimtek_api.access.roles import Role
from bimtek_api.core.fields import Address, Name, OptionalParagraph, Paragraph, Read, Ref, Search, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values import digits
from bimtek_api.core.values.days import OfficeDay

ORDER = N_("Hari terakhir tidak boleh sebelum hari pertama.")
ROLE_NEEDED = N_("Pilih perannya dan hari pertamanya.")
AUDIT_ENDS = N_("Pemeriksa bertugas untuk waktu tertentu, paling lama satu tahun. Isi hari terakhirnya.")
AUDIT = timedelta(days=366)
NIP_SHAPE = N_("NIP terdiri atas 18 angka.")


def nip(value: object) -> object:
    """Eighteen digits, however they are spaced; nothing for whoever has none. What is no text is refused as such."""
    if not isinstance(value, str):
        return value
    if not digits.bare(value):
        return None
    bare = digits.digits(value)
    if bare is None or len(bare) != 18:
        raise wrong("nip_shape", NIP_SHAPE)
    return bare


Nip = Annotated[Annotated[str, StringConstraints(max_length=40)] | None, BeforeValidator(nip)]
Reason = Annotated[Paragraph, StringConstraints(min_length=1, max_length=2000)]


class OfficerCreate(Write):
    """`nik` as it stands on her paper: what she writes herself when she makes her password must agree."""

    email: Address
    name: Name
    position: Name
    nip: Nip = None
    nik: OwnNik


class PaperWrite(Write):
    """The national id as it stands on the officer's paper."""

    nik: OwnNik


class OfficerFilter(Slice):
    q: Search = ""
    state: Literal["", "active", "invited", "disabled"] = ""


class OfficerRow(Read):
    """`state`: invited (has no password yet), active, or disabled.

    `identity_confirmed`: her national id is on file; without it she holds no duty in any case.
    """

    id: UUID
    name: str
    email: str
    position: str
    state: str
    identity_confirmed: bool
    last_seen_at: datetime | None
    roles: list[str]


class ProgrammeRef(Read):
    id: UUID
    name: str


class AssignmentRead(Read):
    """`region` null is the whole country, `programme` null all of them, `valid_to` null is without an end."""

    id: UUID
    role: str
    role_name: str
    region: Ref | None
    programme: ProgrammeRef | None
    valid_from: date
    valid_to: date | None
    ended_at: datetime | None


class OfficerRead(OfficerRow):
    """`nip_in_doubt`: a number from before they were unique, that is none or that another account has.
    `identity_refused`: why the national id she gave was not taken, while she has none.
    `paper`: what somebody else read as her national id, beside what is on file: unread, waiting (she has given none
    yet), agrees or differs. `paper_mine`: the caller read it last, so another one reads it next.
    """

    nip: str | None
    nip_in_doubt: str | None
    nik_last4: str | None
    phone: str | None
    identity_refused: str | None
    paper: str
    paper_mine: bool
    assignments: list[AssignmentRead]
    recovery_codes_left: int
    open_logins: int
    replacements: list[Replacement]


class AccessAsk(Write):
    """`role`, `region_code`, `programme_id` and the days only for kind `role`."""

    kind: AccessKind
    role: Role | None = None
    region_code: Annotated[str, Field(max_length=13)] | None = None
    programme_id: UUID | None = None
    valid_from: OfficeDay | None = None
    valid_to: OfficeDay | None = None
    reason: Reason

    @model_validator(mode="after")
    def whole(self) -> Self:
        if self.kind == AccessKind.ROLE and not (self.role and self.valid_from):
            raise wrong("role_needed", ROLE_NEEDED)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise wrong("ends_before_it_begins", ORDER)
        endless = self.valid_from and (self.valid_to is None or self.valid_to - self.valid_from > AUDIT)
        if self.role == Role.AUDITOR and endless:
            raise wrong("audit_too_long", AUDIT_ENDS)
        return self


class AccessRead(Read):
    """`mine`: the reader asked for it, so somebody else decides."""

    id: UUID
    officer_id: UUID
    officer_name: str
    kind: AccessKind
    role_name: str | None
    region: Ref | None
    programme: ProgrammeRef | None
    valid_from: date | None
    valid_to: date | None
    reason: str
    requested_by: str
    created_at: datetime
    mine: bool
    about_me: bool


class AccessRequests(Read):
    items: list[AccessRead]


class AccessDecision(Write):
    approve: bool
    note: OptionalParagraph = None


class AccessDecided(Read):
    """`token` is there when a link was made: for the officer, shown once."""

    approved: bool
    token: str | None
    expires_at: datetime | None


class ReplacementDecision(Write):
    """`agree`: the administrator knows that it is she; otherwise it is stopped."""

    agree: bool
    reason: Reason


class Reasoned(Write):
    reason: Reason


class RolePair(Read):
    """Two roles nobody has at once in one area."""

    first: str
    second: str


class RolesRead(Read):
    """Every role, those that may be given for one programme, and the pairs that exclude each other."""

    roles: list[Ref]
    limitable: list[str]
    programmes: list[ProgrammeRef]
    incompatible: list[RolePair]
