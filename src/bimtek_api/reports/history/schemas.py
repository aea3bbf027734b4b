"""Who, what, when, why."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from bimtek_api.core.fields import Read


class ActorRead(Read):
    kind: Literal["officer", "integrator", "public", "holder", "system"]
    name: str | None


class SubjectRead(Read):
    kind: str
    id: UUID
    label: str | None


class EventRead(Read):
    """One line of history. `text` is a sentence in the request's language; states are codes."""

    id: UUID
    at: datetime
    name: str
    text: str
    actor: ActorRead
    subject: SubjectRead
    before: str | None
    after: str | None
    reason: str | None
