"""Shapes of regions."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bimtek_api.core.fields import Read, Ref, Search
from bimtek_api.core.values import digits
from bimtek_api.core.values.whole import Count

RegionCode = Annotated[
    str,
    Field(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$", max_length=13),
    BeforeValidator(digits.as_text),
]


class District(Read):
    """A kabupaten or kota, its province and its time zone."""

    code: str
    name: str
    province: Ref
    zone: Literal["WIB", "WITA", "WIT"]


class DistrictSlice(Read):
    """All 514 districts fit one page."""

    province: str | None = Field(default=None, pattern=r"^[0-9]{2}$", max_length=2)
    q: Search | None = Field(default=None)
    cursor: str | None = Field(default=None, max_length=400)
    limit: Count = Field(default=600, ge=1, le=600)


class Refs(Read):
    items: list[Ref]
