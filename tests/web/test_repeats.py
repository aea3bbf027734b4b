"""integrity.md 3: who is registered already is told so on a page, with the way on and without a secret."""

from collections.abc import Callable

import httpx

from tests.web.conftest import SESSION, StandIn

ADDRESS = f"/sesi/{SESSION['id']}/daftar"
Token = Callable[[httpx.Response], str]


async def send(pages: httpx.AsyncClient, token: Token) -> httpx.Response:
    page = await pages.get(ADDRESS)
    form = {"token": token(page), "action": "4:send", "key": "a-key-of-sixteen-marks", "name": "Sumarni"}
    return await pages.post(ADDRESS, data=form)


async def test_a_repeat_leads_to_its_number_and_to_the_status_page(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    api.answers["POST /v1/registrations"] = {"number": "BT-AAAA-2222", "secret": None}
    sent = await send(pages, token)
    assert (sent.status_code, sent.headers["location"]) == (303, "/pendaftaran/BT-AAAA-2222")
    page = await pages.get(sent.headers["location"])
    assert "Anda sudah terdaftar" in page.text
    assert 'href="/cek-status?number=BT-AAAA-2222"' in page.text
    assert 'value="BT-AAAA-2222"' in (await pages.get("/cek-status?number=BT-AAAA-2222")).text


async def test_back_and_sent_again_with_another_phone_is_no_technical_refusal(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    told = {"code": "idempotency_key_reused", "detail": "Anda sudah terdaftar, nomor BT-AAAA-2222.", "status": 422}
    api.answers["POST /v1/registrations"] = httpx.Response(422, json=told | {"number": "BT-AAAA-2222"})
    sent = await send(pages, token)
    assert sent.headers["location"] == "/pendaftaran/BT-AAAA-2222"


async def test_a_number_of_nobodys_making_is_no_page(pages: httpx.AsyncClient) -> None:
    for number in ("%3Cb%3E", "bt", "A" * 21, "%00", "%E2%82%AC"):
        assert (await pages.get(f"/pendaftaran/{number}")).status_code == 404
