"""Shapes of waybills."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, Name, Read, Ref, Title, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.goods.dispatches.models import DispatchStatus, Outcome
from bimtek_api.grants.goods.stock.schemas import UnitNote, UnitRow

required(
    from_place=N_("Tulis dari mana barang dikirim."),
    to_place=N_("Tulis ke mana barang dikirim."),
    driver=N_("Tulis nama pengemudi."),
    vehicle=N_("Tulis nomor kendaraan."),
    unit_ids=N_("Pilih paling sedikit satu barang."),
)

Vehicle = Annotated[Line, StringConstraints(min_length=1, max_length=40)]
WHAT_HAPPENED = N_("Tulis apa yang terjadi pada setiap barang yang rusak, hilang, atau dibawa kembali.")


class DispatchCreate(Write):
    from_place: Title
    to_place: Title
    driver: Name
    vehicle: Vehicle
    sent_at: Instant
    unit_ids: list[UUID] = Field(min_length=1, max_length=500)


class UnitArrived(Write):
    unit_id: UUID
    outcome: Outcome
    note: UnitNote = None

    @model_validator(mode="after")
    def explained(self) -> Self:
        if self.outcome != Outcome.ARRIVED and not self.note:
            raise wrong("note_required", WHAT_HAPPENED)
        return self


class ArrivalCreate(Write):
    arrived_at: Instant
    units: list[UnitArrived] = Field(min_length=1, max_length=500)


class DispatchRow(Read):
    id: UUID
    number: str
    district: Ref
    status: DispatchStatus
    from_place: str
    to_place: str
    driver: str
    vehicle: str
    sent_at: datetime
    sender: str
    arrived_at: datetime | None
    pieces: int
    version: int


class SentUnit(Read):
    unit: UnitRow
    outcome: Outcome | None
    note: str | None


class DispatchRead(DispatchRow):
    paper_id: UUID
    units: list[SentUnit]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]
