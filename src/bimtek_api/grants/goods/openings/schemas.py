"""Shapes of opening lists."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, Read, Ref, Title, Write, wrong
from bimtek_api.core.numbering import Serial, serial_key
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.whole import Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.goods.openings.models import OpeningStatus
from bimtek_api.grants.goods.stock.schemas import SERIAL_TWICE, UnitRow

ItemName = Annotated[Line, StringConstraints(min_length=2, max_length=120)]


class OwnedPiece(Write):
    """One piece. `line_id`: the item of a decreed case it is kept for; without it, for nobody yet."""

    name: ItemName
    serial: Serial
    cost_rupiah: Rupiah = Field(ge=0, le=10**12)
    line_id: UUID | None = None


class OpeningCreate(Write):
    """`source`: where the goods come from, for example last year's purchase."""

    source: Title
    place: Title
    pieces: list[OwnedPiece] = Field(min_length=1, max_length=500)

    @model_validator(mode="after")
    def serials_once(self) -> Self:
        if len({serial_key(each.serial) for each in self.pieces}) != len(self.pieces):
            raise wrong("serial_twice", SERIAL_TWICE)
        return self


class OpeningSlice(Slice):
    status: OpeningStatus | None = None


class OpeningRow(Read):
    id: UUID
    district: Ref
    source: str
    place: str
    status: OpeningStatus
    enterer: str
    created_at: datetime
    decider: str | None
    decided_at: datetime | None
    pieces: int
    accepted: int
    paper_id: UUID | None
    version: int


class OpeningRead(OpeningRow):
    units: list[UnitRow]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]
