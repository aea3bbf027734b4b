"""A form as a page draws it: what was typed, and the sentence beside each wrong field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
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
    """ISO text from three boxes; None when all are empty, and something no calendar has when they are not numbers."""
    parts = [str(values.get(f"{name}_{part}", "")).strip() for part in ("year", "month", "day")]
    if not any(parts):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return "0000-00-00"
    year, month, day = parts
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def amount_of(text: str) -> str:
    """Rupiah as people type them, `Rp 250.000.000`, as the digits the API reads."""
    return text.strip().lower().removeprefix("rp").replace(".", "").replace(" ", "").strip()


def instant_of(values: Mapping[str, object], name: str, zone: str) -> str | None:
    """ISO text from three boxes of a day and one of the time, as clocks show it in the district."""
    day = date_of(values, name)
    try:
        typed_at = datetime.fromisoformat(f"{day}T{values[f'{name}_time']}")
    except ValueError:
        return None if day is None else ""
    return typed_at.replace(tzinfo=ZoneInfo(formats.ZONES[zone])).isoformat()


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


SHOWN = (401, 403, 404, 409, 412, 422)


def refused(problem: ApiProblem) -> tuple[dict[str, str], int]:
    """The errors and status of an act that may ask for a fresh code; raises what no form can mend."""
    if problem.status not in SHOWN or problem.code in ("login_expired", "login_ended"):
        raise problem
    asks_code = problem.code in ("login_failed", "step_up_required")
    return {"code": problem.detail} if asks_code else problem.errors, 422 if problem.status == 401 else problem.status


async def picked(data: FormData, name: str = "file") -> tuple[str, bytes]:
    """Name and bytes of a posted file."""
    return getattr(data.get(name), "filename", None) or "berkas", await upload_of(data, name)


async def upload_of(data: FormData, name: str = "file") -> bytes:
    """The bytes of a posted file; none when nothing was picked."""
    file = data.get(name)
    return await file.read() if isinstance(file, UploadFile) and file.filename else b""
