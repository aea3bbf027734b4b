"""Shapes of approval policies."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Read, Title, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.grants.policies.fields import Band

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


class PolicyCreate(Write):
    """`edition` is 1 for a new code, else the one after the newest. The last band has no upper end."""

    code: Annotated[str, StringConstraints(min_length=3, max_length=30, pattern=r"^[A-Z0-9-]+$")]
    edition: int = Field(ge=1, le=1000)
    name: Title
    bands: list[Band] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def rising(self) -> Self:
        *limits, last = [band.up_to_rupiah for band in self.bands]
        known = [limit for limit in limits if limit is not None]
        if last is not None or len(known) != len(limits) or known != sorted(set(known)):
            raise wrong("bands_not_rising", RISING)
        return self
