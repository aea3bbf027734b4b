"""Shapes of large exports."""

from datetime import datetime
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.core.sheets import Format


class ExportRead(Read):
    """`done` rows are written so far. `ready`: the file can be fetched, for a day; `failed_at`: ask for it again."""

    id: UUID
    format: Format
    created_at: datetime
    done: int
    ready: bool
    failed_at: datetime | None
