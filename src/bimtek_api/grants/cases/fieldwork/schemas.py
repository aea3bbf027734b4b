"""Shapes of field visits."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Read, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.degrees import Latitude, Longitude
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.cases.fieldwork.models import Fitness, Found

required(
    signer_id=N_("Pilih wakil kelompok yang menandatangani."),
    signature_id=N_("Minta tanda tangan wakil kelompok."),
    photos=N_("Ambil paling sedikit satu foto."),
    power_watts=N_("Tulis daya listrik yang terpasang."),
)

PLACE = N_("Ambil lokasi, atau tulis mengapa lokasi tidak dapat diambil.")
PAIR = N_("Lokasi terdiri atas lintang dan bujur.")


class SiteWrite(Write):
    """What a workshop needs before machines come (G10)."""

    power: bool
    space: bool
    floor: bool
    air: bool
    water: bool  # enough, or no machine of the package uses any
    access: bool


class MemberWrite(Write):
    participant_id: UUID
    found: Found
    note: OptionalTitle = None


class FieldVisitCreate(Write):
    """One visit. Every member of today is named, after it those who joined since.

    Photos and signature are files kept before.
    Coordinates in degrees with their accuracy in metres, or the reason why there are none.
    """

    result: Fitness
    visited_at: Instant
    latitude: Latitude | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    longitude: Longitude | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    accuracy_m: Count | None = Field(default=None, ge=0, le=100_000)
    no_place_reason: OptionalTitle = None
    power_watts: Count = Field(ge=0, le=10_000_000)
    site: SiteWrite
    members: list[MemberWrite] = Field(min_length=1, max_length=200)
    signer_id: UUID
    signature_id: UUID
    photos: list[UUID] = Field(min_length=1, max_length=12)
    note: OptionalParagraph = None
    no_conflict: bool = False

    @model_validator(mode="after")
    def placed(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise wrong("place_incomplete", PAIR)
        if self.latitude is None and not self.no_place_reason:
            raise wrong("place_required", PLACE)
        return self


class MemberSeen(Read):
    participant_id: UUID
    name: str
    found: Found
    note: str | None


class FieldVisitRead(Read):
    """`site`: what was ready. Photos, signature and report are files."""

    id: UUID
    number: str
    result: Fitness
    visitor: str
    visited_at: datetime
    latitude: float | None
    longitude: float | None
    accuracy_m: int | None
    no_place_reason: str | None
    power_watts: int
    site: dict[str, bool]
    note: str | None
    members: list[MemberSeen]
    signer: str
    signature_id: UUID
    photos: list[UUID]
    paper_id: UUID
    snapshot_hash: str


class FieldVisits(Read):
    items: list[FieldVisitRead]
