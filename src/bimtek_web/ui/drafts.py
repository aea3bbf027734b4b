"""What was typed, kept through an expired form, an ended log-in or a lost connection."""

from starlette.datastructures import FormData
from starlette.requests import Request

from bimtek_web.ui.security import is_own

OURS = ("token", "once")
MOST_FIELDS, MOST_TEXT = 3000, 4000


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


def fields(form: FormData) -> list[tuple[str, str]]:
    """Every typed field but what the page itself puts there again. Files cannot be kept in a page."""
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in OURS]
    return [(name, value[:MOST_TEXT].replace("\0", "")) for name, value in texts[:MOST_FIELDS]]


def has_files(form: FormData) -> bool:
    return any(not isinstance(value, str) and value.filename for _name, value in form.multi_items())
