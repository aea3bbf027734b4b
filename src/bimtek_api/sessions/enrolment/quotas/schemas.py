"""Shapes of a session's quotas."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Read, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count
from bimtek_api.sessions.planning.schedule.models import Target

SHARE_TWICE = N_("Satu kelompok hanya boleh punya satu bagian kursi.")
SHARE_TOO_LARGE = N_("Bagian kursi tidak boleh melebihi jumlah kursi ruangan.")
SHARE_UNKNOWN = N_("Pilih kelompok dari daftar.")


class ShareWrite(Write):
    """`seats` of the room kept for one group: a district by its code, or a target. Open to all from `released_at`."""

    kind: Literal["district", "target"]
    value: Annotated[str, StringConstraints(min_length=2, max_length=13)]
    seats: Count = Field(ge=1, le=1000)
    released_at: Instant | None = None

    @model_validator(mode="after")
    def known(self) -> Self:
        if self.kind == "target" and self.value not in {str(target) for target in Target}:
            raise wrong("share_unknown", SHARE_UNKNOWN)
        return self


class QuotasWrite(Write):
    size: Count = Field(ge=1, le=1000)
    shares: list[ShareWrite] = Field(default=[], max_length=10)

    @model_validator(mode="after")
    def consistent(self) -> Self:
        names = [(share.kind, share.value) for share in self.shares]
        if len(set(names)) != len(names):
            raise wrong("share_twice", SHARE_TWICE)
        if any(share.seats > self.size for share in self.shares):
            raise wrong("share_too_large", SHARE_TOO_LARGE)
        return self


class ShareRead(Read):
    """`held` seats are taken by people of the group; `free` says whether somebody outside it could still come."""

    kind: str
    value: str
    name: str
    seats: int
    held: int
    outside: int
    outside_most: int
    released_at: datetime | None
    released: bool


class NextRead(Read):
    """Who would get the next seat, and why those before her would not."""

    id: UUID
    number: str
    name: str
    queue_no: int
    priority: int
    servable: bool
    full: list[str]


class QuotasRead(Read):
    size: int
    taken: int
    waiting: int
    version: int
    shares: list[ShareRead]
    next: list[NextRead]
