"""Shapes of pieces that were refused at the door."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, Read, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.numbering import Serial, serial_key
from bimtek_api.grants.goods.stock.models import UnitStatus
from bimtek_api.grants.handover.refusals.models import DEFECTS, RefusalReason

required(words=N_("Tulis apa yang dikatakan kelompok."))

PHOTO = N_("Barang yang rusak, tidak lengkap, atau tidak sesuai ditunjukkan dengan foto.")
NO_PIECE = N_("Tulis nomor seri barang yang diterima atau ditolak.")
SERIAL_TWICE = N_("Nomor seri yang sama ditulis dua kali.")
MOST = 500


class PieceRefused(Write):
    """A piece the group did not take. `words`: what it said; a defect is shown on a photo kept before."""

    serial: Serial
    reason: RefusalReason
    words: Annotated[Line, StringConstraints(min_length=1, max_length=500)]
    photo_id: UUID | None = None

    @model_validator(mode="after")
    def shown(self) -> Self:
        if self.reason in DEFECTS and self.photo_id is None:
            raise wrong("photo_required", PHOTO)
        return self


class LineRefused(Write):
    line_id: UUID
    refused: list[PieceRefused] = Field(min_length=1, max_length=MOST)


class LineHanded(Write):
    """What was brought of one item, piece by piece: taken by its serial number, or refused with what was said."""

    line_id: UUID
    serials: list[Serial] = Field(default_factory=list, max_length=500)
    refused: list[PieceRefused] = Field(default_factory=list, max_length=MOST)

    @model_validator(mode="after")
    def something(self) -> Self:
        if not self.serials and not self.refused:
            raise wrong("required", NO_PIECE)
        return self


def expect_once(lines: Sequence["LineHanded | LineRefused"]) -> None:
    """Each item once, each piece once: taken or refused, never both."""
    taken = [serial for line in lines if isinstance(line, LineHanded) for serial in line.serials]
    keys = [serial_key(serial) for serial in (*taken, *(each.serial for line in lines for each in line.refused))]
    if len(set(keys)) != len(keys) or len({line.line_id for line in lines}) != len(lines):
        raise wrong("serial_twice", SERIAL_TWICE)


class PieceSaid(Read):
    """A refused piece as the minutes print it: `reason` is one of the closed list."""

    serial: str
    reason: RefusalReason
    words: str
    photo_id: UUID | None = None


class Next(StrEnum):
    """What a refused piece waits for. The office may give the group less instead, by an amending decree."""

    INSPECT = "inspect"
    SEND_BACK = "send_back"
    WRITE_OFF = "write_off"
    HAND_OVER = "hand_over"
    REPLACE = "replace"
    NOTHING = "nothing"


class RefusedRead(Read):
    """`serial`, `unit_status`: the piece and where it is today. `next`: what it waits for."""

    id: UUID
    name: str
    serial: str
    reason: RefusalReason
    words: str
    photo_id: UUID | None
    refused_at: datetime
    number: str | None
    unit_id: UUID
    unit_status: UnitStatus
    next: Next


class Refusals(Read):
    items: list[RefusedRead]
