"""Shapes of appeals."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import Paragraph, Read, Write
from bimtek_api.grants.cases.appeals.models import AppealOutcome


class AppealCreate(Write):
    text: Annotated[Paragraph, StringConstraints(min_length=1)]


class AppealDecision(Write):
    """`upheld` opens the case again at the desk; the note is read by the group."""

    outcome: AppealOutcome
    note: Annotated[Paragraph, StringConstraints(min_length=1)]
    no_conflict: bool = False


class AppealRead(Read):
    id: UUID
    text: str
    created_at: datetime
    outcome: AppealOutcome | None
    note: str | None
    decider: str | None
    version: int


class Appeals(Read):
    items: list[AppealRead]
