"""integrity.md 8 and 8b: what a browser, a proxy or a stranger may send to the pages, and what the log says of it."""

import time
from collections.abc import Callable

import httpx
import pytest

from bimtek_web.main import routers
from bimtek_web.pages import failures
from bimtek_web.ui import middleware
from tests.web.conftest import StandIn

Token = Callable[[httpx.Response], str]
BOUNDARY = "ujibatas"
ROUTES = [route for router in routers() for route in router.routes]
FORMS = sorted({route.path for route in ROUTES if "POST" in (getattr(route, "methods", None) or ())})
HERE = {"Sec-Fetch-Site": "same-origin"}


class Log(list[dict[str, object]]):
    """What the pages said, line by line."""

    def said(self, event: str, **facts: object) -> None:
        self.append({"event": event, **facts})

    info = warning = error = said


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    made = Log()
    for place in (middleware, failures):
        monkeypatch.setattr(place, "log", made)
    return made


def form(size: int) -> tuple[bytes, dict[str, str]]:
    """A form with one file of `size` bytes, and its headers."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="foto.jpg"\r\n\r\n'
    body = head.encode() + b"x" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def filled(path: str) -> str:
    return path.replace("{", "").replace("}", "")


async def test_every_form_takes_files_as_large_as_the_api_does(pages: httpx.AsyncClient) -> None:
    """integrity.md 8: on nine pages of officers an upload of more than 2 MB ended in a bare English line."""
    assert len(FORMS) > 100
    body, headers = form(2_100_000)
    for path in FORMS:
        answer = await pages.post(filled(path), content=body, headers=headers)
        assert answer.status_code in (403, 404), path  # it was read: the token is what is missing


async def test_every_form_says_what_is_too_large_for_it(pages: httpx.AsyncClient) -> None:
    body, headers = form(12_100_000)
    for path in FORMS:
        answer = await pages.post(filled(path), content=body, headers=headers)
        assert (answer.status_code, "Berkas terlalu besar" in answer.text) == (413, True), path


@pytest.mark.parametrize("path", ["/petugas/penyerahan", "/pendaftaran", "/masuk"])
@pytest.mark.parametrize("announced", [True, False])
async def test_what_is_too_large_is_said_in_indonesian(pages: httpx.AsyncClient, path: str, announced: bool) -> None:
    body, headers = form(13_000_000)

    async def parts():
        for start in range(0, len(body), 1_000_000):
            yield body[start : start + 1_000_000]

    path = next(each for each in map(filled, FORMS) if each.startswith(path[:8]))
    answer = await pages.post(path, content=body if announced else parts(), headers=headers)
    assert (answer.status_code, '<html lang="id">' in answer.text) == (413, True)
    assert "Berkas terlalu besar" in answer.text
    assert "12 MB" in answer.text


async def test_a_form_without_files_is_short(pages: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await pages.post("/masuk", content=b"email=" + b"x" * 2_000_001, headers=headers)
    assert (answer.status_code, '<html lang="id">' in answer.text) == (413, True)


@pytest.mark.parametrize("body", [b"&" * 1_900_000, b"a=1&" * 400_000, b"a=" + b"%41" * 600_000])
async def test_a_form_of_endless_fields_is_refused_as_it_comes(pages: httpx.AsyncClient, body: bytes) -> None:
    """integrity.md 7, attacked again: two megabytes of `&` kept everybody else's pages for 150 ms."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await pages.post("/cek-status", content=body, headers=headers)).status_code == 413


@pytest.mark.parametrize(
    ("asked", "led"),
    [("/tentang/", "/tentang"), ("//jahat.test/", "/jahat.test"), ("/a%0d%0ab/?x=1", "/ab?x=1")],
)
async def test_a_last_slash_leads_to_the_page_without_it_and_nowhere_else(
    pages: httpx.AsyncClient, asked: str, led: str
) -> None:
    """The framework's own redirect repeated a forged Host."""
    answer = await pages.request("GET", httpx.URL(f"https://bimtek.test{asked}"), headers={"Host": "jahat.test"})
    assert (answer.status_code, answer.headers["location"]) == (303, led)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "10.0.0.7:8080", "Origin": "https://bimtek.test", **HERE}, 401),  # the browser itself says so
        ({"Host": "10.0.0.7:8080", "Origin": "http://localhost:8080"}, 401),  # the office's own address
        ({"Host": "10.0.0.7:8080", "Origin": "https://jahat.test"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://bimtek.test"}, 403),
    ],
)
async def test_a_proxy_that_hides_the_host_does_not_age_the_forms(
    pages: httpx.AsyncClient, api: StandIn, token: Token, log: Log, headers: dict[str, str], status: int
) -> None:
    """Behind a proxy that passes its own Host every form answered 403, `kedaluwarsa`, and nothing was logged."""
    api.problem("POST /v1/logins", 401, "login_failed", "Surel, kata sandi atau kode keliru.")
    data = {"token": token(await pages.get("/masuk")), "email": "a@uji.id", "password": "x", "code": "123456"}
    answer = await pages.post("/masuk", data=data, headers=headers)
    assert answer.status_code == status
    refused = [each["reason"] for each in log if each["event"] == "form_refused"]
    assert len(refused) == (status == 403)


async def test_every_page_is_a_line_without_its_address(pages: httpx.AsyncClient, log: Log) -> None:
    await pages.get("/pendaftaran/BT-AAAA-BBBB/rahasia")
    (line,) = [each for each in log if each["event"] == "page"]
    assert (line["method"], line["route"]) == ("GET", "/pendaftaran/{number}/{secret}")
    assert "rahasia" not in str(log)


async def test_polls_are_lines_only_when_their_answer_changes(
    pages: httpx.AsyncClient, api: StandIn, log: Log
) -> None:
    """integrity.md 8b: whatever watches the pages asks every few seconds; its lines hid all others."""
    for silent in (False, False, True, True, False, False):
        api.answers["GET /readyz"] = httpx.ConnectError("down") if silent else httpx.Response(200, json={})
        await pages.get("/readyz")
        await pages.get("/livez")
    assert [(each["route"], each["status"]) for each in log] == [("/readyz", 503), ("/readyz", 200)]


async def test_a_form_nobody_can_read_is_told_so_and_is_no_fault_of_ours(pages: httpx.AsyncClient) -> None:
    """It was told as a fault of our system."""
    for kind in ("multipart/form-data", "multipart/form-data; boundary=ada"):
        answer = await pages.post("/masuk", content=b"bukan formulir", headers={"Content-Type": kind})
        assert (answer.status_code, "Permintaan ini tidak terbaca" in answer.text) == (400, True)


async def test_a_cookie_of_escapes_keeps_nobody_waiting(pages: httpx.AsyncClient) -> None:
    """integrity.md 7, attacked again: 30 KB of backslashes kept every page for four seconds (CVE-2024-7592)."""
    escapes = 'flash="' + "\\" * 30_000 + '"'
    began = time.process_time()
    answer = await pages.get("/", headers={"Cookie": f"{escapes}; __Host-lang=en; x=\\101"})
    assert time.process_time() - began < 1
    assert (answer.status_code, '<html lang="en">' in answer.text) == (200, True), "what is ours is read"


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "://", "null", "http://localhost]", "€".encode()])
async def test_an_origin_that_is_no_address_is_refused(pages: httpx.AsyncClient, origin: str | bytes) -> None:
    """integrity.md 8, attacked again: 500."""
    answer = await pages.post("/cek-status", data={"number": "x"}, headers={"Origin": origin})
    assert answer.status_code == 403
