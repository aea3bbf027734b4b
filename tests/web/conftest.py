"""The pages over a small stand-in for the API: what they draw and send is what is tested here."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bimtek_web.main import create_app
from bimtek_web.settings import WebSettings

KEY = "MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE"
SESSION = {
    "id": "01a211c7-4060-72e6-91e6-99af481a3e9b", "number": "1671/2026/001", "title": "Konfeksi <dan> menjahit",
    "trade": {"code": "garment", "name": "Konfeksi dan menjahit"}, "audience": "Untuk pemula.", "status": "published",
    "registration": {
        "state": "open", "opens_at": "2026-11-19T01:00:00Z", "closes_at": "2026-12-01T17:00:00Z",
        "reason": None,
    },
    "district": {"code": "16.71", "name": "Kota Palembang"}, "venue": "Balai Uji", "address": "Jalan Uji",
    "map_url": None, "zone": "WIB", "starts_on": "2026-12-07", "ends_on": "2026-12-10",
    "seats": {"size": 30, "taken": 18, "free": 12, "waiting": 0}, "moderated": True, "summary": "Praktik.",
    "shares": [], "offer_hours": 24,
    "attendance_percent": 80, "form_version": 0, "allowance_rupiah": 0, "rules": [], "eligibility": {},
    "version": 1, "available_actions": [], "unavailable_actions": [],
    "days": [{"id": "d1", "date": "2026-12-07", "starts_at": "08:00", "ends_at": "16:00"}],
}  # fmt: skip
DISTRICT = {
    "code": "16.71", "name": "Kota Palembang", "province": {"code": "16", "name": "Sumatera Selatan"}, "zone": "WIB",
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "GET /v1/sessions": {"items": [SESSION], "next_cursor": None, "as_of": "2026-11-25T02:40:00Z"},
    f"GET /v1/sessions/{SESSION['id']}": SESSION,
    "GET /v1/districts": {"items": [DISTRICT], "next_cursor": None},
    "GET /v1/districts/16.71/subdistricts": {"items": [{"code": "16.71.01", "name": "Plaju"}]},
    "GET /v1/subdistricts/16.71.01/villages": {"items": [{"code": "16.71.01.1001", "name": "Plaju Ulu"}]},
    "GET /v1/trades": {
        "items": [{"code": "garment", "name": "Konfeksi dan menjahit", "kbli": "14111", "kbli_version": "2020"}]
    },
    "GET /v1/equipment": {"items": [{"code": "sewing_machine", "name": "Mesin jahit", "trade": "garment"}]},
    "GET /v1/notices/current": {
        "version": "2026-11",
        "title": "Bagaimana data Anda dipakai",
        "body": ["Satu.", "Dua."],
        "purposes": [{"code": "invitations", "text": "Boleh diundang."}],
    },
    "POST /v1/registrations/checks": {"errors": []},
}


class StandIn:
    """Answers from the table, remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = dict(ANSWERS)
        self.asked: list[httpx.Request] = []

    def problem(self, operation: str, status: int, code: str, detail: str, **errors: str) -> None:
        faults = [{"pointer": f"/{name}", "code": "x", "detail": text} for name, text in errors.items()]
        body = {"code": code, "detail": detail, "status": status} | ({"errors": faults} if errors else {})
        self.answers[operation] = httpx.Response(status, json=body)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.get(f"{request.method} {request.url.path}")
        if answer is None:
            return httpx.Response(404, json={"code": "not_found", "detail": "Tidak ditemukan."})
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


@pytest.fixture
def api() -> StandIn:
    return StandIn()


@pytest.fixture
async def pages(api: StandIn) -> AsyncIterator[httpx.AsyncClient]:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    http = httpx.AsyncClient(transport=httpx.MockTransport(api), base_url="http://api")
    transport = httpx.ASGITransport(create_app(settings, http), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://bimtek.test") as opened:
        yield opened


@pytest.fixture
def token(pages: httpx.AsyncClient) -> Callable[[httpx.Response], str]:
    """The form token on a page."""
    return lambda page: page.text.split('name="token" value="', 1)[1].split('"', 1)[0]
