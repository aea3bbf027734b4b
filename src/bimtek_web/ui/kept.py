"""What a page answers to a form that failed: the form again with everything in it, and what to do next."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Message, Scope

from bimtek_web.ui import drafts, refills
from bimtek_web.ui.rendering import ENV, render
from bimtek_web.ui.urls import local

STALE = 412
INNER = {b"content-length", b"content-type", b"accept-encoding", b"hx-request", b"if-none-match", b"origin"}
MOST_PAGE = 5_000_000  # bytes


@dataclass
class Refusal:
    """What is said above the form."""

    status: int
    title: str
    detail: str | None = None
    advice: str = ""
    login: bool = False
    faults: list[str] = field(default_factory=list)  # a sentence for each wrong field


async def offer(request: Request, refusal: Refusal, *, asks: bool = True) -> Response:
    """The page of the form as it is now, with what was typed; else a page that holds the form whole.

    `asks`: the page may be drawn anew, since the API answers.
    """
    form: FormData = getattr(request.state, "form", None) or FormData()
    typed = drafts.fields(form)
    found = await fresh(request, form, typed) if asks else None
    if found:
        return again(request, found, form, refusal)
    stale = refusal.status == STALE
    near = await fresh(request, form, typed, whole=False) if stale else None
    return render(
        request, "errors/kept.html", status=refusal.status, personal=True, refusal=refusal, stale=stale,
        fields=near.renewed(typed) if near else typed, differences=near.differences(typed) if near else [],
        once=None if stale else form.get("once"), files=drafts.files(form),
        said=drafts.said(typed), origin=origins(request, form)[0], again=address_of(request),
    )  # fmt: skip


def again(request: Request, found: refills.Found, form: FormData, refusal: Refusal) -> Response:
    typed = drafts.fields(form)
    stale = refusal.status == STALE
    above = ENV.get_template("errors/above.html").render(
        refusal=refusal, files=drafts.files(form), differences=found.differences(typed) if stale else [], stale=stale,
    )  # fmt: skip
    # What changed meanwhile makes it another sending; anything else is the same one, and has one effect.
    once = None if stale else str(form.get("once") or "")
    request.state.personal = True
    return HTMLResponse(found.refilled(typed, Markup(above), once=once), refusal.status)  # noqa: S704 - a template of ours


def address_of(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def origins(request: Request, form: FormData) -> list[str]:
    """Pages the form may have come from: the one it names, the one the browser names, its own address."""
    named = urlsplit(request.headers.get("referer", ""))
    held = [str(form.get(drafts.ORIGIN) or ""), named.path + (f"?{named.query}" if named.query else "")]
    pages = [local(each, "") for each in held] + [request.url.path]
    return [each for each in dict.fromkeys(pages) if each]


async def fresh(
    request: Request, form: FormData, typed: refills.Pairs, *, whole: bool = True
) -> refills.Found | None:  # fmt: skip
    for address in origins(request, form):
        page = await drawn(request, address)
        found = refills.found_in(page, address, request.url.path, typed, whole=whole) if page else None
        if found:
            return found
    return None


async def drawn(request: Request, address: str) -> str:
    """A page of ours as she would see it now; nothing when it is not there."""
    parts = urlsplit(address)
    headers = [pair for pair in request.scope["headers"] if pair[0] not in INNER and not pair[0].startswith(b"hx-")]
    state: dict[str, object] = {}
    scope: Scope = dict(request.scope)
    scope |= {
        "method": "GET", "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "headers": headers, "state": state, "path_params": {},
    }  # fmt: skip
    for name in ("endpoint", "route", "router", "app", "starlette.exception_handlers"):
        scope.pop(name, None)
    status, body = 0, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        body.extend(message.get("body", b""))

    await request.app(scope, receive, send)
    for allowed in ("camera", "place"):  # what the page asks of the device, it asks again
        setattr(request.state, allowed, bool(state.get(allowed)))
    return body.decode() if status == 200 and len(body) < MOST_PAGE and b"<form" in body else ""
