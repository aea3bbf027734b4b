"""What an export is asked for."""

from typing import Literal
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.core.sheets import Format
from bimtek_api.sessions.registrations.models import RegistrationStatus
from bimtek_api.sessions.registrations.schemas import SearchText


class RegistrationExport(Read):
    """The filters of the registrations table."""

    format: Format = "csv"
    session: UUID | None = None
    status: RegistrationStatus | None = None
    q: SearchText | None = None
    file_missing: bool | None = None
    delegation: UUID | None = None


class AttendanceExport(Read):
    """`pdf` is the list to print and to sign by hand."""

    session: UUID
    format: Literal["csv", "xlsx", "pdf"] = "csv"
