"""Shapes of test scores and evaluations."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import OptionalParagraph, Read, Write
from bimtek_api.core.values.whole import Count

Score = Annotated[Count, Field(ge=0, le=100)]
Rating = Annotated[Count, Field(ge=1, le=5, description="1 bad, 5 very good")]


class ScoreWrite(Write):
    """One person's points; None leaves a test without points."""

    registration_id: UUID
    pre: Score | None = None
    post: Score | None = None


class ScoresWrite(Write):
    scores: list[ScoreWrite] = Field(min_length=1, max_length=1000)


class ScoreRow(Read):
    registration_id: UUID
    name: str
    nik_last4: str
    pre: int | None
    post: int | None


class Scores(Read):
    """Points of everyone on the attendance sheet, and the averages of those who have them."""

    version: int
    items: list[ScoreRow]
    average_pre: float | None
    average_post: float | None


class EvaluationWrite(Write):
    """What one attendee thinks."""

    content: Rating
    trainer: Rating
    venue: Rating
    organisation: Rating
    usefulness: Rating
    comment: OptionalParagraph = None


class EvaluationRead(Read):
    """What attendees thought: averages, and their words in no order of persons. Empty below three answers."""

    answers: int
    attended: int
    averages: dict[str, float]
    comments: list[str]
