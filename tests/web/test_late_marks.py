"""The attendance sheet when a day is over: it asks why, keeps what was chosen, and says who confirms."""

from typing import Any

import httpx
import pytest

from tests.web.conftest import SESSION, StandIn

PAGE = f"/petugas/sesi/{SESSION['id']}/kehadiran"
API = f"/v1/sessions/{SESSION['id']}/attendance"
WHO, DAY = "01a211c7-4060-72e6-91e6-99af481a3e01", "01a211c7-4060-72e6-91e6-99af481a3e02"
CELL = f"mark:{WHO}:{DAY}"
SHEET: dict[str, Any] = {
    "session": SESSION | {"status": "in_progress"}, "version": 3, "papers": [],
    "days": [{"id": DAY, "date": "2026-11-20", "markable": True, "over": True, "why": None}],
    "rows": [
        {"registration_id": WHO, "name": "Aminah", "nik_last4": "1234", "status": "attending", "marks": {}},
    ],
}  # fmt: skip
OFFICER = {
    "name": "Ratna",
    "roles": [],
    "permissions": ["attendance.mark", "attendance.read"],
    "second_factor_due": False,
    "reading_only": False,
    "notices": 0,
}


@pytest.fixture
async def desk(pages: httpx.AsyncClient, api: StandIn) -> httpx.AsyncClient:
    """The pages for an officer whose session has one day, and it is over."""
    api.answers |= {"GET /v1/me": OFFICER, f"GET {API}": SHEET, f"PUT {API}": SHEET}
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    return pages


async def sent(desk: httpx.AsyncClient, note: str) -> httpx.Response:
    page = await desk.get(PAGE)
    assert "Mengapa baru dicatat" in page.text, page.text[:400]
    token = page.text.split('name="token" value="', 1)[1].split('"', 1)[0]
    return await desk.post(PAGE, data={"token": token, "version": "3", CELL: "late", "note": note})


async def test_it_says_that_a_second_officer_confirms(desk: httpx.AsyncClient, api: StandIn) -> None:
    saved = await sent(desk, "Kertas baru datang")
    assert saved.status_code == 303
    assert b"Kertas baru datang" in api.asked[-1].content
    assert "menunggu pengesahan petugas lain" in (await desk.get(PAGE)).text


async def test_without_a_reason_everything_chosen_stays(desk: httpx.AsyncClient, api: StandIn) -> None:
    api.problem(f"PUT {API}", 422, "invalid", "Periksa isian.", note="Tulis mengapa baru dicatat.")
    refused = await sent(desk, "")
    assert refused.status_code == 422
    assert 'href="#note"' in refused.text
    assert '<option value="late" selected>' in refused.text
