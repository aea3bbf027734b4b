"""Shapes of the attendance sheet."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Read, Write
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus
from bimtek_api.sessions.planning.schedule.schemas import SessionRow


class SheetDay(Read):
    """`markable` is false before the day has come; `why` says so.

    Marks of a day that is `over` become corrections for a second officer.
    """

    id: UUID
    date: date
    markable: bool
    over: bool
    why: str | None


class CellRead(Read):
    mark: Mark
    reason: str | None


class PaperRead(Read):
    """A photo of the signed list of one day."""

    id: UUID
    day_id: UUID
    created_at: datetime


class SheetRow(Read):
    registration_id: UUID
    name: str
    nik_last4: str
    status: RegistrationStatus
    marks: dict[UUID, CellRead]


class Sheet(Read):
    """Who was there on which day. `marks` holds a day only once it is marked."""

    session: SessionRow
    version: int
    days: list[SheetDay]
    rows: list[SheetRow]
    papers: list[PaperRead]


class MarkWrite(Write):
    registration_id: UUID
    day_id: UUID
    mark: Mark
    reason: OptionalTitle = None


class SheetWrite(Write):
    """`note` says why marks of days that are over come late."""

    note: OptionalParagraph = None
    marks: list[MarkWrite] = Field(min_length=1, max_length=3000)
