"""Goods between supplier and recipient: what came, how it was found, where each serial number is."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import INSPECT, LEDGER, Act
from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Frozen, Outsider, Plain
from bimtek_api.core.shapes import Json


class ReceiptStatus(StrEnum):
    RECEIVED = "received"
    INSPECTED = "inspected"


class Receipt(Row, Versioned, Stamped, table=True):
    """One delivery of a supplier. The inspection gives it numbered minutes; `snapshot` is what they print."""

    __tablename__ = "goods_receipts"
    __table_args__ = (
        Index(None, "order_id"),
        Index(None, "district_code", "id"),
        CheckConstraint("inspected_by <> received_by", name="two_people"),
        CheckConstraint("inspected_at >= received_at", name="in_time"),
        CheckConstraint(
            "(status = 'inspected') = (inspected_by IS NOT NULL AND number IS NOT NULL)", name="inspected"
        ),
    )  # fmt: skip

    order_id: Plain[UUID] = Field(foreign_key="orders.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[ReceiptStatus] = choice(ReceiptStatus, "status")
    delivery_note: CaseText[str] = Field(max_length=80)
    received_on: Plain[date]
    received_at: Plain[datetime | None] = Field(default=None)
    place: Plain[str] = Field(max_length=200)
    handed_by: Outsider[str] = Field(max_length=120)
    received_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    inspected_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    inspected_at: Plain[datetime | None] = Field(default=None)
    number: Plain[str | None] = Field(default=None, max_length=40, unique=True)
    code: Plain[str | None] = Field(default=None, max_length=12, unique=True)
    snapshot: Frozen[Json] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    snapshot_hash: Frozen[str | None] = Field(default=None, max_length=64)
    minutes_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")


class Inspection(Row, Stamped, Act, table=True):
    """The inspector's act in each case the goods are for: she holds no other duty there, buying least of all."""

    __tablename__ = "goods_inspections"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_goods_inspections_duty"),
        CheckConstraint("duty_group = 'inspect'", name="duty"),
        UniqueConstraint("receipt_id", "application_id"),
    )

    receipt_id: Plain[UUID] = Field(foreign_key="goods_receipts.id")


class UnitStatus(StrEnum):
    RECEIVED = "received"
    IN_STOCK = "in_stock"
    REJECTED = "rejected"
    RETURNED = "returned"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    DAMAGED = "damaged"
    LOST = "lost"
    HANDED_OVER = "handed_over"
    TO_INSPECT = "to_inspect"
    WRITTEN_OFF = "written_off"


class Condition(StrEnum):
    GOOD = "good"
    BROKEN = "broken"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"


HERE = "status NOT IN ('returned', 'handed_over')"
CAME_FROM = (
    "CASE WHEN opening_id IS NULL THEN receipt_id IS NOT NULL AND order_line_id IS NOT NULL"
    " AND for_line_id IS NOT NULL ELSE receipt_id IS NULL AND order_line_id IS NULL AND name IS NOT NULL END"
)


class StockUnit(Row, Versioned, Stamped, table=True):
    """One piece with its serial number: here once, unless it went back to the supplier.

    It came by an order or stands on an opening list (`opening_id`, then with a `name` of its own). `for_line_id`: the
    item of the case it is kept for, at first the one it was ordered for. `cost_rupiah` with tax.
    """

    __tablename__ = "stock_units"
    __table_args__ = (
        Index(
            "uq_stock_units_serial",
            "serial_key",
            unique=True,
            postgresql_where=text("status NOT IN ('returned', 'handed_over')"),
        ),
        Index(None, "order_line_id"),
        Index(None, "for_line_id"),
        Index(None, "receipt_id"),
        Index(None, "district_code", "id"),
        Index(None, "opening_id"),
        CheckConstraint(CAME_FROM, name="came_from"),
        CheckConstraint("(accepted_at IS NOT NULL) = (condition IS NOT DISTINCT FROM 'good')", name="accepted"),
        CheckConstraint(
            "status IN ('received', 'rejected', 'returned') OR accepted_at IS NOT NULL", name="status_fits"
        ),
    )

    receipt_id: Plain[UUID | None] = Field(default=None, foreign_key="goods_receipts.id")
    order_line_id: Plain[UUID | None] = Field(default=None, foreign_key="order_lines.id")
    opening_id: Plain[UUID | None] = Field(default=None, foreign_key="opening_stocks.id")
    name: Plain[str | None] = Field(default=None, max_length=120)
    for_line_id: Plain[UUID | None] = Field(default=None, foreign_key="application_lines.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    serial_key: Plain[str] = Field(max_length=60)
    serial: Plain[str] = Field(max_length=60)
    cost_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    status: Plain[UnitStatus] = choice(UnitStatus, "status")
    condition: Plain[Condition | None] = choice(Condition, "condition", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=500)
    accepted_at: Plain[datetime | None] = Field(default=None)


class StockPhoto(SQLModel, table=True):
    """How a piece looked when it was inspected."""

    __tablename__ = "stock_photos"

    unit_id: Mapped[UUID] = Field(primary_key=True, foreign_key="stock_units.id")
    file_id: Mapped[UUID] = Field(primary_key=True, foreign_key="files.id")


class StockReturn(Row, Stamped, table=True):
    """A piece that was brought back. It goes out again only when somebody else found it good.

    `application_id`: the case it was kept for, if any.
    """

    __tablename__ = "stock_returns"
    __table_args__ = (
        Index(None, "unit_id"),
        Index("uq_stock_returns_open", "unit_id", unique=True, postgresql_where=text("inspected_by IS NULL")),
        ForeignKeyConstraint(["application_id", "inspected_by", "duty_group"], LEDGER, name="fk_stock_returns_duty"),
        CheckConstraint("duty_group = 'inspect'", name="duty"),
        CheckConstraint("inspected_by <> brought_by", name="two_people"),
        CheckConstraint(
            "(inspected_by IS NULL) = (condition IS NULL) AND (inspected_by IS NULL) = (inspected_at IS NULL)",
            name="inspected",
        ),
    )

    unit_id: Plain[UUID] = Field(foreign_key="stock_units.id")
    application_id: Plain[UUID | None] = Field(default=None, foreign_key="applications.id")
    brought_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    reason: CaseText[str] = Field(max_length=2000)
    duty_group: Plain[str] = Field(
        default=INSPECT, max_length=12, sa_column_kwargs={"server_default": text("'inspect'")}
    )
    inspected_by: ActedBy[UUID | None] = Field(default=None)
    inspected_at: Plain[datetime | None] = Field(default=None)
    condition: Plain[Condition | None] = choice(Condition, "condition", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=500)
