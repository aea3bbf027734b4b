"""Shapes of printing many certificates."""

from datetime import datetime
from uuid import UUID

from bimtek_api.core.fields import Read


class PrintRead(Read):
    """How far a printing is. `ready`: its PDF can be fetched; `failed_at`: ask for it again."""

    id: UUID
    session_id: UUID
    created_at: datetime
    done: int
    total: int
    ready: bool
    failed_at: datetime | None
