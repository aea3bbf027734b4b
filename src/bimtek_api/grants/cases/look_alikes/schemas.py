"""Shapes of look-alikes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Paragraph, Read, Write

Reason = Annotated[Paragraph, StringConstraints(min_length=1)]


class LookAlikeAsk(Write):
    """`supplier_id` for whoever wants to order from her for this case."""

    reason: Reason
    supplier_id: UUID | None = None


class LookAlikeDecision(Write):
    cleared: bool
    note: Reason
    no_conflict: Annotated[bool, Field(strict=True)]


class LookAlikeRead(Read):
    """`one` and `other` share a `mark`. `cleared` null waits for another officer; `id` null: nobody has asked yet."""

    id: UUID | None
    one: str
    other: str
    mark: str
    mark_name: str
    asked_by: str | None
    reason: str | None
    decided_by: str | None
    cleared: bool | None
    note: str | None
    decided_at: datetime | None


class LookAlikes(Read):
    """`mine`: what keeps the caller from a duty in this case now."""

    items: list[LookAlikeRead]
    mine: bool
