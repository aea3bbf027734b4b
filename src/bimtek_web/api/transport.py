"""How the pages ask the API: who asks, and one request with its refusals."""

import asyncio
import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import orjson

from bimtek_web.api.errors import ApiProblem, ApiUnreachable, Stale

Json = dict[str, Any]
# Sent again with other fields, these say what the form has made already.
TELLS = ("/v1/registrations", "/v1/delegations")
# What somebody typed goes as it was typed: the API has the one reader of each sort of value.
TYPED = "application/vnd.bimtek.typed+json"
LOOKS = ("/v1/enrolments/views",)  # asked with a secret, so not by an address
REDRAWN, STALE = 422, 412
SOON, READ, LONG = (httpx.Timeout(seconds, connect=2) for seconds in (4, 8, 60))


def new_key() -> str:
    """The key of one form, drawn with it."""
    return str(uuid4())


PATH = re.compile(r"(/(?!\.\.?(/|$))[A-Za-z0-9._~%:-]+)+")  # no part of it `.` or `..`
HEADER = re.compile(r"[ -~]*")


@dataclass(frozen=True)
class Caller:
    """For whom a page asks: the language, the signed address of the browser, an officer's token, the form's key.

    `draws`: the form is only drawn again, so nothing that changes anything is sent. `hurried`: for a part of a page,
    which is not worth a long wait.
    """

    language: str
    address: str
    address_key: bytes
    token: str | None = None
    form_key: str = field(default_factory=new_key)
    draws: bool = False
    hurried: bool = False

    def headers(self) -> dict[str, str]:
        mark = hmac.new(self.address_key, self.address.encode(), hashlib.sha256).hexdigest()
        headers = {"Accept-Language": self.language, "Bimtek-Client": f"{self.address};{mark}"}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


class Part(str):
    """A text that becomes one part of an address wherever it is written into one, and stays itself elsewhere."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        return quote(str(self), safe="")


def in_parts(call: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
    """Every text given to the call is a `Part`: no `?` or `/` and no letter leaves its place in an address."""

    @wraps(call)
    async def asked(*given: object, **named: object) -> object:
        return await call(*map(part, given), **{name: part(value) for name, value in named.items()})

    return asked


def part(value: object) -> object:
    return Part(value) if type(value) is str else value


class BaseClient:
    """Raises ApiProblem for a refusal and ApiUnreachable when there is no answer."""

    def __init_subclass__(cls) -> None:
        """What the pages ask is written as addresses with parts in them; each part is quoted, by one rule."""
        for name, made in list(vars(cls).items()):
            if iscoroutinefunction(made):
                setattr(cls, name, in_parts(made))

    def __init__(self, http: httpx.AsyncClient, caller: Caller) -> None:
        self.http, self.caller = http, caller

    async def call(self, method: str, path: str, *, version: int | None = None, **options: Any) -> Any:
        headers = self.caller.headers() | options.pop("headers", {})
        if not (PATH.fullmatch(path) and all(map(HEADER.fullmatch, headers.values()))):
            raise ApiProblem(404, {"code": "not_found"})  # no address, secret or key of ours looks like this
        if self.caller.draws and method != "GET" and path not in LOOKS:
            raise ApiProblem(REDRAWN, {"code": "redrawn"})  # every form keeps what was typed when it is refused
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if "json" in options:
            headers["Content-Type"] = TYPED
        if method == "POST":
            drawn = headers.get("Idempotency-Key", self.caller.form_key)
            plain = path in TELLS and "Idempotency-Key" in headers
            headers["Idempotency-Key"] = drawn if plain else await asyncio.to_thread(key_of, drawn, path, options)
        try:
            if self.caller.hurried or (method == "GET" and "timeout" not in options):
                options["timeout"] = SOON if self.caller.hurried else READ
            answer = await self.http.request(method, path, headers=headers, **options)
        except httpx.HTTPError as error:
            raise ApiUnreachable from error
        if answer.status_code == 204:
            return None
        is_json = "json" in answer.headers.get("content-type", "")
        if answer.is_error:
            problem = ApiProblem(answer.status_code, answer.json() if is_json else {})
            raise Stale(problem) if answer.status_code == STALE else problem
        return answer.json() if is_json else answer.content

    async def get(self, path: str, **asked: Any) -> Any:
        return await self.call("GET", path, params={name: value for name, value in asked.items() if value})

    async def download(self, path: str, **asked: Any) -> bytes:
        """A paper, a photo or a list, after the API has checked that this officer may read it."""
        params = {name: value for name, value in asked.items() if value}
        return await self.call("GET", path, params=params, timeout=LONG)


def key_of(drawn: str, path: str, options: Json) -> str:
    """The Idempotency-Key of one request of a form. One form may make several; sent twice, each is the same one.

    What was typed counts: whoever goes back, changes a field and sends again means another thing.
    """
    said = [drawn, path, options.get("json"), options.get("data"), sorted((options.get("files") or {}).items())]
    return hashlib.sha256(orjson.dumps(said, default=digest)).hexdigest()


def digest(content: bytes) -> str:
    """A file's bytes, which JSON does not carry."""
    return hashlib.sha256(content).hexdigest()
