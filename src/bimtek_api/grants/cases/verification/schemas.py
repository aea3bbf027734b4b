"""Shapes of desk checks."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Read, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.grants.cases.applications.schemas import Change
from bimtek_api.grants.cases.verification.models import CheckAction, PaperResult
from bimtek_api.participants.groups.models import PaperKind

required(
    result=N_("Pilih kesimpulannya."),
)


class FindingWrite(Write):
    kind: PaperKind
    result: PaperResult
    note: OptionalTitle = None


class CheckCreate(Write):
    """A finding for every paper the call asks for. A note is needed unless the papers are complete.

    Returning names the papers that are not in order, and `members` when those must change; `due_on` is the last
    day for it, two weeks from today unless said otherwise. `no_conflict`: no tie with the group.
    """

    action: CheckAction
    papers: list[FindingWrite] = Field(default_factory=list, max_length=10)
    members: bool = False
    due_on: OfficeDay | None = None
    no_conflict: bool = False
    note: OptionalParagraph = None

    @model_validator(mode="after")
    def each_once(self) -> Self:
        if len({finding.kind for finding in self.papers}) != len(self.papers):
            raise wrong("paper_twice", N_("Satu jenis berkas hanya boleh sekali."))
        return self


class FindingRead(Read):
    kind: PaperKind
    result: PaperResult
    paper_id: UUID | None
    note: str | None


class CheckRead(Read):
    """`round` counts the returns; with `fields` and `due_on`, when this was one.

    `changes` is what differs since, or until the next check.
    """

    action: CheckAction
    name: str
    note: str | None
    created_at: datetime
    findings: list[FindingRead]
    round: int | None
    fields: list[str]
    due_on: date | None
    changes: list[Change]


class CaseChecks(Read):
    items: list[CheckRead]
