"""What happens around every request: its id, its language, its log line."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bimtek_api.core.i18n import choose, language
from bimtek_api.core.logs import Polls
from bimtek_api.core.problems import http_refused
from bimtek_api.core.values.typed import is_exact, of_a_program

log = structlog.get_logger()
# Values of one JSON or form, and signs written as codes: each costs its reader more than its bytes tell.
MOST_MEMBERS, MARKS = 15_000, (b",", b"&", b"%")
SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestContext:
    """Gives the request its id and language and writes one log line with route, status and time."""

    def __init__(self, app: ASGIApp, most: int, most_upload: int) -> None:
        self.app, self.most, self.most_upload = app, most, most_upload
        self.polls = Polls()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if SAFE_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        language.set(choose(headers.get("accept-language")))
        of_a_program.set(is_exact(headers.get("content-type", "")))
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self.timed(scope, receive, send, request_id)

    async def limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A body that announces too much is refused unread; one that turns out too long, as it comes."""
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        in_parts = headers.get("content-type", "").startswith("multipart/")
        most = self.most_upload if in_parts else self.most
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > most:
            refusal = await http_refused(Request(scope), HTTPException(413))
            return await refusal(scope, receive, send)
        seen = members = 0

        async def counted() -> Message:
            nonlocal seen, members
            message = await receive()
            portion = message.get("body", b"")
            seen += len(portion)
            members += 0 if in_parts else sum(map(portion.count, MARKS))
            if seen > most or members > MOST_MEMBERS:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)

    async def timed(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        began, status = time.perf_counter(), 500

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                answer = MutableHeaders(scope=message)
                answer["X-Request-ID"] = request_id
                answer.setdefault("Cache-Control", "no-store")
                answer["X-Content-Type-Options"] = "nosniff"
            await send(message)

        try:
            await self.limited(scope, receive, marked)
        finally:
            # The route's pattern, never the path: a path may hold a receipt number.
            route = getattr(scope.get("route"), "path", None)
            took = round((time.perf_counter() - began) * 1000, 1)
            if self.polls.is_news(route, status):
                log.info("request", method=scope["method"], route=route, status=status, ms=took)
