"""Equipment packages and their items. Prices are references with their source and year, not promises."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, choice
from bimtek_api.participants.trades.catalogue import Trade


class ItemKind(StrEnum):
    """What is handed over: a thing with a serial number, or a tranche of capital."""

    GOODS = "goods"
    CAPITAL = "capital"


# A tranche is one sum, with a report on its use so many days after it was paid.
TRANCHE = "(kind = 'goods') = (report_days IS NULL)"


def item_kind() -> Mapped[ItemKind]:
    return choice(ItemKind, "kind", default=ItemKind.GOODS)


class Package(Row, Stamped, table=True):
    """One edition of a package. Nothing in it ever changes: another price or item is the next edition."""

    __tablename__ = "packages"
    __table_args__ = (UniqueConstraint("code", "edition"), CheckConstraint("edition > 0", name="edition"))

    code: Mapped[str] = Field(max_length=30)
    edition: Mapped[int] = Field(
        default=1, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("1")}
    )
    name: Mapped[str] = Field(max_length=120)
    trade: Mapped[Trade] = choice(Trade, "trade")


class PackageItem(Row, table=True):
    __tablename__ = "package_items"
    __table_args__ = (
        UniqueConstraint("package_id", "position"),
        CheckConstraint("quantity > 0 AND price_rupiah > 0", name="amounts"),
        CheckConstraint(TRANCHE, name="tranche"),
        CheckConstraint("kind = 'goods' OR quantity = 1", name="one_sum"),
    )

    package_id: Mapped[UUID] = Field(foreign_key="packages.id")
    position: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    kind: Mapped[ItemKind] = item_kind()
    name: Mapped[str] = Field(max_length=120)
    unit: Mapped[str] = Field(max_length=20)
    specification: Mapped[str | None] = Field(default=None, max_length=500)
    quantity: Mapped[int]
    price_rupiah: Mapped[int] = Field(sa_type=BigInteger, nullable=False)
    price_source: Mapped[str] = Field(max_length=120)
    price_year: Mapped[int]
    report_days: Mapped[int | None] = Field(default=None, sa_type=SmallInteger)
