"""Shapes of attendance corrections."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.batches import MOST, each_once
from bimtek_api.core.fields import OptionalParagraph, OptionalTitle, Paragraph, Read, Write
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.attendance.corrections.models import CorrectionStatus
from bimtek_api.sessions.enrolment.decisions.schemas import BulkItem


class CorrectionCreate(Write):
    """What the sheet should say, and why. `reason` is the excuse when the mark is `excused`."""

    registration_id: UUID
    day_id: UUID
    mark: Mark
    reason: OptionalTitle = None
    note: Annotated[Paragraph, StringConstraints(min_length=1)]


class CorrectionDecision(Write):
    action: Literal["approve", "refuse"]
    note: OptionalParagraph = None


class BulkDecision(CorrectionDecision):
    """One decision on many corrections; each is judged alone."""

    items: Annotated[list[BulkItem], each_once("id")] = Field(min_length=1, max_length=MOST)


class CorrectionRead(Read):
    """One correction, with what the caller may do about it, and why not the rest."""

    id: UUID
    registration_id: UUID
    name: str
    day: date
    before: Mark | None
    after: Mark
    reason: str | None
    note: str
    status: CorrectionStatus
    created_at: datetime
    proposed_by: str
    decided_by: str | None
    decided_at: datetime | None
    decision_note: str | None
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Corrections(Read):
    items: list[CorrectionRead]
