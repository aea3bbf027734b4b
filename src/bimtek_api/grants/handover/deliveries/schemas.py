"""Shapes of handovers."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Name, Paragraph, Read, Ref, Title, Version, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.numbering import Serial, serial_key
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.degrees import Latitude, Longitude
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.handover.deliveries.models import (
    AttemptKind,
    Checked,
    DisputeOutcome,
    Follows,
    Shows,
)
from bimtek_api.grants.handover.refusals.schemas import SERIAL_TWICE, LineHanded, LineRefused, PieceSaid, expect_once

required(
    receiver_checked=N_("Pilih cara penerima dikenali."),
    receiver_id=N_("Pilih penerima."),
    witnesses=N_("Tulis nama saksi."),
)

PAIR = N_("Lokasi terdiri atas lintang dan bujur.")
PIECES = N_("Sanggahan yang dibenarkan menyebut barangnya; yang tidak dibenarkan tidak menyebut barang.")
NOTHING_TAKEN = N_("Tidak ada yang diterima: catat sebagai barang ditolak, bukan sebagai serah terima.")
REFUSED_PIECES = N_("Penolakan menyebut barangnya; bila tidak ada yang datang, tidak ada barang yang ditolak.")
WHO_REFUSED = N_("Pilih anggota yang menolak atas nama kelompok.")


class PhotoTaken(Write):
    file_id: UUID
    shows: Shows


class DeliveryCreate(Write):
    """What was handed to whom, where and when. Photos and signatures are files kept before; `scan_id` is the paper
    both signed in ink. What the programme asks for and is not there keeps it a draft. Coordinates in degrees,
    accuracy in metres."""

    application_id: UUID
    version: Version
    handed_at: Instant
    place: Title
    receiver_id: UUID
    witnesses: list[Name] = Field(min_length=1, max_length=4)
    lines: list[LineHanded] = Field(min_length=1, max_length=100)
    photos: list[PhotoTaken] = Field(default_factory=list, max_length=12)
    receiver_checked: Checked
    latitude: Latitude | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    longitude: Longitude | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    accuracy_m: Count | None = Field(default=None, ge=0, le=100_000)
    giver_signature_id: UUID | None = None
    receiver_signature_id: UUID | None = None
    scan_id: UUID | None = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def placed(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise wrong("place_incomplete", PAIR)
        return self

    @model_validator(mode="after")
    def serials_once(self) -> Self:
        expect_once(self.lines)
        if not any(line.serials for line in self.lines):
            raise wrong("nothing_taken", NOTHING_TAKEN)
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
    refused: list[PieceSaid] = Field(default_factory=list)


class AttemptCreate(Write):
    """The goods were there and all were refused, or nobody came. A refusal names the pieces in `lines`, who refused
    them for the group, and both signatures where the programme asks for them."""

    kind: AttemptKind
    attempted_at: Instant
    place: Title
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]
    next_on: OfficeDay | None = None
    lines: list[LineRefused] = Field(default_factory=list, max_length=100)
    receiver_id: UUID | None = None
    giver_signature_id: UUID | None = None
    receiver_signature_id: UUID | None = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def named(self) -> Self:
        refused = self.kind == AttemptKind.REFUSED
        if refused != bool(self.lines):
            raise wrong("pieces_missing", REFUSED_PIECES)
        if refused != bool(self.receiver_id):
            raise wrong("receiver_missing", WHO_REFUSED)
        expect_once(self.lines)
        return self


class AttemptRead(Read):
    id: UUID
    kind: AttemptKind
    attempted_at: datetime
    place: str
    reason: str
    next_on: date | None
    name: str
    receiver: str | None


class Attempts(Read):
    items: list[AttemptRead]


class DisputeCreate(Write):
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class PieceTakenBack(Write):
    serial: Serial
    follows: Follows


class DisputeDecision(Write):
    """`upheld`: the group is right. `pieces`: what is no longer counted as given; an upheld dispute names some."""

    outcome: DisputeOutcome
    note: Annotated[Paragraph, StringConstraints(min_length=1)]
    pieces: list[PieceTakenBack] = Field(default_factory=list, max_length=500)

    @model_validator(mode="after")
    def moves_something(self) -> Self:
        if (self.outcome == DisputeOutcome.UPHELD) != bool(self.pieces):
            raise wrong("pieces_missing", PIECES)
        if len({serial_key(each.serial) for each in self.pieces}) != len(self.pieces):
            raise wrong("serial_twice", SERIAL_TWICE)
        return self


class PieceBack(Read):
    name: str
    serial: str
    follows: Follows


class DisputeRead(Read):
    """`mine`: the caller opened it, so somebody else decides."""

    id: UUID
    reason: str
    opener: str
    mine: bool
    created_at: datetime
    outcome: DisputeOutcome | None
    note: str | None
    decider: str | None
    version: int
    pieces: list[PieceBack]


class ScanRead(Read):
    file_id: UUID
    created_at: datetime


class PhotoRead(Read):
    file_id: UUID
    shows: Shows


class DeliveryRead(DeliveryRow):
    receiver_checked: Checked | None
    latitude: float | None
    longitude: float | None
    accuracy_m: int | None
    giver_signature_id: UUID | None
    receiver_signature_id: UUID | None
    scan_id: UUID | None
    photos: list[PhotoRead]
    scans: list[ScanRead]
    disputes: list[DisputeRead]
    receiver: str
    witnesses: list[str]
    items: list[HandedItem]


class CheckedItem(Read):
    name: str
    approved: int
    handed_over: int
    refused: int
    taken_back: int


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
