"""What every address of ours does over HTTP, whichever application serves it: HEAD, 405 with Allow, 304."""

import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ASKED_AT = re.compile(rb'"as_of":"[^"]*"')  # when it was asked is no part of what is there
MOST = 2_000_000  # bytes that are looked at whole


class Heads:
    """An application asked with HEAD: it answers as it would a GET, headers and all, and nothing follows them.

    FastAPI gives its GET operations no HEAD of their own, and one each would stand twice in the contract.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)

        async def bare(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, bare)


class Allows:
    """A refused method is told which ones the address takes: routes know only their own."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app, self.routes = app, list(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 405:
                MutableHeaders(scope=message)["Allow"] = ", ".join(self.taken(scope))
            await send(message)

        await self.app(scope, receive, told)

    def taken(self, scope: Scope) -> list[str]:
        asked = {name: scope[name] for name in ("type", "path", "headers")} | {
            "root_path": scope.get("root_path", "")
        }
        served = [name for name in METHODS if self.serves(asked | {"method": name})]
        return (["HEAD"] if "GET" in served else []) + served

    def serves(self, asked: Scope) -> bool:
        return any(route.matches(asked)[0] is Match.FULL for route in self.routes)


class Unchanged:
    """What anybody may keep, asked for again: its mark, and 304 when the mark is the same.

    The mark is weak: one of the content, whatever packs it on the way. What `no-store` says is never looked at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        await self.app(scope, receive, Marking(Headers(scope=scope).get("if-none-match", ""), send).take)


class Marking:
    """One answer on its way: held until its end is known, or passed on as it comes."""

    def __init__(self, known: str, send: Send) -> None:
        self.known, self.send = known, send
        self.start: Message | None = None
        self.body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and is_kept(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            await self.hold(self.start, message)

    async def hold(self, start: Message, message: Message) -> None:
        self.body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self.body) <= MOST:
            return
        self.start = None
        headers = MutableHeaders(scope=start)
        if not more:
            headers["ETag"] = f'W/"{hashlib.sha256(ASKED_AT.sub(b"", self.body)).hexdigest()[:32]}"'
        if not more and is_same(self.known, headers["ETag"]):
            for name in ("content-length", "content-type", "content-encoding"):
                del headers[name]
            start, self.body = {**start, "status": 304, "headers": headers.raw}, bytearray()
        await self.send(start)
        await self.send({"type": "http.response.body", "body": bytes(self.body), "more_body": more})


def is_kept(start: Message) -> bool:
    """Whether browsers and proxies may keep it. Files of ours bring marks of their own."""
    headers = MutableHeaders(scope=start)
    rule = headers.get("cache-control", "no-store")
    return start["status"] == 200 and "no-store" not in rule and "immutable" not in rule


def is_same(known: str, mark: str) -> bool:
    return known.strip() == "*" or mark in [each.strip() for each in known.split(",")]
