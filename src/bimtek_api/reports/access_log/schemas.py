"""Who read whose data."""

from datetime import datetime
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.instants import Instant


class ReadingQuestion(Read):
    """Of one person, of one reader, in a window of time: each is optional."""

    person_id: UUID | None = None
    actor_id: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None


class ReadingSlice(Slice, ReadingQuestion):
    """One page of the answer."""


class ReadingRead(Read):
    """`source`: the page of a participant or a registration, or the whole NIK. `fields` is what stood there."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_name: str | None
    person_id: UUID
    person_name: str | None
    source: str
    fields: list[str]


class ReadingTotals(Read):
    """How many people and readings the same question finds in all."""

    people: int
    readings: int
