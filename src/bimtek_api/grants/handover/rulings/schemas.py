"""Shapes of rulings on what is asked back."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import Line, OptionalParagraph, Paragraph, Read, Write
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.handover.rulings.models import RulingKind, RulingStatus


class RulingCreate(Write):
    """`withdrawn`: the demand was an error, and nothing of it was paid; `let_go`: its rest is asked no more."""

    kind: RulingKind
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]
    letter_number: Annotated[Line, StringConstraints(min_length=1, max_length=80)]


class RulingDecision(Write):
    action: Literal["approve", "refuse"]
    note: OptionalParagraph = None


class RulingRead(Read):
    """`rest_rupiah`: what was still to come when it was asked."""

    id: UUID
    demand_id: UUID
    kind: RulingKind
    status: RulingStatus
    rest_rupiah: int
    reason: str
    letter_number: str
    asker: str
    created_at: datetime
    decider: str | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Rulings(Read):
    items: list[RulingRead]
