"""A session's own questions on a page: their fields are named `q_<key>`."""

from collections.abc import Mapping, Sequence

from starlette.datastructures import FormData

from bimtek_web.api import shapes
from bimtek_web.ui.forms import date_of
from bimtek_web.ui.i18n import gettext as _

Answers = dict[str, str | list[str]]
MARK, MOST = "q_", 200
UPLOADED = ("photo", "file")


def given(data: FormData) -> Answers:
    """Every answer of a posted form as it was typed; several values of one field are a list."""
    values: Answers = {}
    for name in list(dict.fromkeys(name for name, _value in data.multi_items() if name.startswith(MARK)))[:MOST]:
        texts = [str(value)[:4000].replace("\0", "") for value in data.getlist(name)]
        values[name] = texts if len(texts) > 1 else texts[0]
    return values


def carried(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Answers as hidden fields of another step."""
    pairs = []
    for name, value in values.items():
        if name.startswith(MARK):
            pairs += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
    return pairs


def answers_of(questions: Sequence[shapes.Question], values: Mapping[str, object]) -> Answers:
    """What the API wants: an answer to each question that was answered."""
    answers: Answers = {}
    for question in questions:
        name = MARK + question["key"]
        value = date_of(values, name) if question["kind"] == "date" else values.get(name)
        if value and question["kind"] not in UPLOADED:
            answers[question["key"]] = [str(each) for each in value] if isinstance(value, list) else str(value)
    return answers


def shown(questions: Sequence[shapes.Question], values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Label and answer in words, for a look before sending."""
    pairs = []
    for question in questions:
        value = answers_of([question], values).get(question["key"])
        if value:
            names = {"yes": _("Ya"), "no": _("Tidak")} | {
                each["code"]: each["label"] for each in question.get("options", [])
            }
            texts = [names.get(each, each) for each in (value if isinstance(value, list) else [value])]
            pairs.append((question["label"], ", ".join(texts)))
    return pairs


def filled(answers: Mapping[str, object]) -> Answers:
    """Kept answers as a form holds them."""
    values: Answers = {}
    for key, value in answers.items():
        plain = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        values[MARK + key] = [str(each) for each in plain] if isinstance(plain, list) else str(plain)
        if isinstance(plain, str) and len(parts := plain.split("-")) == 3:
            values.update(zip((f"{MARK}{key}_{part}" for part in ("year", "month", "day")), parts, strict=True))
    return values
