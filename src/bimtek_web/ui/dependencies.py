"""What a page handler asks for: the API as the public, or as the officer who is logged in."""

import ipaddress
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import Caller
from bimtek_web.settings import decode_key
from bimtek_web.ui import i18n, security


class LoginNeeded(Exception):
    """The page is an officer's; `back` is where to return after logging in."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


def address_of(request: Request) -> str:
    """The browser's address; behind a proxy that the office trusts, the last one it named."""
    if request.app.state.settings.trust_forwarded:
        named = request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip()
        try:
            return str(ipaddress.ip_address(named))
        except ValueError:
            pass
    return request.client.host if request.client else "0.0.0.0"  # noqa: S104 - an address, not a binding


def client(request: Request, token: str | None = None) -> ApiClient:
    settings = request.app.state.settings
    key = decode_key(settings.client_address_key)
    caller = Caller(
        i18n.language.get(), address_of(request), key, token, request.state.form_key,
        draws=bool(request.state.redraw), hurried="hx-request" in request.headers,
    )  # fmt: skip
    return ApiClient(request.app.state.http, caller)


def public_api(request: Request) -> ApiClient:
    return client(request)


def back_to(request: Request) -> str:
    """The page to return to: only for pages that can be opened again by address."""
    if request.method != "GET":
        return "/petugas"
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(f"{request.url.path}{query}", safe="")


class CodeNeeded(Exception):
    """She has logged in with the office's account and still owes her one-time code."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


async def halfway_api(request: Request) -> ApiClient:
    """The API in the officer's name. An expired log-in answers 401 there and becomes a LoginNeeded here."""
    token = security.read_cookie(request, security.OFFICER)
    if not token:
        raise LoginNeeded(back_to(request))
    api = client(request, token)
    request.state.officer = await api.me()
    return api


async def officer_api(request: Request) -> ApiClient:
    """The same once nothing is due any more."""
    api = await halfway_api(request)
    if request.state.officer["second_factor_due"]:
        raise CodeNeeded(back_to(request))
    return api


def officer_of(request: Request) -> shapes.Me:
    """Who asks: known on every page of an officer, since `officer_api` has asked the API."""
    return request.state.officer


def only(right: str) -> Any:
    """For the address of a form: whoever may not send it is told so, instead of filling it in for nothing."""

    async def expect(request: Request, _api: Annotated[ApiClient, Depends(officer_api)]) -> None:
        if right not in officer_of(request)["permissions"]:
            raise ApiProblem(403, {"code": "forbidden"})

    return Depends(expect)


Api = Annotated[ApiClient, Depends(public_api)]
HalfwayApi = Annotated[ApiClient, Depends(halfway_api)]
OfficerApi = Annotated[ApiClient, Depends(officer_api)]
