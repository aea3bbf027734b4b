"""Shapes of a session's own questions."""

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from bimtek_api.core.fields import Read, Write
from bimtek_api.sessions.planning.forms.fields import MOST_QUESTIONS, Kind, Question, order_fault


class FormWrite(Write):
    """All questions, in the order they are asked."""

    questions: list[Question] = Field(max_length=MOST_QUESTIONS)

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if fault := order_fault(self.questions):
            raise fault
        return self


class FormRead(Read):
    """The questions in force. `version` 0: this session asks nothing of its own."""

    version: int
    questions: list[Question]


class AnswerRead(Read):
    """One answer as people read it: `text` is in words, `value` as it is kept."""

    key: str
    label: str
    kind: Kind
    value: object
    text: str


class AskedFile(Read):
    """A file the form asks for. `uploaded_at` is empty while it is missing."""

    key: str
    label: str
    hint: str | None
    kind: Kind
    required: bool
    uploaded_at: datetime | None
