"""inputs.md 6, cases.md 64: who was overtaken sees field by field what the other one changed, and goes on."""

import hmac
import html
import re
from typing import Any

import httpx
import pytest

from tests.web.conftest import KEY, StandIn
from tests.web.test_hostile import ME, UUID
from tests.web.test_kept import OURS

ADDRESS = f"/petugas/pelatih/{UUID}"
TRAINER: dict[str, Any] = {
    "id": UUID, "name": "Yusuf Hamdani", "institution": "Balai Besar", "position": None, "nip": None, "phone": None,
    "email": None, "active": True, "version": 7, "minutes": 0, "lessons": [],
    "district": {"code": "16.71", "name": "Kota Palembang"},
}  # fmt: skip
MINE = {"name": "Yusuf Hamdani, S.T.", "institution": "Balai Besar", "position": "Pelatih <utama>", "version": "6"}


@pytest.fixture
def desk(pages: httpx.AsyncClient, api: StandIn) -> httpx.AsyncClient:
    api.answers["GET /v1/me"] = ME | {"permissions": ["session.plan", "session.read"]}
    api.answers[f"GET /v1/trainers/{UUID}"] = TRAINER | {"name": "Yusuf H. Hamdani"}
    api.answers["GET /v1/provinces"] = {"items": [{"code": "16", "name": "Sumatera Selatan"}]}
    pages.cookies.set("__Host-bimtek", "bo_any", domain="bimtek.test")
    return pages


async def send(desk: httpx.AsyncClient, **more: str) -> httpx.Response:
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    referer = {"Referer": f"https://bimtek.test{ADDRESS}"}
    return await desk.post(ADDRESS, data=MINE | {"token": token, "once": "o" * 36} | more, headers=OURS | referer)


def drawn(page: httpx.Response) -> dict[str, str]:
    """The form on the page as it would be sent."""
    form = page.text[page.text.index(f'action="{ADDRESS}"') :].split("</form>")[0]
    boxes = re.findall(r'<input(?=[^>]*name="([^"]+)")[^>]*value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in boxes}


async def test_the_difference_is_shown_and_the_form_goes_on_with_the_new_version(
    desk: httpx.AsyncClient, api: StandIn
) -> None:
    api.problem(f"PUT /v1/trainers/{UUID}", 412, "stale_version", "Data ini sudah diubah orang lain.")
    told = await send(desk)
    assert told.status_code == 412
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]*)</td><td>([^<]*)</td>', told.text)
    assert ("Nama", "Yusuf Hamdani, S.T.", "Yusuf H. Hamdani") in rows
    assert [row for row in rows if row[0].startswith("Lembaga")] == [], "what is the same is not in the way"
    again = drawn(told)
    assert (again["name"], again["position"], again["version"]) == ("Yusuf Hamdani, S.T.", "Pelatih <utama>", "7")
    assert again["once"] != "o" * 36, "another sending"
    api.answers[f"PUT /v1/trainers/{UUID}"] = TRAINER
    done = await send(desk, **{name: value for name, value in again.items() if name not in ("token", "active")})
    assert (done.status_code, api.asked[-1].headers["if-match"]) == (303, '"7"')


async def test_rows_that_the_page_does_not_draw_again_go_on_too(desk: httpx.AsyncClient, api: StandIn) -> None:
    api.problem(f"PUT /v1/trainers/{UUID}", 412, "stale_version", "Data ini sudah diubah orang lain.")
    told = await send(desk, row_9="Baris tambahan")
    assert (told.status_code, "Yusuf H. Hamdani</td>" in told.text) == (412, True)
    assert '<input type="hidden" name="version" value="7">' in told.text
    assert '<input type="hidden" name="row_9" value="Baris tambahan">' in told.text


@pytest.mark.parametrize("status", [403, 429, 500])
async def test_a_refused_form_is_the_page_itself_with_what_was_typed(
    desk: httpx.AsyncClient, api: StandIn, status: int
) -> None:
    api.problem(f"PUT /v1/trainers/{UUID}", status, "uji", "Alasan dari API.")
    told = await send(desk)
    assert told.status_code == status
    again = drawn(told)
    assert (again["name"], again["once"]) == ("Yusuf Hamdani, S.T.", "o" * 36), "the same sending, so one effect"
    assert "Yusuf H. Hamdani</h1>" in told.text, "the page is the trainer's own"
    assert told.text.index("data-focus") < told.text.index(f'action="{ADDRESS}"')


async def test_nothing_of_another_site_is_drawn_again(desk: httpx.AsyncClient, api: StandIn) -> None:
    api.problem(f"PUT /v1/trainers/{UUID}", 429, "uji", "Alasan dari API.")
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    told = await desk.post(ADDRESS, data=MINE | {"token": token})
    assert (told.status_code, "Yusuf Hamdani, S.T." in told.text) == (429, False)


async def test_a_file_that_is_too_large_keeps_the_rest_and_names_the_limit(
    desk: httpx.AsyncClient, api: StandIn
) -> None:
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    for size, status in ((1_900_000, 303), (3_000_000, 303), (11_900_000, 303), (13_000_000, 413)):
        api.answers[f"PUT /v1/trainers/{UUID}"] = TRAINER
        files = {"file": ("surat.pdf", b"x" * size)}
        told = await desk.post(ADDRESS, data=MINE | {"token": token}, files=files, headers=OURS)
        assert told.status_code == status, size
    assert "Terlalu besar: surat.pdf. Paling besar 12 MB tiap berkas." in told.text
    assert ("Yusuf Hamdani, S.T." in told.text, "Berkas harus dipilih sekali lagi" in told.text) == (True, True)
