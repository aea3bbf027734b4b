"""Shapes of rankings."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import OptionalParagraph, Read, Write
from bimtek_api.core.workflow import Unavailable
from bimtek_api.grants.cases.selection.ranking import Selected


class RankedRead(Read):
    """`flagged`: the scorers were far apart, and one more looked."""

    application_id: UUID
    version: int
    number: str
    group_name: str
    totals: list[float]
    score: float
    flagged: bool
    amount_rupiah: int
    outcome: Selected


class SelectionRow(Read):
    id: UUID
    number: int
    created_at: datetime
    maker: str
    ceiling_rupiah: int
    selected_rupiah: int
    snapshot_hash: str


class Ranking(Read):
    """How the list would be now. `free_rupiah`: left in the budget line, `pending_rupiah`: on its way to a decree."""

    call_id: UUID
    call_name: str
    free_rupiah: int
    pending_rupiah: int
    lowest: int
    candidates: list[RankedRead]
    reserve: list[RankedRead]
    selections: list[SelectionRow]
    blocked: Unavailable | None


class EntryRead(Read):
    place: int
    application_id: UUID
    number: str
    group_name: str
    score: float
    amount_rupiah: int
    outcome: Selected


class SelectionRead(SelectionRow):
    call_id: UUID
    call_name: str
    entries: list[EntryRead]


class SelectionCreate(Write):
    """`seen`: the cases in the order the list was seen in, so that nobody freezes another one unawares."""

    seen: list[UUID] = Field(min_length=1, max_length=1000)
    no_conflict: bool = False


class ReserveMove(Write):
    """`promote` the first of the reserve when there is money again; `close` with a reason."""

    action: Literal["promote", "close"]
    reason: OptionalParagraph = None
    no_conflict: bool = False
