"""Shapes of check-in and check-out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Read, Write
from bimtek_api.core.values.instants import Instant
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.attendance.attendance.schemas import SheetDay
from bimtek_api.sessions.attendance.scans.models import Direction, Outcome
from bimtek_api.sessions.planning.schedule.schemas import SessionRow


class ScanWrite(Write):
    """One reading: the QR text, or a registration number that was `typed` after a look at the person's card.

    `nonce` makes it the same reading however often it is sent. `day_id` matters in training mode only.
    """

    nonce: UUID
    code: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    direction: Direction = Direction.IN
    at: Instant
    typed: bool = False
    day_id: UUID | None = None


class ScanBatch(Write):
    """Readings of one device, in any order; those sent before are answered as before."""

    scans: list[ScanWrite] = Field(min_length=1, max_length=500)


class ScanResult(Read):
    """What came of one reading, with the reason's code and its sentence."""

    nonce: UUID
    outcome: Outcome
    direction: Direction
    at: datetime
    code: str | None
    detail: str | None
    registration_id: UUID | None
    number: str | None
    name: str | None
    mark: Mark | None


class ScanResults(Read):
    results: list[ScanResult]


class DoorDay(SheetDay):
    """How many came in and went out on one day."""

    came: int
    left: int


class Door(Read):
    """The door of one session: its days, how many are expected, the latest readings and what needs a look."""

    session: SessionRow
    expected: int
    days: list[DoorDay]
    latest: list[ScanResult]
    conflicts: list[ScanResult]


class RosterRow(Read):
    """One expected person. `fingerprint` tells a device without a connection that a code is genuine."""

    number: str
    name: str
    nik_last4: str
    fingerprint: str


class Roster(Read):
    items: list[RosterRow]
