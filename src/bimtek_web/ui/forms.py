"""A form as a page draws it: what was typed, and the sentence beside each wrong field."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.i18n import ngettext


@dataclass
class Form:
    """`values` are texts as typed (lists where a field repeats); `errors` are by field name, in page order."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        value = self.values.get(name, [])
        return value if isinstance(value, list) else [value]

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.problem)


def typed(data: FormData, names: tuple[str, ...], lists: tuple[str, ...] = ()) -> dict[str, Any]:
    """The named fields of a posted form; files and unknown fields are left out. NUL cannot travel in a page."""
    values: dict[str, Any] = {name: str(data.get(name) or "")[:4000].replace("\0", "") for name in names}
    return values | {name: [str(item)[:100] for item in data.getlist(name)] for name in lists}


def date_of(values: dict[str, Any], name: str) -> str | None:
    """ISO text from three boxes; None when all are empty, and something no calendar has when they are not numbers."""
    parts = [str(values.get(f"{name}_{part}", "")).strip() for part in ("year", "month", "day")]
    if not any(parts):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return "0000-00-00"
    year, month, day = parts
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def amount_of(values: dict[str, Any], name: str) -> dict[str, str]:
    """Rupiah as people type them, `Rp 250.000.000`, as the digits the API reads; nothing when nothing was typed."""
    text = values[name].strip().lower().removeprefix("rp").replace(".", "").replace(" ", "").strip()
    return {name: text} if text else {}


def instant_of(values: dict[str, Any], name: str, zone: str) -> str | None:
    """ISO text from three boxes of a day and one of the time, as clocks show it in the district."""
    day = date_of(values, name)
    try:
        typed_at = datetime.fromisoformat(f"{day}T{values[f'{name}_time']}")
    except ValueError:
        return None if day is None else ""
    return typed_at.replace(tzinfo=ZoneInfo(formats.ZONES[zone])).isoformat()


def seen_version(values: dict[str, Any]) -> int:
    """The version a form was drawn from; 0, which nothing has, when somebody changed it."""
    return number_of(values["version"])


def number_of(text: str) -> int:
    """A number of ours that came back in a form; 0 when it is none. Superscripts are digits to Python, not to us."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def results_told(results: list[dict[str, Any]]) -> tuple[str, str]:
    """What a bulk act did, in words, and its tone: how many were done, and why the others were not."""
    skipped = [each["detail"] for each in results if each["outcome"] == "skipped"]
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
