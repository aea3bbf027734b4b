"""Shapes of packages."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Read, Ref, Title, Write, blank_is_none, clean
from bimtek_api.participants.trades.catalogue import Trade

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Specification = Annotated[
    Annotated[str, BeforeValidator(clean), StringConstraints(max_length=500)] | None, BeforeValidator(blank_is_none)
]
MOST = 10**12  # rupiah


class ItemRead(Read):
    """Whole rupiah per unit, from `price_source` of `price_year`."""

    name: str
    unit: str
    specification: str | None
    quantity: int
    price_rupiah: int
    price_source: str
    price_year: int


class PackageRow(Read):
    """`latest` is false once a newer edition exists; calls keep the edition they were made with."""

    id: UUID
    code: str
    edition: int
    name: str
    trade: Ref
    total_rupiah: int
    latest: bool


class PackageRead(PackageRow):
    items: list[ItemRead]


class Packages(Read):
    items: list[PackageRow]


class PackageDetail(PackageRead):
    """`editions`: every edition under this code, the newest first."""

    editions: list[PackageRow]


class ItemWrite(Write):
    name: Title
    unit: Short
    specification: Specification = None
    quantity: int = Field(ge=1, le=10_000)
    price_rupiah: int = Field(ge=1, le=MOST)
    price_source: Title
    price_year: int = Field(ge=2020, le=2100)


class EditionCreate(Write):
    name: Title
    items: list[ItemWrite] = Field(min_length=1, max_length=40)


class PackageCreate(EditionCreate):
    code: Annotated[str, StringConstraints(min_length=3, max_length=30, pattern=r"^[A-Z0-9-]+$")]
    trade: Trade
