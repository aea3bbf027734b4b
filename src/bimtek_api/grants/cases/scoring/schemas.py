"""Shapes of scores."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bimtek_api.core.fields import OptionalParagraph, Read, Write
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.catalogue.rubrics.schemas import RubricRead

Points = Annotated[Count, Field(ge=1, le=5)]


class ScoreCreate(Write):
    """One number from 1 to 5 for every criterion, in the rubric's order. It can never be changed."""

    points: list[Points] = Field(min_length=1, max_length=12)
    note: OptionalParagraph = None
    no_conflict: bool = False


class ScoreRead(Read):
    """Without points and total for somebody who has still to score: nobody copies."""

    scorer: str
    points: list[int]
    total: float | None
    note: str | None
    created_at: datetime


class CaseScores(Read):
    """`score` is the mean; `flagged`: the scorers were so far apart that one more was asked."""

    rubric: RubricRead | None
    scores: list[ScoreRead]
    score: float | None
    spread: float | None
    flagged: bool
    scored_by_you: bool
