"""Shapes of deliveries by suppliers and of stock."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, Name, Paragraph, Read, Ref, Title, Write, blank_is_none, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.numbering import Serial, serial_key
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.goods.orders.schemas import OrderNumber
from bimtek_api.grants.goods.stock.models import Condition, ReceiptStatus, UnitStatus
from bimtek_api.regions.schemas import RegionCode

required(
    delivery_note=N_("Tulis nomor surat jalan penyedia."),
    received_at=N_("Isi tanggal dan jam barang datang."),
    handed_by=N_("Tulis siapa yang menyerahkan."),
)

SERIAL_TWICE = N_("Nomor seri yang sama ditulis dua kali.")
WHY_REJECTED = N_("Tulis apa yang tidak sesuai pada setiap barang yang ditolak.")
UnitNote = Annotated[Annotated[Line, StringConstraints(max_length=500)] | None, BeforeValidator(blank_is_none)]


class LineReceived(Write):
    order_line_id: UUID
    serials: list[Serial] = Field(min_length=1, max_length=500)


class ReceiptCreate(Write):
    """What a supplier brought. `handed_by`: who handed it over for the supplier."""

    delivery_note: OrderNumber
    received_at: Instant
    place: Title
    handed_by: Name
    lines: list[LineReceived] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def serials_once(self) -> Self:
        keys = [serial_key(serial) for line in self.lines for serial in line.serials]
        if len(set(keys)) != len(keys) or len({line.order_line_id for line in self.lines}) != len(self.lines):
            raise wrong("serial_twice", SERIAL_TWICE)
        return self


class UnitFound(Write):
    unit_id: UUID
    condition: Condition
    note: UnitNote = None

    @model_validator(mode="after")
    def explained(self) -> Self:
        if self.condition != Condition.GOOD and not self.note:
            raise wrong("note_required", WHY_REJECTED)
        return self


class InspectionCreate(Write):
    """Every piece with its condition: `good` goes to stock, anything else is rejected with a note."""

    units: list[UnitFound] = Field(min_length=1, max_length=2000)
    no_conflict: bool = False


class UnitInspection(Write):
    """A piece that was brought back: `good` goes out again, anything else stays aside with what is wrong with it."""

    condition: Condition
    note: UnitNote = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def explained(self) -> Self:
        if self.condition != Condition.GOOD and not self.note:
            raise wrong("note_required", WHY_REJECTED)
        return self


class UnitMove(Write):
    """`restock` brings a piece back to the store, where somebody else inspects it. What was found bad then goes
    back to its supplier (`send_back`), who owes another, or is written off."""

    action: Literal["send_back", "restock", "write_off"]
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class UnitAssign(Write):
    """Another group's item gets the piece; the reason is kept."""

    line_id: UUID
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class Place(Read):
    """An item of another group that still lacks pieces."""

    line_id: UUID
    application_id: UUID
    application_number: str
    group_name: str
    missing: int


class StockSlice(Slice):
    """`q`: part of a serial number, an item's or a group's name."""

    status: UnitStatus | None = None
    order: UUID | None = None
    district: RegionCode | None = None
    q: Annotated[Line, StringConstraints(max_length=80)] = Field(default="")


class UnitRow(Read):
    """`days`: how long an accepted piece has been in stock (G9). From an opening list it has no order, and no group
    before it is kept for one."""

    id: UUID
    serial: str
    name: str
    group_name: str | None
    application_id: UUID | None
    line_id: UUID | None
    order_id: UUID | None
    order_number: str | None
    receipt_id: UUID | None
    opening_id: UUID | None
    district: Ref
    status: UnitStatus
    condition: Condition | None
    note: str | None
    cost_rupiah: int
    days: int | None
    version: int


class UnitRead(UnitRow):
    """`places`: where else it could go, for those who may say so. `photos`: how it looked when it was inspected."""

    places: list[Place]
    photos: list[UUID]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Age(Read):
    """Pieces in stock of one age; `to_days` None is open-ended."""

    from_days: int
    to_days: int | None
    pieces: int
    value_rupiah: int


class Ages(Read):
    items: list[Age]


class ReceiptRow(Read):
    id: UUID
    number: str | None
    order_id: UUID
    order_number: str
    supplier: str
    district: Ref
    status: ReceiptStatus
    delivery_note: str
    received_on: date
    received: int
    accepted: int
    version: int


class ReceiptRead(ReceiptRow):
    place: str
    handed_by: str
    receiver: str
    inspector: str | None
    inspected_at: datetime | None
    code: str | None
    units: list[UnitRow]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class GoodsItem(Read):
    name: str
    accepted: int
    rejected: int


class GoodsPaperRead(Read):
    """What anyone may see of the minutes with a supplier."""

    kind: Literal["goods_minutes"]
    number: str
    supplier: str
    order_number: str
    district: Ref
    inspected_at: datetime
    items: list[GoodsItem]
    snapshot_hash: str
    file_sha256: str


class ReceiptSlice(Slice):
    order: UUID | None = None
    status: ReceiptStatus | None = None


class SupplierRecord(Read):
    """How a supplier delivered: orders, those past their last day or completed after it, and pieces by finding."""

    orders: int
    late: int
    pieces: int
    good: int
    broken: int
    incomplete: int
    wrong: int
