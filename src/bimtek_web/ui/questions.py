"""A session's own questions on a page: their fields are named `q_<key>`."""

from typing import Any

from starlette.datastructures import FormData

from bimtek_web.ui.forms import date_of
from bimtek_web.ui.i18n import gettext as _

MARK, MOST = "q_", 200
UPLOADED = ("photo", "file")


def given(data: FormData) -> dict[str, Any]:
    """Every answer of a posted form as it was typed; several values of one field are a list."""
    values: dict[str, Any] = {}
    for name in list(dict.fromkeys(name for name, _value in data.multi_items() if name.startswith(MARK)))[:MOST]:
        texts = [str(value)[:4000].replace("\0", "") for value in data.getlist(name)]
        values[name] = texts if len(texts) > 1 else texts[0]
    return values


def carried(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Answers as hidden fields of another step."""
    pairs = []
    for name, value in values.items():
        if name.startswith(MARK):
            pairs += [(name, each) for each in (value if isinstance(value, list) else [value])]
    return pairs


def answers_of(questions: list[dict[str, Any]], values: dict[str, Any]) -> dict[str, Any]:
    """What the API wants: an answer to each question that was answered."""
    answers = {}
    for question in questions:
        name = MARK + question["key"]
        value = date_of(values, name) if question["kind"] == "date" else values.get(name)
        if value and question["kind"] not in UPLOADED:
            answers[question["key"]] = value
    return answers


def shown(questions: list[dict[str, Any]], values: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and answer in words, for a look before sending."""
    pairs = []
    for question in questions:
        value = answers_of([question], values).get(question["key"])
        if value:
            names = {"yes": _("Ya"), "no": _("Tidak")} | {each["code"]: each["label"] for each in question["options"]}
            texts = [names.get(each, each) for each in (value if isinstance(value, list) else [value])]
            pairs.append((question["label"], ", ".join(texts)))
    return pairs


def filled(answers: dict[str, Any]) -> dict[str, Any]:
    """Kept answers as a form holds them."""
    values: dict[str, Any] = {}
    for key, value in answers.items():
        plain = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        values[MARK + key] = plain if isinstance(plain, list) else str(plain)
        if isinstance(plain, str) and len(parts := plain.split("-")) == 3:
            values |= dict(zip((f"{MARK}{key}_{part}" for part in ("year", "month", "day")), parts, strict=True))
    return values
