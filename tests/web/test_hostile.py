"""gaps.md 8: no part of an address breaks a page: every route of the pages, with what nobody should send."""

import hmac
import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bimtek_web.api.client import ApiClient
from bimtek_web.api.transport import BaseClient, Caller
from bimtek_web.main import create_app
from bimtek_web.settings import WebSettings
from tests.web.conftest import KEY, StandIn

PARTS = ("\0", "\x01", "\n", "\x7f", "€", "😀", "..", "a?b#c", "a/b", "%2e%2e", "²", "x" * 300)
NAME = r"{([a-z_]+)}"
UUID = "01a211c7-4060-72e6-91e6-99af481a3e9b"
ME = {
    "id": UUID, "name": "Ratna", "email": "ratna@uji.id", "position": "Penguji", "roles": [], "permissions": [],
    "assignments": [], "districts": [], "last_login_at": None, "stepped_up_until": None, "deputations": [],
    "second_factor_due": False, "reading_only": False, "notices": 0, "training_mode": False, "demo": False,
}  # fmt: skip


def addresses(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and address of every page, each of its parts hostile in turn."""
    for path, methods in app.openapi()["paths"].items():
        names = re.findall(NAME, path)
        for method, name, part in product(methods, names, PARTS):
            given = dict.fromkeys(names, UUID) | {name: quote(part, safe="")}
            yield method.upper(), re.sub(NAME, lambda found, to=given: to[found[1]], path)


@pytest.fixture
def app(api: StandIn) -> FastAPI:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    api.answers["GET /v1/me"] = ME
    return create_app(settings, httpx.AsyncClient(transport=httpx.MockTransport(api), base_url="http://api"))


async def test_no_part_of_an_address_breaks_a_page(app: FastAPI) -> None:
    asked = list(addresses(app))
    assert len(asked) > 2_000
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    cookies = {"__Host-bimtek": "bo_any"}
    broken = []
    async with httpx.AsyncClient(transport=transport, base_url="https://bimtek.test", cookies=cookies) as pages:
        for method, path in asked:
            answer = await pages.request(method, path, data={"token": token} if method == "POST" else None)
            if answer.status_code >= 500:
                broken.append(f"{answer.status_code} {method} {path[:90]}")
    assert broken == []


async def test_each_text_stays_one_part_of_the_address_it_is_written_into(api: StandIn) -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(api), base_url="http://api")
    client = ApiClient(http, Caller("id", "203.0.113.7", b"k" * 32))
    for part in ("a/b", "a?b=c", "a#b", "...", "€", "\0"):
        with pytest.raises(Exception, match="404"):
            await client.receipt(part, "secret")
        assert api.asked[-1].url.raw_path == f"/v1/receipts/{quote(part, safe='')}".encode()
    asked = len(api.asked)
    for number, secret in (("BT-1", "€"), ("BT-1", "a\nb"), ("BT-1", "\0"), ("..", "secret"), (".", "secret")):
        with pytest.raises(Exception, match="404"):
            await client.receipt(number, secret)
    assert len(api.asked) == asked, "nothing of ours looks like this: nothing is asked"


def test_every_call_of_the_client_is_held_to_it() -> None:
    calls = [made for kind in ApiClient.__mro__ if issubclass(kind, BaseClient) and kind is not BaseClient
             for made in vars(kind).values() if callable(made)]  # fmt: skip
    assert len(calls) > 150
    assert all(hasattr(made, "__wrapped__") for made in calls)
