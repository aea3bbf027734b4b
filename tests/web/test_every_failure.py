"""inputs.md 6: whatever a form is answered, what was typed is on the page, and the page says what to do next."""

import hmac
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bimtek_web.main import create_app
from bimtek_web.settings import WebSettings
from tests.web.conftest import KEY, StandIn
from tests.web.test_hostile import ME, NAME, UUID
from tests.web.test_kept import OURS

TYPED = "Isian <uji> sepanjang satu kalimat"
SHOWN = TYPED.replace("<", "&lt;").replace(">", "&gt;")
# Nothing is typed there: a press ends, throws away or takes note; or a script sends readings and gets JSON.
PLAIN = {
    "/keluar", "/petugas/serah-terima/baru/{case_id}/buang", "/petugas/kabar/{message_id}",
    "/petugas/kabar/{message_id}/ulang", "/petugas/sesi/{session_id}/pintu/antrean",
    "/masuk/kode", "/petugas/konfirmasi", "/petugas/perbaikan/{request_id}/bukti", "/aktifkan/{token}",
    "/petugas/impor/{kind}",
}  # fmt: skip
NAMES = ("reason", "name", "email", "number", "text", "note", "title", "words")
# What the API answers, and what the page says then.
ANSWERED = {403: 403, 404: 404, 409: 409, 412: 412, 413: 413, 429: 429, 500: 500, 502: 503, 503: 503, 504: 503}


def forms(app: FastAPI) -> list[str]:
    """Every address a form is sent to, with an id, a year or a number where it has one."""
    paths = app.openapi()["paths"]
    sent = {path: found["post"] for path, found in paths.items() if "post" in found and path not in PLAIN}
    assert set(paths) >= PLAIN
    return sorted(address(path, operation.get("parameters", [])) for path, operation in sent.items())


def address(path: str, parameters: list[dict[str, Any]]) -> str:
    """The path with what fits each of its parts, and what it asks for besides."""
    kinds = {each["name"]: each["schema"] for each in parameters}
    fitting = {name: "1" if kind.get("type") == "integer" else UUID for name, kind in kinds.items()}
    fitting |= {name: kind["enum"][0] for name, kind in kinds.items() if "enum" in kind}
    fitting |= {"kind": "person"} if "/perbaikan/" in path else {}
    asked = "&".join(f"{each['name']}={fitting[each['name']]}" for each in parameters if each["in"] == "query")
    return re.sub(NAME, lambda found: fitting.get(found[1], UUID), path) + (f"?{asked}" if asked else "")


@pytest.fixture
def app(api: StandIn) -> FastAPI:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    return create_app(settings, httpx.AsyncClient(transport=httpx.MockTransport(api), base_url="http://api"))


async def send(app: FastAPI, path: str, **more: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    data = {"token": token, "once": "o" * 36, "version": "3"} | dict.fromkeys(NAMES, TYPED) | more
    cookies = {"__Host-bimtek": "bo_any"}
    async with httpx.AsyncClient(transport=transport, base_url="https://bimtek.test", cookies=cookies) as pages:
        return await pages.post(path, data=data, headers=OURS)


def wrong(page: httpx.Response, status: int) -> str:
    """What a failed page lacks."""
    lacks = [] if page.status_code == status else [f"{page.status_code} for {status}"]
    lacks += [] if SHOWN in page.text else ["the words"]
    lacks += [] if re.search(r'class="error-summary"[^>]*tabindex="-1"[^>]*data-focus', page.text) else ["the focus"]
    return ", ".join(lacks)


class Refusing(StandIn):
    """Knows who asks, and answers everything else alike."""

    def __init__(self, answer: httpx.Response | Exception) -> None:
        super().__init__()
        self.answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/me":
            return httpx.Response(200, json=ME)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def told(status: int) -> httpx.Response:
    body = {"code": "uji", "detail": "Alasan dari API.", "status": status}
    return httpx.Response(status, json=body if status < 500 else None)


@pytest.mark.parametrize(("answered", "status"), ANSWERED.items())
async def test_no_refusal_of_the_api_loses_what_was_typed(answered: int, status: int) -> None:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    http = httpx.AsyncClient(transport=httpx.MockTransport(Refusing(told(answered))), base_url="http://api")
    app, lost = create_app(settings, http), []
    assert len(forms(app)) > 140
    for path in forms(app):
        if lacks := wrong(await send(app, path), status):
            lost.append(f"{path}: {lacks}")
    assert lost == []


@pytest.mark.parametrize("error", [httpx.ConnectError("down"), httpx.ReadTimeout("slow")])
async def test_a_silent_api_loses_nothing_of_any_form(error: Exception) -> None:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    http = httpx.AsyncClient(transport=httpx.MockTransport(Refusing(error)), base_url="http://api")
    app, lost = create_app(settings, http), []
    for path in forms(app):
        if lacks := wrong(await send(app, path), 503):
            lost.append(f"{path}: {lacks}")
    assert lost == []


async def test_an_old_form_loses_nothing_wherever_it_was_sent() -> None:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    http = httpx.AsyncClient(transport=httpx.MockTransport(Refusing(told(404))), base_url="http://api")
    app = create_app(settings, http)
    lost = [path for path in forms(app) if wrong(await send(app, path, token="old"), 403)]
    assert lost == []
