"""Orders (contracts) and their lines. Triggers hold quantities, decree and dates (G1, G2, G7)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class OrderStatus(StrEnum):
    """`closed_short`: what had not come was given up; the goods that came stay."""

    PLACED = "placed"
    COMPLETED = "completed"
    CLOSED_SHORT = "closed_short"


class Order(Row, Versioned, Stamped, table=True):
    """The contract number is the office's own: unique per office and year, however it is spaced."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("district_code", "year", "number_key"),
        Index(None, "district_code", "id"),
        Index(None, "supplier_id"),
        CheckConstraint("due_on >= dated", name="dates"),
        CheckConstraint("tax_percent BETWEEN 0 AND 20", name="tax"),
    )

    number: Plain[str] = Field(max_length=80)
    number_key: Plain[str] = Field(max_length=80)
    year: Plain[int]
    dated: Plain[date]
    due_on: Plain[date]
    supplier_id: Plain[UUID] = Field(foreign_key="suppliers.id")
    supplier_version_id: Plain[UUID] = Field(
        default=None, foreign_key="supplier_versions.id"
    )  # by a trigger, for good
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    tax_percent: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    status: Plain[OrderStatus] = choice(OrderStatus, "status")
    placed_by: ActedBy[UUID] = Field(foreign_key="identities.id")


class OrderLine(Row, Act, table=True):
    """Pieces of one item for one case. Whole rupiah a piece: price without tax, and the tax on it."""

    __tablename__ = "order_lines"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_order_lines_duty"),
        CheckConstraint("duty_group = 'buy'", name="duty"),
        CheckConstraint("quantity > 0 AND cancelled BETWEEN 0 AND quantity", name="quantity"),
        CheckConstraint("price_rupiah > 0 AND tax_rupiah >= 0", name="price"),
        UniqueConstraint("order_id", "application_line_id"),
        Index(None, "application_line_id"),
    )

    order_id: Plain[UUID] = Field(foreign_key="orders.id")
    application_line_id: Plain[UUID] = Field(foreign_key="application_lines.id")
    quantity: Plain[int]
    cancelled: Plain[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": "0"})
    price_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    tax_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    deviation_reason: CaseText[str | None] = Field(default=None, max_length=2000)
