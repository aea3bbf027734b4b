"""How the pages ask the API: who asks, and one request with its refusals."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from bimtek_web.api.errors import ApiProblem, ApiUnreachable

Json = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """For whom a page asks: the language, the signed address of the browser, an officer's token."""

    language: str
    address: str
    address_key: bytes
    token: str | None = None

    def headers(self) -> dict[str, str]:
        mark = hmac.new(self.address_key, self.address.encode(), hashlib.sha256).hexdigest()
        headers = {"Accept-Language": self.language, "Bimtek-Client": f"{self.address};{mark}"}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


class Door:
    """Raises ApiProblem for a refusal and ApiUnreachable when there is no answer."""

    def __init__(self, http: httpx.AsyncClient, caller: Caller) -> None:
        self.http, self.caller = http, caller

    async def call(self, method: str, path: str, *, version: int | None = None, **options: Any) -> Any:
        headers = self.caller.headers() | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        try:
            answer = await self.http.request(method, path, headers=headers, **options)
        except httpx.HTTPError as error:
            raise ApiUnreachable from error
        if answer.status_code == 204:
            return None
        is_json = "json" in answer.headers.get("content-type", "")
        if answer.is_error:
            raise ApiProblem(answer.status_code, answer.json() if is_json else {})
        return answer.json() if is_json else answer.content

    async def get(self, path: str, **asked: Any) -> Any:
        return await self.call("GET", path, params={name: value for name, value in asked.items() if value})

    async def download(self, path: str, **asked: Any) -> bytes:
        """A paper, a photo or a list, after the API has checked that this officer may read it."""
        return await self.get(path, **asked)


def new_key() -> str:
    """An Idempotency-Key for one form."""
    return str(uuid4())
