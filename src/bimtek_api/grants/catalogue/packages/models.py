"""Equipment packages and their items. Prices are references with their source and year, not promises."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.participants.trades.catalogue import Trade


class ItemKind(StrEnum):
    """What is handed over: a thing with a serial number, or a tranche of capital."""

    GOODS = "goods"
    CAPITAL = "capital"


# A tranche is one sum, with a report on its use so many days after it was paid.
TRANCHE = "(kind = 'goods') = (report_days IS NULL)"


def item_kind() -> Any:
    return choice(ItemKind, "kind", default=ItemKind.GOODS)


class Package(Row, Stamped, table=True):
    """One edition of a package. Nothing in it ever changes: another price or item is the next edition."""

    __tablename__ = "packages"
    __table_args__ = (UniqueConstraint("code", "edition"), CheckConstraint("edition > 0", name="edition"))

    code: str = Field(max_length=30)
    edition: int = Field(
        default=1, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("1")}
    )
    name: str = Field(max_length=120)
    trade: Trade = choice(Trade, "trade")


class PackageItem(Row, table=True):
    __tablename__ = "package_items"
    __table_args__ = (
        UniqueConstraint("package_id", "position"),
        CheckConstraint("quantity > 0 AND price_rupiah > 0", name="amounts"),
        CheckConstraint(TRANCHE, name="tranche"),
        CheckConstraint("kind = 'goods' OR quantity = 1", name="one_sum"),
    )

    package_id: UUID = Field(foreign_key="packages.id")
    position: int = Field(sa_type=SmallInteger, nullable=False)
    kind: ItemKind = item_kind()
    name: str = Field(max_length=120)
    unit: str = Field(max_length=20)
    specification: str | None = Field(default=None, max_length=500)
    quantity: int
    price_rupiah: int = Field(sa_type=BigInteger, nullable=False)
    price_source: str = Field(max_length=120)
    price_year: int
    report_days: int | None = Field(default=None, sa_type=SmallInteger)
