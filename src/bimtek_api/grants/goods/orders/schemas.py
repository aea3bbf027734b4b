"""Shapes of orders."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import OptionalParagraph, Paragraph, Read, Ref, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Count, Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.goods.orders.models import OrderStatus

required(
    supplier_id=N_("Pilih penyedia."),
    due_on=N_("Isi hari terakhir pengiriman."),
)

OrderNumber = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9./ -]+$")]
LINE_TWICE = N_("Barang yang sama dipesan dua kali.")
DUE_EARLY = N_("Hari terakhir pengiriman lebih awal dari tanggal kontrak.")


class OrderLineWrite(Write):
    """`price_rupiah`: a piece, without tax. `deviation_reason`: why it costs more than the reference price."""

    line_id: UUID
    quantity: Count = Field(ge=1, le=10_000)
    price_rupiah: Rupiah = Field(ge=1, le=10_000_000_000)
    deviation_reason: OptionalParagraph = None


class OrderCreate(Write):
    """`lines` name items of cases in force under a decree. `tax_percent` comes on top of every price."""

    supplier_id: UUID
    number: OrderNumber
    dated: OfficeDay
    due_on: OfficeDay
    tax_percent: Count = Field(ge=0, le=20)
    lines: list[OrderLineWrite] = Field(min_length=1, max_length=200)
    no_conflict: bool = False

    @model_validator(mode="after")
    def orderly(self) -> Self:
        if len({line.line_id for line in self.lines}) != len(self.lines):
            raise wrong("line_twice", LINE_TWICE)
        if self.due_on < self.dated:
            raise wrong("due_early", DUE_EARLY)
        return self


class OrderClose(Write):
    action: Literal["close_short"]
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class OrderSlice(Slice):
    status: OrderStatus | None = None
    supplier: UUID | None = None


class Want(Read):
    """What may still be ordered of one item of one case; whole rupiah a piece, the reference includes tax."""

    line_id: UUID
    application_id: UUID
    application_number: str
    group_name: str
    name: str
    unit: str
    wanted: int
    price_rupiah: int
    price_source: str


class Wants(Read):
    items: list[Want]


class OrderRow(Read):
    """`late`: the last day is over and something has not come. Totals in whole rupiah, with tax.

    `supplier` and `supplier_nib`: as they stood when it was placed; later corrections do not touch them.
    """

    id: UUID
    number: str
    dated: date
    due_on: date
    supplier: str
    supplier_nib: str
    supplier_id: UUID
    district: Ref
    status: OrderStatus
    total_rupiah: int
    late: bool
    version: int


class OrderLineRead(Read):
    """`ordered` counts what was not given up; a rejected piece was received and may come anew."""

    id: UUID
    line_id: UUID
    application_id: UUID
    application_number: str
    group_name: str
    name: str
    unit: str
    ordered: int
    cancelled: int
    price_rupiah: int
    tax_rupiah: int
    reference_rupiah: int
    deviation_reason: str | None
    received: int
    accepted: int
    rejected: int


class OrderRead(OrderRow):
    tax_percent: int
    buyer: str
    accepted_rupiah: int
    lines: list[OrderLineRead]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]
