"""Shapes of approval policies."""

from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import Read, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.grants.catalogue.editions.fields import EditionWrite
from bimtek_api.grants.catalogue.policies.fields import Band

RISING = N_("Batas jumlah harus naik, dan hanya rentang terakhir tanpa batas atas.")


class PolicyRow(Read):
    id: UUID
    code: str
    edition: int
    name: str
    latest: bool


class PolicyRead(PolicyRow):
    bands: list[Band]


class Policies(Read):
    items: list[PolicyRow]


class PolicyCreate(EditionWrite):
    """The last band has no upper end."""

    bands: list[Band] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def rising(self) -> Self:
        *limits, last = [band.up_to_rupiah for band in self.bands]
        known = [limit for limit in limits if limit is not None]
        if last is not None or len(known) != len(limits) or known != sorted(set(known)):
            raise wrong("bands_not_rising", RISING)
        return self
