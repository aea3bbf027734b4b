"""inputs.md 7, cases.md 59: a wrong method is told the right ones, what has not changed is not sent again."""

import re

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.applications import Starlette

from bimtek_api.commands.serving import mannered
from bimtek_web.main import create_app as create_pages
from bimtek_web.settings import WebSettings
from tests.platform.test_heads import UUID
from tests.web.conftest import KEY, StandIn

READ_BY_ALL = {
    "/v1/provinces", "/v1/districts", "/v1/districts/{code}", "/v1/districts/{code}/subdistricts",
    "/v1/subdistricts/{code}/villages", "/v1/trades", "/v1/equipment", "/v1/notices/current", "/v1/notices/{version}",
    "/v1/sessions", "/v1/sessions/{session_id}", "/v1/sessions/{session_id}/form",
}  # fmt: skip


def pages_app() -> FastAPI:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    http = httpx.AsyncClient(transport=httpx.MockTransport(StandIn()), base_url="http://api")
    return create_pages(settings, http)


def asking(app: Starlette) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(mannered(app), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://bimtek.test")


async def untold(app: FastAPI) -> list[str]:
    """Addresses that take a method they do not serve, or do not say which they do."""
    wrong = []
    paths = {path: {name.upper() for name in methods} for path, methods in app.openapi()["paths"].items()}
    async with asking(app) as client:
        for path, served in paths.items():
            address = re.sub(r"{([a-z_]+)}", UUID, path)
            answer = await client.request("LINK", address)
            told = set(answer.headers.get("allow", "").split(", "))
            if answer.status_code != 405 or not told >= served | ({"HEAD"} if "GET" in served else set()):
                wrong.append(f"{path} {answer.status_code} {told}")
    return wrong


async def test_every_page_says_which_methods_it_takes() -> None:
    """With a hostile method no token of a form is asked for first."""
    assert await untold(pages_app()) == []


async def test_every_operation_says_which_methods_it_takes(app: FastAPI) -> None:
    assert await untold(app) == []


def marks(answer: httpx.Response) -> tuple[int, str, bytes]:
    return answer.status_code, answer.headers.get("etag", ""), answer.content


@pytest.mark.parametrize("path", ["/v1/trades", "/v1/provinces", "/v1/sessions", "/v1/notices/current"])
async def test_what_everybody_reads_is_not_sent_twice(app: FastAPI, path: str) -> None:
    async with asking(app) as client:
        first = await client.get(path)
        mark = first.headers["etag"]
        assert (first.status_code, mark[:3], first.headers["cache-control"]) == (200, 'W/"', "public, no-cache")
        for known in (mark, f'"other", {mark}', "*"):
            again = await client.get(path, headers={"If-None-Match": known})
            assert marks(again) == (304, mark, b""), known
            assert again.headers["cache-control"] == "public, no-cache"
        assert (await client.head(path, headers={"If-None-Match": mark})).status_code == 304
        assert (await client.get(path, headers={"If-None-Match": 'W/"other"'})).status_code == 200


async def test_only_what_everybody_reads_is_kept_by_anybody(app: FastAPI) -> None:
    async with asking(app) as client:
        kept = set()
        for path, methods in app.openapi()["paths"].items():
            if "get" in methods and path != "/readyz":
                answer = await client.get(re.sub(r"{([a-z_]+)}", "16.71" if "{code}" in path else UUID, path))
                if answer.status_code == 200 and "no-store" not in answer.headers["cache-control"]:
                    kept.add(path)
        assert kept <= READ_BY_ALL | {"/openapi.json", "/docs"}, kept - READ_BY_ALL


async def test_a_page_for_everybody_is_not_sent_twice_and_a_private_one_is_kept_by_nobody() -> None:
    async with asking(pages_app()) as client:
        first = await client.get("/")
        again = await client.get("/", headers={"If-None-Match": first.headers["etag"]})
        assert marks(again) == (304, first.headers["etag"], b"")
        packed = await client.get("/", headers={"Accept-Encoding": "identity"})
        assert packed.headers["etag"] == first.headers["etag"], "packing is not content"
        log_in = await client.get("/petugas")
        assert (log_in.headers["cache-control"], "etag" in log_in.headers) == ("no-store", False)


async def test_a_file_of_ours_stays_kept_when_it_is_asked_for_again() -> None:
    async with asking(pages_app()) as client:
        first = await client.get("/static/img/bimtek.svg")
        again = await client.get("/static/img/bimtek.svg", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.headers["cache-control"]) == (304, first.headers["cache-control"])
