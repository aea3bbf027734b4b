"""Shapes of an auditor's sample."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Line, Read, Ref, Write
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.regions.schemas import RegionCode


class Weight(StrEnum):
    """How likely a case comes: each alike, or by its rupiah."""

    CASES = "cases"
    AMOUNT = "amount"


class SampleAsk(Write):
    """The population, and how it is drawn from. The same words over the same cases draw the same sample."""

    made_from: OfficeDay
    made_to: OfficeDay
    district_code: RegionCode | None = None
    programme_id: UUID | None = None
    statuses: list[ApplicationStatus] = Field(default=[], max_length=len(ApplicationStatus))
    size: Count = Field(ge=1, le=200)
    weight: Weight = Weight.CASES
    seed: Annotated[Line, StringConstraints(min_length=4, max_length=80)]


class SampledCase(Read):
    """`rank` from 1 is the order of the draw: a smaller sample is the beginning of a larger one."""

    rank: int
    id: UUID
    number: str
    group_name: str
    district: Ref
    programme_name: str
    status: ApplicationStatus
    made_on: date
    amount_rupiah: int


class AuditSample(Read):
    """`population` and `population_rupiah` count everything the sample stands for."""

    population: int
    population_rupiah: int
    items: list[SampledCase]
