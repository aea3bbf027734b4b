"""HEAD answers as GET does, without a body: every GET of the API and of the pages, as our own server serves them."""

import re
from collections.abc import Iterator

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from bimtek_api.commands.manners import Heads
from bimtek_web.main import create_app as create_pages
from bimtek_web.settings import WebSettings
from tests.web.conftest import KEY, StandIn

UUID = "01a211c7-4060-72e6-91e6-99af481a3e9b"
OWN = {"x-request-id", "set-cookie", "content-length"}  # no two answers share them: each form has its own key


def readable(app: FastAPI) -> Iterator[str]:
    """The address of every GET, each of its parts filled in."""
    for path, methods in app.openapi()["paths"].items():
        if "get" in methods:
            yield re.sub(r"{([a-z_]+)}", UUID, path)


async def differing(app: FastAPI, paths: list[str], host: str) -> list[str]:
    """Addresses whose HEAD says otherwise than their GET, or says more than headers."""
    wrong = []
    transport = httpx.ASGITransport(Heads(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"https://{host}") as asking:
        for path in paths:
            asking.cookies.clear()
            whole = await asking.get(path)
            asking.cookies.clear()
            head = await asking.head(path)
            told = [
                {name: "" if name in OWN else text for name, text in each.headers.items()} for each in (whole, head)
            ]
            if (head.status_code, told[1], head.content) != (whole.status_code, told[0], b""):
                wrong.append(f"{path[:80]} {whole.status_code} {head.status_code}")
    return wrong


async def test_every_page_answers_head_as_it_answers_get() -> None:
    api = StandIn()
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    pages = create_pages(settings, httpx.AsyncClient(transport=httpx.MockTransport(api), base_url="http://api"))
    found = list(readable(pages))
    assert len(found) > 100
    assert await differing(pages, [*found, "/static/img/bimtek.svg", "/tidak-ada"], "bimtek.test") == []


async def test_every_operation_that_reads_answers_head_as_it_answers_get(app: FastAPI) -> None:
    found = [path for path in readable(app) if path != "/readyz"]  # asks the process, not the test's connection
    assert len(found) > 100
    assert await differing(app, found, "api.test") == []


async def test_a_head_of_what_there_is_finds_it(app: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Heads(app)), base_url="https://api.test") as asking:
        head = await asking.head("/v1/trades")
        assert (head.status_code, head.content, int(head.headers["content-length"]) > 0) == (200, b"", True)
        assert (await asking.head("/v1/enrolments/views")).status_code == 405, "what only writes has no HEAD either"
