"""A form as a page draws it: what was typed, and the sentence beside each wrong field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.i18n import ngettext

Body = TypeVar("Body")
Outcome = shapes.VisitResult | shapes.VoteResult


@dataclass
class Form:
    """`values` are texts as typed (lists where a field repeats); `errors` are by field name, in page order."""

    values: Mapping[str, object] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        value = self.values.get(name, [])
        return [str(each) for each in value] if isinstance(value, list) else [str(value)]

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.problem)


def typed(data: FormData, names: Sequence[str]) -> dict[str, str]:
    """The named fields of a posted form; files and unknown fields are left out. NUL cannot travel in a page."""
    return {name: str(data.get(name) or "")[:4000].replace("\0", "") for name in names}


def chosen(data: FormData, name: str) -> list[str]:
    """What was ticked or chosen under one name, which a form may repeat."""
    return [str(item)[:100] for item in data.getlist(name)]


def given(body: Body) -> Body:
    """A request without the texts that were left empty."""
    return cast("Body", {name: value for name, value in cast("dict[str, object]", body).items() if value != ""})


def date_of(values: Mapping[str, object], name: str) -> str | None:
    """The text of three boxes, day first; None when all are empty. The API reads it or says what is wrong."""
    day, month, year = (str(values.get(f"{name}_{part}", "")).strip() for part in ("day", "month", "year"))
    if not (day or month or year):
        return None
    if not (day and month and year and f"{day}{year}".isascii()):
        return "0000-00-00"
    is_plain = len(year) == 4 and all(part.isascii() and part.isdigit() for part in (day, month, year))
    return f"{year}-{month:0>2}-{day:0>2}" if is_plain else f"{day} {month} {year}"


def moment_of(day: str | None, clock: str, zone: str) -> str:
    """A day and a time as they were typed, with the zone of the district: `17/8/2026 08.00 WIB`."""
    typed_day, typed_clock = (day or "").strip(), clock.strip()
    return f"{typed_day} {typed_clock} {zone}" if typed_day or typed_clock else ""


def instant_of(values: Mapping[str, object], name: str, zone: str) -> str | None:
    """Three boxes of a day and one of the time, as clocks show it in the district; None when no day was typed."""
    day = date_of(values, name)
    return None if day is None else moment_of(day, str(values.get(f"{name}_time", "")), zone)


def seen_version(values: Mapping[str, str]) -> int:
    """The version a form was drawn from; 0, which nothing has, when somebody changed it."""
    return number_of(values["version"])


def number_of(text: str) -> int:
    """A number of ours that came back in a form; 0 when it is none. Superscripts are digits to Python, not to us."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def results_told(results: Sequence[Outcome]) -> tuple[str, str]:
    """What a bulk act did, in words, and its tone: how many were done, and why the others were not."""
    skipped = [each.get("detail") or "" for each in results if each["outcome"] == "skipped"]
    done = len(results) - len(skipped)
    said = ngettext("%(num)s berhasil.", "%(num)s berhasil.", done) % {"num": done}
    if skipped:
        why = " ".join(dict.fromkeys(skipped))
        missed = ngettext("%(num)s dilewati: %(why)s", "%(num)s dilewati: %(why)s", len(skipped))
        said += " " + missed % {"num": len(skipped), "why": why}
    return said, "wait" if skipped else "ok"


# Refusals that are about the file, which stand beside its field.
OF_FILE = ("not_a_document", "document_locked", "picture_heic", "picture_too_large", "blank_signature")
SHOWN = (401, 403, 404, 409, 412, 422)


def refused(problem: ApiProblem) -> tuple[dict[str, str], int]:
    """The errors and status of an act that may ask for a fresh code; raises what no form can mend."""
    if problem.status not in SHOWN or problem.code in ("login_expired", "login_ended"):
        raise problem
    asks_code = problem.code in ("login_failed", "step_up_required")
    errors = problem.errors or ({"file": problem.detail} if problem.code in OF_FILE else {})
    return {"code": problem.detail} if asks_code else errors, 422 if problem.status == 401 else problem.status


async def picked(data: FormData, name: str = "file") -> tuple[str, bytes]:
    """Name and bytes of a posted file."""
    return getattr(data.get(name), "filename", None) or "berkas", await upload_of(data, name)


async def upload_of(data: FormData, name: str = "file") -> bytes:
    """The bytes of a posted file; none when nothing was picked."""
    file = data.get(name)
    return await file.read() if isinstance(file, UploadFile) and file.filename else b""
