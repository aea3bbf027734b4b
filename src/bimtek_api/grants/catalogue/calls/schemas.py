"""Shapes of calls."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Read, Ref, Title, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.grants.catalogue.packages.schemas import PackageRead
from bimtek_api.grants.catalogue.policies.schemas import PolicyRead
from bimtek_api.grants.catalogue.rubrics.schemas import RubricRead
from bimtek_api.grants.catalogue.rules.schemas import RuleSetRead
from bimtek_api.participants.groups.models import PaperKind

required(
    budget_line_id=N_("Pilih baris anggaran."),
    rule_set_id=N_("Pilih aturannya."),
    policy_id=N_("Pilih kebijakan persetujuannya."),
    opens_on=N_("Isi hari pertama."),
    closes_on=N_("Isi hari terakhir."),
    packages=N_("Pilih paling sedikit satu paket."),
)


class CallRow(Read):
    id: UUID
    number: str
    name: str
    programme_name: str
    funding_source: str
    fiscal_year: int
    district: Ref
    zone: str
    opens_at: datetime
    closes_at: datetime
    state: Literal["upcoming", "open", "closed"]


class CallRead(CallRow):
    packages: list[PackageRead]
    rule_set: RuleSetRead | None
    policy: PolicyRead | None
    rubric: RubricRead | None
    required_papers: list[PaperKind]
    field_visit: bool


class CallCreate(Write):
    """The budget line decides district and programme. Both days count whole, on the district's clock.

    `field_visit`: a second officer looks at the workshop and every member before anybody votes.
    `rubric_id`: cases are scored and ranked against the budget line before anybody votes.
    """

    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=40)]
    name: Title
    budget_line_id: UUID
    opens_on: OfficeDay
    closes_on: OfficeDay
    packages: list[UUID] = Field(min_length=1, max_length=20)
    rule_set_id: UUID
    policy_id: UUID
    rubric_id: UUID | None = None
    required_papers: list[PaperKind] = Field(default_factory=list, max_length=10)
    field_visit: bool = False

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.closes_on < self.opens_on:
            raise wrong("ends_before_it_begins", N_("Hari terakhir tidak boleh sebelum hari pertama."))
        return self
