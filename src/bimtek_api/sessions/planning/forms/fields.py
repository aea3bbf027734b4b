"""Questions a session may ask beyond the usual ones, and how an answer is judged. Pure: no table, no request."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import OptionalTitle, Write, clean, one_line, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count


class Kind(StrEnum):
    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PHOTO = "photo"
    FILE = "file"


PICKED = (Kind.CHOICE, Kind.CHOICES)
UPLOADED = (Kind.PHOTO, Kind.FILE)
LONGEST = {Kind.TEXT: 200, Kind.PARAGRAPH: 2000}
MOST_QUESTIONS = 20
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$", max_length=40)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
REQUIRED = N_("Jawab pertanyaan ini.")
NOT_ASKED = N_("Pertanyaan ini tidak ada di formulir sesi.")
PICK = N_("Pilih salah satu dari daftar.")
WHOLE = N_("Tulis dengan angka saja, misalnya 12.")
BETWEEN = N_("Isi dengan angka dari {minimum} sampai {maximum}.")
NO_DAY = N_("Tanggal itu tidak ada di kalender. Periksa hari, bulan, dan tahunnya.")
LONG = N_("Terlalu panjang. Paling banyak {max_length} huruf.")


class Option(Write):
    code: Key
    label: Label


class When(Write):
    """Asked only if the earlier question `key` was answered with `equals` (an option's code, `yes` or `no`)."""

    key: Key
    equals: Key


class Question(Write):
    """One question. `minimum` and `maximum` bound a number; `options` are for choices."""

    key: Key
    kind: Kind
    label: Label
    hint: OptionalTitle = None
    required: bool = False
    options: list[Option] = Field(default=[], max_length=30)
    when: When | None = None
    minimum: Count | None = Field(default=None, ge=-1_000_000_000, le=1_000_000_000)
    maximum: Count | None = Field(default=None, ge=-1_000_000_000, le=1_000_000_000)

    @model_validator(mode="after")
    def consistent(self) -> Self:
        codes = [option.code for option in self.options]
        if self.kind in PICKED and len(codes) < 2:
            raise wrong("options_missing", N_("Tulis paling sedikit dua pilihan."))
        if len(set(codes)) != len(codes):
            raise wrong("options_repeated", N_("Satu pilihan hanya boleh sekali."))
        if None not in (self.minimum, self.maximum) and (self.minimum or 0) > (self.maximum or 0):
            raise wrong("bounds", N_("Angka terkecil tidak boleh melebihi angka terbesar."))
        return self

    def values(self) -> set[str]:
        """What a condition may ask of this question."""
        return {"yes", "no"} if self.kind == Kind.YES_NO else {option.code for option in self.options}


def order_fault(questions: Sequence[Question]) -> PydanticCustomError | None:
    """Keys are unique, and a condition looks back at a question that can answer it."""
    seen: dict[str, Question] = {}
    for question in questions:
        if question.key in seen:
            return wrong("question_repeated", N_("Satu pertanyaan hanya boleh sekali."))
        if question.when and question.when.equals not in (
            seen[question.when.key].values() if question.when.key in seen else ()
        ):
            return wrong("condition_unknown", N_("Syarat harus menunjuk pilihan pada pertanyaan di atasnya."))
        seen[question.key] = question
    return None


Judged = tuple[object, Fault | None]  # the answer as it is kept, or what is wrong with it


def asked(question: Question, answers: Mapping[str, object]) -> bool:
    """Whether the question is put at all, given what was answered above it."""
    if question.when is None:
        return True
    given = answers.get(question.when.key)
    if isinstance(given, bool):
        given = "yes" if given else "no"
    return question.when.equals in given if isinstance(given, list) else given == question.when.equals


def judge(questions: Sequence[Question], given: Mapping[str, object]) -> tuple[dict[str, object], list[Fault]]:
    """The answers as they are kept, and a fault for each that cannot be. What is not asked is dropped."""
    answers: dict[str, object] = {}
    known = {question.key for question in questions if question.kind not in UPLOADED}
    faults = [Fault(f"/answers/{key}", "question_unknown", NOT_ASKED) for key in given if key not in known]
    for question in questions:
        if question.kind in UPLOADED or not asked(question, answers):
            continue
        value, fault = judged(question, given.get(question.key))
        if fault:
            faults.append(fault)
        elif value is not None:
            answers[question.key] = value
    return answers, faults


def files_due(questions: Sequence[Question], answers: Mapping[str, object]) -> list[str]:
    """The keys of the files these answers call for."""
    return [each.key for each in questions if each.kind in UPLOADED and each.required and asked(each, answers)]


def judged(question: Question, value: object) -> Judged:
    """One value as it is kept (None: left empty), or its fault."""
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return None, refused(question, "required", REQUIRED) if question.required else None
    return JUDGES[question.kind](question, value)


def refused(question: Question, code: str, text: str, **facts: object) -> Fault:
    return Fault(f"/answers/{question.key}", code, text, facts)


def words(question: Question, value: object) -> Judged:
    if not isinstance(value, str):
        return None, refused(question, "not_text", N_("Kirim sebagai teks."))
    try:
        text = clean(value)
    except PydanticCustomError as no:
        return None, refused(question, no.type, (no.context or {})["text"])
    most = LONGEST[question.kind]
    if len(text) > most:
        return None, refused(question, "too_long", LONG, max_length=most)
    return one_line(text) if question.kind == Kind.TEXT else text, None


def number(question: Question, value: Any) -> Judged:
    text = str(value).strip().removeprefix("-")
    if isinstance(value, bool | float) or not (text.isascii() and text.isdigit() and len(text) < 11):
        return None, refused(question, "not_a_number", WHOLE)
    found = int(value)
    low, high = question.minimum, question.maximum
    if (low is not None and found < low) or (high is not None and found > high):
        bounds = {"minimum": "…" if low is None else low, "maximum": "…" if high is None else high}
        return None, refused(question, "out_of_bounds", BETWEEN, **bounds)
    return found, None


def day(question: Question, value: object) -> Judged:
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "").isoformat(), None
    except ValueError:
        return None, refused(question, "not_a_date", NO_DAY)


def yes_no(question: Question, value: object) -> Judged:
    found = {True: True, False: False, "yes": True, "no": False}.get(value if isinstance(value, bool | str) else "")
    return (None, refused(question, "unknown_choice", PICK)) if found is None else (found, None)


def choice(question: Question, value: object) -> Judged:
    known = isinstance(value, str) and value in question.values()
    return (value, None) if known else (None, refused(question, "unknown_choice", PICK))


def choices(question: Question, value: object) -> Judged:
    picked = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) and each in question.values() for each in picked):
        return None, refused(question, "unknown_choice", PICK)
    return [option.code for option in question.options if option.code in picked], None


JUDGES: dict[Kind, Callable[[Question, object], Judged]] = {
    Kind.TEXT: words, Kind.PARAGRAPH: words, Kind.NUMBER: number, Kind.DATE: day, Kind.YES_NO: yes_no,
    Kind.CHOICE: choice, Kind.CHOICES: choices,
}  # fmt: skip
