"""Cookies, form tokens and headers. No page needs inline script or style, so the policy allows none."""

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from bimtek_web.ui import bodies, i18n

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
YEAR = 31_536_000  # seconds
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OFFICER, VISITOR, FLASH, LANGUAGE, ATTEMPT, DEVICE = "bimtek", "visitor", "flash", "lang", "attempt", "device"


class Oversized(Exception):
    """Files in a form that are larger than may be."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(len(names))
        self.names = names


class Forged(Exception):
    """A form that did not come from our own page. `reason` is for the log: site, origin or token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def cookie_name(request: Request, name: str) -> str:
    """With TLS (or on localhost) the browser pins the cookie to this host."""
    return f"__Host-{name}" if request.app.state.settings.cookie_secure else name


def without_escapes(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a request without cookies that hold a backslash: none of ours does.

    Python before 3.11.10 takes escapes apart in a time that grows with the square of their number (CVE-2024-7592):
    one request of 30 KB kept every page for seconds.
    """
    if not any(name == b"cookie" and b"\\" in value for name, value in headers):
        return headers
    return [(name, plain_pairs(value) if name == b"cookie" else value) for name, value in headers]


def plain_pairs(cookies: bytes) -> bytes:
    return b";".join(pair for pair in cookies.split(b";") if b"\\" not in pair)


def read_cookie(request: Request, name: str) -> str | None:
    return request.cookies.get(cookie_name(request, name))


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    secure = request.app.state.settings.cookie_secure
    response.set_cookie(
        cookie_name(request, name),
        value,
        max_age=seconds,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response, name: str) -> None:
    secure = request.app.state.settings.cookie_secure
    response.delete_cookie(cookie_name(request, name), path="/", secure=secure, httponly=True, samesite="lax")


def sign(request: Request, purpose: str, text: str) -> str:
    key = request.app.state.settings.web_key.get_secret_value().encode()
    return hmac.new(key, f"{purpose}\0{text}".encode(), "sha256").hexdigest()


def visitor_of(request: Request) -> str:
    """Whom a form token is bound to: the officer's log-in, or a random cookie."""
    return read_cookie(request, OFFICER) or read_cookie(request, VISITOR) or request.state.new_visitor


def form_token(request: Request) -> str:
    request.state.has_form = True
    return sign(request, "form", visitor_of(request))


async def guard(request: Request) -> None:
    """Refuses a changing request that does not come from a form of ours.

    With `redraw` it comes only to be drawn again in another language, with what was typed.
    """
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin", "none"):
        raise Forged("site")
    if site is None and origin not in (None, "null") and not is_own(request, origin):
        raise Forged("origin")
    form = await request.form(max_fields=6000)
    request.state.form = form  # whoever answers a fault has no other way to it
    if names := bodies.too_large(form):
        raise Oversized(names)
    request.state.form_key = str(form.get("once") or request.state.form_key)[:100]
    given = str(form.get("token", ""))
    if not hmac.compare_digest(given.encode(), form_token(request).encode()):
        raise Forged("token")
    if (wanted := str(form.get("redraw", ""))) in i18n.LANGUAGES:
        request.state.redraw = wanted
        i18n.language.set(wanted)


def is_own(request: Request, origin: str) -> bool:
    """Whether an origin is ours: the host that was asked, or the office's address where a proxy hides the host."""
    return origin.partition("://")[2] in (
        request.headers.get("host"), urlsplit(request.app.state.settings.web_url).netloc,
    )  # fmt: skip


def new_visitor() -> str:
    return secrets.token_urlsafe(18)


def harden(headers: MutableHeaders, *, personal: bool, camera: bool, place: bool, tls: bool) -> None:
    """Headers of every page; personal pages are kept by nobody. Camera and place are for the pages that need them."""
    headers["Content-Security-Policy"] = POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    allowed = {"geolocation": "self" if place else "", "microphone": "", "camera": "self" if camera else ""}
    headers["Permissions-Policy"] = ", ".join(f"{name}=({who})" for name, who in allowed.items())
    headers.setdefault("Referrer-Policy", "same-origin")
    if tls:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if personal:
        headers["Cache-Control"] = "no-store"
    else:
        headers.setdefault("Cache-Control", "no-cache")
