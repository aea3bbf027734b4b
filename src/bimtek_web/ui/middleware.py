"""Around every page: language, visitor, headers, and one log line without personal data."""

import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bimtek_web.api.transport import REDRAWN, new_key
from bimtek_web.ui import bodies, i18n, logs, security

log = structlog.get_logger()
FOREVER = "public, max-age=31536000, immutable"


class Pages:
    """Pure ASGI, so that answers stream and nothing is buffered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.polls = app, logs.Polls()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope["headers"] = security.without_escapes(scope["headers"])
        request = Request(scope)
        request.state.new_visitor = security.new_visitor()
        request.state.form_key = new_key()
        request.state.has_form = False
        request.state.personal = False
        request.state.redraw = ""
        request.state.camera = request.state.place = False
        chosen = request.cookies.get(security.cookie_name(request, security.LANGUAGE), "id")
        i18n.language.set(chosen if chosen in i18n.LANGUAGES else "id")
        return await self.answer(request, receive, send)

    async def answer(self, request: Request, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), 500

        async def finished(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                if request.state.redraw and message["status"] == REDRAWN:
                    message["status"] = 200
                status = message["status"]
                dress(request, MutableHeaders(scope=message), status)
            await send(message)

        try:
            await self.app(request.scope, bodies.limited(request.scope, receive), finished)
        finally:
            # The route's pattern, never the path: a receipt's address is a secret.
            route = getattr(request.scope.get("route"), "path", None)
            took = round((time.perf_counter() - began) * 1000, 1)
            if self.polls.is_news(route, status):
                log.info("page", method=request.method, route=route, status=status, ms=took)


def dress(request: Request, headers: MutableHeaders, status: int) -> None:
    """The headers every answer wears, and the visitor's cookie where a form needs it."""
    if request.url.path.startswith("/static/"):
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cache-Control"] = FOREVER if status in (200, 304) else "no-store"
        return
    if request.state.has_form and security.visitor_of(request) == request.state.new_visitor:
        holder = Response()
        security.set_cookie(request, holder, security.VISITOR, request.state.new_visitor)
        headers.append("set-cookie", holder.headers["set-cookie"])
    if request.state.redraw:
        holder = Response()
        security.set_cookie(request, holder, security.LANGUAGE, request.state.redraw, security.YEAR)
        headers.append("set-cookie", holder.headers["set-cookie"])
    personal = request.state.personal or status >= 300  # where a redirect leads may be a secret
    state, tls = request.state, request.app.state.settings.cookie_secure
    security.harden(headers, personal=personal, camera=state.camera, place=state.place, tls=tls)
