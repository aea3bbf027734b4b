"""What was typed, kept through a refusal, an expired form, an ended log-in or a lost connection."""

import re

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from bimtek_web.ui.security import is_own

ORIGIN = "from_page"  # the page a kept form came from
OURS = ("token", "once", ORIGIN)
MOST_FIELDS, MOST_TEXT = 3000, 4000
SILENT = re.compile(r"nik|key|.*(code|password|secret|_id|version).*")  # not said aloud on a page
WORDS = re.compile(r".*(\s|[^\W\d_]{3}).*", re.DOTALL)


def is_ours(request: Request) -> bool:
    """Whether the browser says that a page of ours sent this form: only such a form is ever offered again.

    Without that word another site could lay its own form before somebody and let her press our button.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if "hx-request" in request.headers:
        return False
    if site is not None:
        return site == "same-origin"
    return origin is not None and is_own(request, origin)


def holds_form(request: Request) -> bool:
    return request.method == "POST" and is_ours(request)


def fields(form: FormData) -> list[tuple[str, str]]:
    """Every typed field but what the page itself puts there again. Files cannot be kept in a page."""
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in OURS]
    return [(name, value[:MOST_TEXT].replace("\0", "")) for name, value in texts[:MOST_FIELDS]]


def files(form: FormData) -> dict[str, str]:
    """The names of files that were chosen, by field: they have to be chosen again."""
    sent = [(name, file) for name, file in form.multi_items() if isinstance(file, UploadFile) and file.filename]
    return {name: (file.filename or "")[:120] for name, file in sent}


def said(typed: list[tuple[str, str]]) -> list[str]:
    """The words among what was typed, to be read and copied; secrets and identity numbers are not repeated."""
    told = [value for name, value in typed if not SILENT.fullmatch(name) and WORDS.fullmatch(value)]
    return [each for each in told if any(sign.isupper() or sign.isspace() for sign in each)]
