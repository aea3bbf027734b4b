"""Shapes of erasures."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import OptionalParagraph, Paragraph, Read, Write


class ErasureAsk(Write):
    reason: Annotated[Paragraph, StringConstraints(min_length=1, max_length=2000)]


class ErasureDecision(Write):
    approve: bool
    note: OptionalParagraph = None


class ErasureRead(Read):
    """`mine`: the reader asked for it, so somebody else decides. `due_at`: 3 x 24 hours, by law; `late`: past it."""

    id: UUID
    person_id: UUID
    person_name: str
    reason: str
    requested_by: str | None
    created_at: datetime
    due_at: datetime
    late: bool
    mine: bool


class Erasures(Read):
    items: list[ErasureRead]
