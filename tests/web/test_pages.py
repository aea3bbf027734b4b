"""Pages: what they keep, refuse, hide and say."""

from collections.abc import Callable

import httpx
import pytest

from tests.web.conftest import SESSION, StandIn

FORM = f"/sesi/{SESSION['id']}/daftar"
Token = Callable[[httpx.Response], str]
NIK = "9971994409881234"
FIELDS = {
    "name": "Nur'aini", "nik": NIK, "birth_date_day": "4", "birth_date_month": "9", "birth_date_year": "1988",
    "sex": "female", "phone": "0812", "district_code": "16.71", "subdistrict_code": "16.71.01",
    "village_code": "16.71.01.1001", "trade": "garment", "equipment_needs": "sewing_machine",
    "notice_version": "2026-11",
}  # fmt: skip


async def started(pages: httpx.AsyncClient, token: Token) -> dict[str, str]:
    page = await pages.get(FORM)
    key = page.text.split('name="key" value="', 1)[1].split('"', 1)[0]
    return FIELDS | {"token": token(page), "key": key}


async def test_the_catalogue_escapes_and_formats(pages: httpx.AsyncClient) -> None:
    page = await pages.get("/?district=16.71")
    assert "Konfeksi &lt;dan&gt; menjahit" in page.text
    for words in (
        "7–10 Des",
        "Senin–Kamis",
        "12 kursi tersisa",
        "Daftar sampai 1 Des, 24.00 WIB",
        "Tidak dipungut biaya",
    ):
        assert words in page.text


async def test_htmx_gets_only_the_block_with_its_title(pages: httpx.AsyncClient) -> None:
    part = await pages.get("/?district=16.71", headers={"HX-Request": "true"})
    assert part.text.startswith("<title>Sesi pelatihan di Kota Palembang · Bimtek</title>")
    assert "<html" not in part.text
    assert 'id="hasil"' in part.text
    assert "HX-Request" in part.headers["vary"]
    whole = await pages.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.text


async def test_every_page_has_a_strict_policy_and_no_inline_code(pages: httpx.AsyncClient) -> None:
    for path in ("/", FORM, "/cek-status", "/masuk", "/privasi", "/pengaduan", "/tidak-ada"):
        page = await pages.get(path)
        assert "script-src 'self'; style-src 'self'" in page.headers["content-security-policy"]
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert page.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in page.headers
        assert " style=" not in page.text
        assert "<script>" not in page.text


