"""Shapes of handovers."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Name, Read, Ref, Title, Version, Write, wrong
from bimtek_api.core.i18n import N_

Serial = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9./ -]*$")]
SERIAL_TWICE = N_("Nomor seri yang sama ditulis dua kali.")


def serial_key(serial: str) -> str:
    """One machine, however its number is spaced or cased."""
    return "".join(mark for mark in serial.upper() if mark.isalnum())


class LineHanded(Write):
    """One serial per piece."""

    line_id: UUID
    serials: list[Serial] = Field(min_length=1, max_length=500)


class DeliveryCreate(Write):
    application_id: UUID
    version: Version
    handed_at: AwareDatetime
    place: Title
    receiver_id: UUID
    witnesses: list[Name] = Field(min_length=1, max_length=4)
    lines: list[LineHanded] = Field(min_length=1, max_length=100)
    photo_id: UUID | None = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def serials_once(self) -> Self:
        keys = [serial_key(serial) for line in self.lines for serial in line.serials]
        if len(set(keys)) != len(keys) or len({line.line_id for line in self.lines}) != len(self.lines):
            raise wrong("serial_twice", SERIAL_TWICE)
        return self


class DeliveryRow(Read):
    id: UUID
    number: str
    application_id: UUID
    application_number: str
    group_name: str
    district: Ref
    handed_at: datetime
    place: str
    giver: str
    code: str
    photo_id: UUID | None


class HandedItem(Read):
    """What this handover gave of one line, and what is still owed."""

    name: str
    serials: list[str]
    approved: int
    missing: int


class DeliveryRead(DeliveryRow):
    receiver: str
    witnesses: list[str]
    items: list[HandedItem]


class FileRead(Read):
    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


class CheckedItem(Read):
    name: str
    approved: int
    handed_over: int


class PaperRead(Read):
    """What anyone may see of the minutes: no number of a person."""

    kind: Literal["handover_minutes"]
    number: str
    group_name: str
    district: Ref
    handed_at: datetime
    decree_number: str
    items: list[CheckedItem]
    snapshot_hash: str
    file_sha256: str
