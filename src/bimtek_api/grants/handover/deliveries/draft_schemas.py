"""Shapes of drafts of handovers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Line, Name, OptionalTitle, Read, Write
from bimtek_api.core.numbering import Serial
from bimtek_api.core.values.degrees import Latitude, Longitude
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.handover.deliveries.models import Checked, DraftStatus
from bimtek_api.grants.handover.deliveries.schemas import PhotoTaken
from bimtek_api.grants.handover.refusals.models import RefusalReason
from bimtek_api.programmes.programmes.models import Evidence


class PieceDrafted(Write):
    """A refused piece as far as it goes."""

    serial: Serial
    reason: RefusalReason
    words: Annotated[Line, StringConstraints(max_length=500)] | None = None
    photo_id: UUID | None = None


class DraftLine(Write):
    line_id: UUID
    serials: list[Serial] = Field(default_factory=list, max_length=500)
    refused: list[PieceDrafted] = Field(default_factory=list, max_length=500)


class DraftWrite(Write):
    """A handover as far as it goes: everything may still be missing, and it counts for nothing."""

    handed_at: Instant | None = None
    place: OptionalTitle = None
    receiver_id: UUID | None = None
    witnesses: list[Name] = Field(default_factory=list, max_length=4)
    lines: list[DraftLine] = Field(default_factory=list, max_length=100)
    photos: list[PhotoTaken] = Field(default_factory=list, max_length=12)
    receiver_checked: Checked | None = None
    latitude: Latitude | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    longitude: Longitude | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    accuracy_m: Count | None = Field(default=None, ge=0, le=100_000)
    giver_signature_id: UUID | None = None
    receiver_signature_id: UUID | None = None
    scan_id: UUID | None = None


class DraftRead(Read):
    """`missing`: the evidence the programme still asks for."""

    id: UUID
    status: DraftStatus
    made_at: datetime
    maker: str
    body: DraftWrite
    missing: list[Evidence]
    version: int


class Drafts(Read):
    items: list[DraftRead]