async def test_a_wrong_step_keeps_everything_and_says_what_to_do(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    fields = await started(pages, token)
    api.answers["POST /v1/registrations/checks"] = {
        "errors": [
            {"pointer": "/nik", "code": "nik_length", "detail": "NIK harus 16 angka. Anda menulis 3."},
            {"pointer": "/phone", "code": "phone_unknown", "detail": "Bukan langkah ini."},
        ]
    }
    page = await pages.post(FORM, data=fields | {"action": "1:next", "nik": "123"})
    assert page.status_code == 422
    assert "Ada 1 isian yang perlu diperbaiki" in page.text
    assert page.text.count("NIK harus 16 angka. Anda menulis 3.") == 2
    assert "Bukan langkah ini." not in page.text
    assert 'value="Nur&#39;aini"' in page.text
    assert 'name="village_code" value="16.71.01.1001"' in page.text
    assert 'aria-describedby="nik-hint nik-error" aria-invalid="true"' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_sending_twice_uses_one_key_and_the_answer_is_a_redirect(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    fields = await started(pages, token)
    api.answers["POST /v1/registrations"] = httpx.Response(201, json={"number": "BT-AAAA-BBBB", "secret": "s3cret"})
    answers = [await pages.post(FORM, data=fields | {"action": "4:send"}) for _ in range(2)]
    assert [each.headers["location"] for each in answers] == ["/pendaftaran/BT-AAAA-BBBB/s3cret"] * 2
    sent = [each for each in api.asked if each.url.path == "/v1/registrations"]
    assert len({each.headers["idempotency-key"] for each in sent}) == 1
    assert all(NIK not in str(each.url) for each in api.asked)


async def test_a_closed_session_is_said_with_everything_kept(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    fields = await started(pages, token)
    api.problem("POST /v1/registrations", 409, "registration_closed", "Pendaftaran sesi ini sudah ditutup.")
    page = await pages.post(FORM, data=fields | {"action": "4:send"})
    assert page.status_code == 409
    assert "Pendaftaran sesi ini sudah ditutup." in page.text
    assert "Nur&#39;aini" in page.text


async def test_a_late_error_leads_back_to_its_step(pages: httpx.AsyncClient, api: StandIn, token: Token) -> None:
    fields = await started(pages, token)
    api.problem("POST /v1/registrations", 422, "invalid", "Ada isian.", phone="Tulis nomor ponsel yang diawali 08.")
    page = await pages.post(FORM, data=fields | {"action": "4:send"})
    assert (page.status_code, "Langkah 2 dari 4" in page.text) == (422, True)


@pytest.mark.parametrize(
    ("headers", "token_given"),
    [({}, "falsch"), ({"Sec-Fetch-Site": "cross-site"}, None), ({"Origin": "https://jahat.test"}, None)],
)
async def test_a_form_from_elsewhere_is_refused(
    pages: httpx.AsyncClient, api: StandIn, token: Token, headers: dict[str, str], token_given: str | None
) -> None:
    fields = await started(pages, token)
    data = fields | {"action": "4:send"} | ({"token": token_given} if token_given else {})
    answer = await pages.post(FORM, data=data, headers=headers)
    assert answer.status_code == 403
    assert not [each for each in api.asked if each.url.path == "/v1/registrations"]


async def test_the_language_switch_lasts_and_leads_nowhere_else(pages: httpx.AsyncClient) -> None:
    answer = await pages.get("/bahasa/en?next=//jahat.test")
    assert answer.headers["location"] == "/"
    page = await pages.get("/")
    assert '<html lang="en">' in page.text
    assert "12 seats left" in page.text
    assert "7–10 Dec" in page.text


@pytest.mark.parametrize("error", [httpx.ConnectError("down"), httpx.ReadTimeout("slow")])
async def test_a_silent_api_is_said_plainly(pages: httpx.AsyncClient, api: StandIn, error: Exception) -> None:
    api.answers["GET /v1/sessions"] = error
    page = await pages.get("/")
    assert page.status_code == 503
    assert "Sistem sedang tidak dapat dihubungi" in page.text
    part = await pages.get("/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-retarget"]) == (503, "#line-trouble")


async def test_an_officers_page_leads_to_the_login_and_back(pages: httpx.AsyncClient) -> None:
    whole = await pages.get("/petugas/peserta?q=a")
    assert (whole.status_code, whole.headers["location"]) == (303, "/masuk?next=%2Fpetugas%2Fpeserta%3Fq%3Da")
    part = await pages.get("/petugas/peserta", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (204, "/masuk?next=%2Fpetugas%2Fpeserta")


async def test_a_failed_login_keeps_the_address_and_no_secret(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    form = await pages.get("/masuk?next=https://jahat.test")
    api.problem("POST /v1/logins", 401, "login_failed", "Surel, kata sandi, atau kode tidak cocok.")
    data = {"token": token(form), "email": "a@b.id", "password": "sandi-uji-77", "code": "123456"}
    data |= {"next": "//jahat.test"}
    page = await pages.post("/masuk", data=data)
    assert page.status_code == 401
    assert 'value="a@b.id"' in page.text
    assert "sandi-uji-77" not in page.text
    api.answers["POST /v1/logins"] = httpx.Response(201, json={"token": "bo_x"})
    done = await pages.post("/masuk", data=data)
    assert done.headers["location"] == "/petugas"
    assert "__Host-bimtek=bo_x; HttpOnly; Path=/; SameSite=lax; Secure" in done.headers["set-cookie"]


async def test_the_receipt_is_kept_by_nobody(pages: httpx.AsyncClient, api: StandIn) -> None:
    api.answers["GET /v1/receipts/BT-AAAA-BBBB"] = {
        "number": "BT-AAAA-BBBB", "status": "waitlisted", "name": "Nur'aini", "nik_last4": "1234",
        "phone_last2": "17",
        "submitted_at": "2026-11-25T02:00:00Z", "queue": {"position": 4, "length": 11, "full": [], "together": None},
        "session": SESSION,
        "hold": None, "offers": 0, "actions": [{"action": "give_up"}], "unavailable": [],
        "days": SESSION["days"], "timeline": [{"step": "received", "state": "done", "at": "2026-11-25T02:00:00Z",
        "actor": "you"}, {"step": "seat", "state": "now", "at": None, "actor": "system"}], "certificate": None,
        "pass_code": None, "evaluation": None, "files": [], "consents": [],
    }  # fmt: skip
    page = await pages.get("/pendaftaran/BT-AAAA-BBBB/s3cret")
    assert "Anda di urutan 4 dari 11" in page.text
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert api.asked[-1].headers["receipt-secret"] == "s3cret"
    assert "s3cret" not in str(api.asked[-1].url)


async def test_the_clients_address_is_signed(pages: httpx.AsyncClient, api: StandIn) -> None:
    await pages.get("/", headers={"X-Forwarded-For": "1.2.3.4"})
    address, _, mark = api.asked[0].headers["bimtek-client"].partition(";")
    assert (address, len(mark)) == ("127.0.0.1", 64)


async def test_where_a_redirect_leads_is_kept_by_nobody(pages: httpx.AsyncClient) -> None:
    led = await pages.get("/pendaftaran/BT-AAAA-BBBB/s3cret/")
    assert (led.headers["location"], led.headers["cache-control"]) == ("/pendaftaran/BT-AAAA-BBBB/s3cret", "no-store")
