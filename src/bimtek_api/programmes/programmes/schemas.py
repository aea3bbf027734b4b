"""Shapes of programmes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Read, Title, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count
from bimtek_api.programmes.programmes.models import Evidence, FundingSource

required(
    funding_source=N_("Pilih sumber dananya."),
    fiscal_year=N_("Tulis tahun anggarannya."),
)


class ProgrammeRead(Read):
    """`funding_source` picks the set of documents."""

    id: UUID
    code: str
    name: str
    funding_source: FundingSource
    fiscal_year: int
    handover_needs: list[Evidence]
    visit_window_days: int
    version: int


class Programmes(Read):
    items: list[ProgrammeRead] = Field(description="The latest year first, then by name.")


class ProgrammeCreate(Write):
    code: Annotated[str, StringConstraints(min_length=3, max_length=30, pattern=r"^[A-Z0-9/.-]+$")]
    name: Title
    funding_source: FundingSource
    fiscal_year: Count = Field(ge=2020, le=2100)


class AidPolicyWrite(Write):
    """`handover_needs`: without it a handover is a draft. `visit_window_days`: how long before its due day a visit
    may be reported; plans made from now on follow it."""

    handover_needs: list[Evidence] = Field(max_length=len(Evidence))
    visit_window_days: Count = Field(ge=1, le=60)
