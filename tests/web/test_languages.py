"""Another language in the middle of a form: it is drawn again with what was typed, and nothing is sent."""

import hmac
from typing import Any

import httpx
import pytest

from tests.web.conftest import KEY, SESSION, StandIn
from tests.web.test_late_marks import OFFICER

TYPED = "Mesin rusak <sejak> Senin"


def token(who: str) -> str:
    return hmac.new(KEY.encode(), f"form\0{who}".encode(), "sha256").hexdigest()


async def redrawn(pages: httpx.AsyncClient, path: str, who: str = "uji", **typed: str) -> httpx.Response:
    pages.cookies.set("__Host-visitor", "uji", domain="bimtek.test")
    data = {"token": token(who), "redraw": "en"} | typed
    answer = await pages.post(path, data=data, headers={"Referer": f"https://bimtek.test{path}"})
    assert 'lang="en"' in answer.text or answer.status_code == 303, answer.text[:300]
    assert "__Host-lang=en" in answer.headers["set-cookie"]
    return answer


def changed(api: StandIn) -> list[str]:
    return [f"{each.method} {each.url.path}" for each in api.asked if each.method != "GET"]


async def test_a_complaint_half_written_goes_on_in_english(pages: httpx.AsyncClient, api: StandIn) -> None:
    answer = await redrawn(pages, "/pengaduan", text=TYPED, contact="0812 0000 4417")
    assert answer.status_code == 200
    assert "Mesin rusak &lt;sejak&gt; Senin" in answer.text
    assert 'value="0812 0000 4417"' in answer.text
    assert "error-summary" not in answer.text
    assert changed(api) == []


@pytest.mark.parametrize("how", [{"step": "1"}, {"action": "1:next"}])
async def test_so_does_a_step_of_a_registration(pages: httpx.AsyncClient, api: StandIn, how: dict[str, str]) -> None:
    answer = await redrawn(pages, f"/sesi/{SESSION['id']}/daftar", name="Bu Marni", nik="9971994409", **how)
    assert answer.status_code == 200
    assert 'value="Bu Marni"' in answer.text
    assert 'value="9971994409"' in answer.text
    assert changed(api) == []


async def test_an_officers_form_as_well_and_what_it_would_have_done_is_not_done(
    pages: httpx.AsyncClient, api: StandIn
) -> None:
    empty: dict[str, Any] = {"items": [], "next_cursor": None}
    roles = {"roles": [], "incompatible": [], "programmes": [], "limitable": []}
    api.answers |= {
        "GET /v1/me": OFFICER | {"permissions": ["officer.manage"]}, "GET /v1/officers": empty,
        "GET /v1/access-requests": empty, "GET /v1/roles": roles,
        "POST /v1/officers": {"token": "be_uji", "expires_at": "2026-12-01T17:00:00Z"},
    }  # fmt: skip
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    answer = await redrawn(pages, "/petugas/petugas", "bo_uji", name="Yuni", email="yuni@uji.id", code="123456")
    assert answer.status_code == 200
    assert 'value="Yuni"' in answer.text
    assert 'value="123456"' not in answer.text
    assert changed(api) == []


async def test_a_form_that_is_not_drawn_where_it_is_sent_leads_back(pages: httpx.AsyncClient, api: StandIn) -> None:
    api.answers |= {"GET /v1/me": OFFICER}
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    data = {"token": token("bo_uji"), "redraw": "en"}
    answer = await pages.post("/keluar", data=data, headers={"Referer": "https://bimtek.test/petugas/akun?a=1"})
    assert answer.status_code in (200, 303)
    assert changed(api) == []
