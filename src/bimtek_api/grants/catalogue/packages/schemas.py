"""Shapes of packages."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Read, Ref, Title, Write, blank_is_none, clean, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count, Rupiah
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.participants.trades.catalogue import Trade

required(
    unit=N_("Tulis satuannya."),
    quantity=N_("Tulis banyaknya."),
    price_rupiah=N_("Tulis harganya."),
    price_source=N_("Tulis sumber harganya."),
    price_year=N_("Tulis tahun harganya."),
)

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Specification = Annotated[
    Annotated[str, BeforeValidator(clean), StringConstraints(max_length=500)] | None, BeforeValidator(blank_is_none)
]
MOST = 10**12  # rupiah
TRANCHE = N_("Satu tahap modal: banyaknya 1, syarat cair, dan tenggat laporan penggunaannya.")
NO_REPORT_DAYS = N_("Tenggat laporan penggunaan hanya untuk tahap modal.")


class ItemRead(Read):
    """Whole rupiah per unit, from `price_source` of `price_year`.

    A tranche of capital has its condition as specification, and a report on its use `report_days` after it was paid.
    """

    kind: ItemKind
    name: str
    unit: str
    specification: str | None
    quantity: int
    price_rupiah: int
    price_source: str
    price_year: int
    report_days: int | None


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
    """`specification`: of a tranche, the condition under which it is paid."""

    kind: ItemKind = ItemKind.GOODS
    name: Title
    unit: Short
    specification: Specification = None
    quantity: Count = Field(ge=1, le=10_000)
    price_rupiah: Rupiah = Field(ge=1, le=MOST)
    price_source: Title
    price_year: Count = Field(ge=2020, le=2100)
    report_days: Count | None = Field(default=None, ge=1, le=366)

    @model_validator(mode="after")
    def of_its_kind(self) -> Self:
        if self.kind == ItemKind.GOODS and self.report_days is not None:
            raise wrong("report_days_of_goods", NO_REPORT_DAYS)
        if self.kind == ItemKind.CAPITAL and not (self.quantity == 1 and self.specification and self.report_days):
            raise wrong("tranche_incomplete", TRANCHE)
        return self


class EditionCreate(Write):
    name: Title
    items: list[ItemWrite] = Field(min_length=1, max_length=40)


class PackageCreate(EditionCreate):
    code: Annotated[str, StringConstraints(min_length=3, max_length=30, pattern=r"^[A-Z0-9-]+$")]
    trade: Trade
