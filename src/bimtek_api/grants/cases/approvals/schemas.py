"""Shapes of votes and rounds."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from bimtek_api.core.batches import MOST, each_once
from bimtek_api.core.fields import OptionalParagraph, Read, Version, Write
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.cases.applications.schemas import Change
from bimtek_api.grants.cases.approvals.models import Decision, Outcome


class VoteCast(Write):
    """`no_conflict`: no family or business tie with the group. A note is needed unless approving."""

    decision: Decision
    no_conflict: bool = False
    note: OptionalParagraph = None


class VoteOn(Write):
    application_id: UUID
    version: Version


class VotesCast(VoteCast):
    """The same decision on many cases; each is judged alone."""

    items: Annotated[list[VoteOn], each_once("application_id")] = Field(min_length=1, max_length=MOST)


class VoteResult(Read):
    """What became of one case of many: `done`, or `skipped` with code and reason."""

    application_id: UUID
    outcome: Literal["done", "skipped"]
    code: str | None = None
    detail: str | None = None


class VoteResults(Read):
    items: list[VoteResult]


class LineAgain(Write):
    line_id: UUID
    approved: Count = Field(ge=0, le=1_000_000)


class RoundOpen(Write):
    """Sends a case again that was sent back, with other quantities where `lines` says so."""

    note: OptionalParagraph = None
    no_conflict: bool = False
    lines: list[LineAgain] = Field(default_factory=list, max_length=100)


class CaseMove(Write):
    """A reason is needed except for submitting, resubmitting and discarding."""

    action: Literal[
        "submit",
        "resubmit",
        "discard",
        "withdraw",
        "recall",
        "cancel_approval",
        "close_ineligible",
        "visit_again",
        "close",
        "find_breach",
        "remedy",
        "recall_aid",
    ]
    reason: OptionalParagraph = None


class VoteRead(Read):
    name: str
    position: str
    decision: Decision
    note: str | None
    created_at: datetime


class StageRead(Read):
    """How many votes of officers over how wide an area; who voted."""

    number: int
    votes_needed: int
    level: str
    votes: list[VoteRead]


class RoundRead(Read):
    """`changes`: what differs from the round before. `outcome` is empty while it is open."""

    number: int
    stage: int
    outcome: Outcome | None
    created_at: datetime
    closed_at: datetime | None
    stages: list[StageRead]
    changes: list[Change]


class CaseRounds(Read):
    """`changed_since`: what differs now from the content that is voted on; anything here blocks every vote."""

    items: list[RoundRead]
    changed_since: list[Change]
