"""One sentence carried over a redirect, in a signed cookie that lives for a minute."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.ui.security import FLASH, drop_cookie, read_cookie, set_cookie, sign


def redirect(request: Request, address: str, message: str | None = None, tone: str = "ok") -> Response:
    """303 to `address`, with a message for the page there."""
    response = RedirectResponse(address, 303)
    if message:
        text = urlsafe_b64encode(f"{tone}\0{message}".encode()).decode()
        set_cookie(request, response, FLASH, f"{text}.{sign(request, 'flash', text)}", 60)
    return response


def take(request: Request) -> tuple[str, str] | None:
    """Tone and message that wait for this page, if the signature is ours."""
    text, _, mark = (read_cookie(request, FLASH) or "").partition(".")
    if not text or not hmac.compare_digest(mark.encode(), sign(request, "flash", text).encode()):
        return None
    tone, _, message = urlsafe_b64decode(text).decode().partition("\0")
    return tone, message


def shown(request: Request, response: Response) -> None:
    if read_cookie(request, FLASH):
        drop_cookie(request, response, FLASH)
