"""Shapes of rubrics."""

from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import Read, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.catalogue.editions.fields import EditionWrite
from bimtek_api.grants.catalogue.rubrics.fields import Criterion

WEIGHTS = N_("Bobot semua kriteria harus berjumlah 100.")


class RubricRow(Read):
    id: UUID
    code: str
    edition: int
    name: str
    latest: bool


class RubricRead(RubricRow):
    """Scores go from 20 to 100; `most_spread` and `lowest` are on that scale."""

    criteria: list[Criterion]
    scorers: int
    most_spread: int
    lowest: int


class Rubrics(Read):
    items: list[RubricRow]


class RubricCreate(EditionWrite):
    """The weights add up to 100."""

    criteria: list[Criterion] = Field(min_length=1, max_length=12)
    scorers: Count = Field(default=2, ge=2, le=4)
    most_spread: Count = Field(default=20, ge=0, le=80)
    lowest: Count = Field(default=60, ge=0, le=100)

    @model_validator(mode="after")
    def whole(self) -> Self:
        if sum(each.weight for each in self.criteria) != 100:
            raise wrong("weights_not_whole", WEIGHTS)
        return self
