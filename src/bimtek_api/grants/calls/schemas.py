"""Shapes of calls and packages."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from bimtek_api.core.fields import Read, Ref


class ItemRead(Read):
    name: str
    unit: str
    quantity: int
    price_rupiah: int
    price_source: str
    price_year: int


class PackageRead(Read):
    id: UUID
    code: str
    name: str
    trade: Ref
    total_rupiah: int
    items: list[ItemRead]


class CallRow(Read):
    id: UUID
    number: str
    name: str
    programme_name: str
    funding_source: str
    fiscal_year: int
    district: Ref
    opens_at: datetime
    closes_at: datetime
    state: Literal["upcoming", "open", "closed"]


class CallRead(CallRow):
    packages: list[PackageRead]
