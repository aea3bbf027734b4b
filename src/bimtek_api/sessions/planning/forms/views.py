"""Answers in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from bimtek_api.core.i18n import N_, language, translate
from bimtek_api.core.shapes import Json
from bimtek_api.sessions.planning.forms.fields import UPLOADED, Kind, Question, asked
from bimtek_api.sessions.planning.forms.schemas import AnswerRead, AskedFile

YES, NO = N_("Ya"), N_("Tidak")


def text_of(question: Question, value: Any) -> str:
    """The answer as a person would say it."""
    labels = {option.code: option.label for option in question.options}
    if question.kind == Kind.CHOICES:
        return ", ".join(labels.get(each, each) for each in value)
    if question.kind == Kind.YES_NO:
        return translate(YES if value else NO)
    if question.kind == Kind.DATE:
        return format_date(date.fromisoformat(value), "d MMMM y", locale=language.get())
    return labels.get(str(value), str(value))


def columns(versions: Mapping[int, Sequence[Question]]) -> dict[str, str]:
    """The label of every question ever asked by its key: the newest wording, the newest order."""
    labels: dict[str, str] = {}
    for questions in versions.values():
        for each in questions:
            if each.kind not in UPLOADED:
                labels.setdefault(each.key, each.label)
    return labels


def answers(questions: Sequence[Question], given: Mapping[str, object]) -> list[AnswerRead]:
    """What was answered, in the order of the form."""
    return [
        AnswerRead(
            key=each.key, label=each.label, kind=each.kind, value=given[each.key], text=text_of(each, given[each.key])
        )
        for each in questions
        if each.kind not in UPLOADED and each.key in given
    ]


def files(questions: Sequence[Question], given: Json, uploads: Json | None) -> list[AskedFile]:
    """The files these answers call for, and when each came. `uploads`: instant by key."""
    return [
        AskedFile.from_row(each, uploaded_at=(uploads or {}).get(each.key))
        for each in questions
        if each.kind in UPLOADED and asked(each, given)
    ]
