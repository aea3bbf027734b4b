"""What a recap and an allowance list are asked for."""

from typing import Literal
from uuid import UUID

from bimtek_api.core.fields import Read


class AllowanceExport(Read):
    """`pdf` is the list to sign when the money is handed out."""

    session: UUID
    format: Literal["csv", "xlsx", "pdf"] = "pdf"


class RecapExport(Read):
    session: UUID
