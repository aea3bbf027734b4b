"""Shapes of decrees."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import (
    Line,
    Name,
    OptionalParagraph,
    Paragraph,
    Read,
    Ref,
    Search,
    Version,
    Write,
    blank_is_none,
    required,
    wrong,
)
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.cases.decrees.models import ChangeKind, ChangeStatus
from bimtek_api.participants.groups.models import MemberRole
from bimtek_api.participants.groups.schemas import MembersWrite

required(
    signatory_name=N_("Tulis nama penanda tangan."),
    signatory_position=N_("Tulis jabatan penanda tangan."),
    basis=N_("Tulis paling sedikit satu dasar hukum."),
    application_ids=N_("Pilih paling sedikit satu penerima."),
)

DecreeNumber = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9./ -]+$")]
Nip = Annotated[
    Annotated[str, StringConstraints(max_length=30, pattern=r"^[0-9 ]+$")] | None, BeforeValidator(blank_is_none)
]
Basis = Annotated[Line, StringConstraints(min_length=1, max_length=300)]
Reason = Annotated[Paragraph, StringConstraints(min_length=1)]
AMENDS_WHY = N_("Tulis mengapa SK sebelumnya diubah.")


class AnnexLine(Write):
    application_id: UUID
    version: Version


class DecreeCreate(Write):
    """Signed as it is recorded: the budget of every line is reserved in the same transaction.

    `basis`: what the decree rests on, one law or letter a line. `amends_id`: the decree it changes, and why.
    """

    number: DecreeNumber
    dated: OfficeDay
    signatory_name: Name
    signatory_position: Name
    signatory_nip: Nip = None
    basis: list[Basis] = Field(min_length=1, max_length=20)
    amends_id: UUID | None = None
    amends_reason: OptionalParagraph = None
    no_conflict: bool = False
    lines: list[AnnexLine] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def reasoned(self) -> Self:
        if self.amends_id and not self.amends_reason:
            raise wrong("amends_reason_required", AMENDS_WHY)
        self.amends_reason = self.amends_reason if self.amends_id else None
        return self


class ChangeLetter(Write):
    """The letter of the office behind a proposed change."""

    letter_number: DecreeNumber
    letter_dated: OfficeDay
    reason: Reason


class ChangeCreate(ChangeLetter):
    """Recipients to be taken out of the decree, by a letter of the office."""

    application_ids: list[UUID] = Field(min_length=1, max_length=200)


class MembersChangeCreate(ChangeLetter, MembersWrite):
    """Who the people of one recipient are from the decision on, all of them: one chair and at least four more."""

    application_id: UUID


class ChangeDecision(Write):
    action: Literal["approve", "refuse"]
    note: OptionalParagraph = None


class DecreeLineRead(Read):
    """`released_rupiah` went back to the budget when the line ended or everything had come for less."""

    position: int
    application_id: UUID
    application_number: str
    group_name: str
    chair: str | None
    address: str
    package_name: str
    amount_rupiah: int
    released_rupiah: int
    ended_at: datetime | None


class ProposedPerson(Read):
    participant_id: UUID
    name: str
    role: MemberRole


class ChangeRead(Read):
    """`people`: who the recipient's people would be, or are, by a change of `members`."""

    id: UUID
    kind: ChangeKind
    status: ChangeStatus
    letter_number: str
    letter_dated: OfficeDay
    reason: str
    proposer: str
    decider: str | None
    decided_at: datetime | None
    note: str | None
    groups: list[str]
    people: list[ProposedPerson]
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class ScanRead(Read):
    file_id: UUID
    created_at: datetime


class DecreeLink(Read):
    id: UUID
    number: str
    dated: date


class DecreeSlice(Slice):
    """`q`: a part of the number."""

    q: Search | None = None


class DecreeRow(Read):
    id: UUID
    number: str
    dated: date
    signatory_name: str
    signatory_position: str
    district: Ref
    recipients: int
    amount_rupiah: int
    revoked_at: datetime | None


class DecreeRead(DecreeRow):
    """`paper_id` and the scans are files, the newest scan first. `amended_by`: later decrees that change it."""

    signatory_nip: str | None
    basis: list[str]
    amends: DecreeLink | None
    amends_reason: str | None
    amended_by: list[DecreeLink]
    snapshot_hash: str | None
    paper_id: UUID | None
    scans: list[ScanRead]
    lines: list[DecreeLineRead]
    changes: list[ChangeRead]
