"""What an export is asked for. `most`: rather nothing than more rows than that."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import Read, Search, Write
from bimtek_api.core.sheets import MOST_ROWS, Format
from bimtek_api.core.values.whole import Count
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus


class RegistrationExport(Read):
    """The filters of the registrations table."""

    format: Format = "csv"
    session: UUID | None = None
    status: RegistrationStatus | None = None
    q: Search | None = None
    file_missing: bool | None = None
    delegation: UUID | None = None
    most: Count = Field(default=MOST_ROWS, ge=1, le=MOST_ROWS)


class ExportCreate(RegistrationExport, Write):
    """The same as a request of its own: an unknown field is refused."""


class AttendanceExport(Read):
    """`pdf` is the list to print and to sign by hand."""

    session: UUID
    format: Literal["csv", "xlsx", "pdf"] = "csv"
