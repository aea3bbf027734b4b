"""One connection costs our own servers little, whatever comes over it (integrity.md 7). Real processes."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bimtek_api.commands.limits import MOST_AT_ONCE
from tests.conftest import environment_for
from tests.servers import Live, running

GET = b"GET /livez HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def served(worker_database: str) -> Iterator[Live]:
    with running(environment_for(worker_database), web=True) as live:
        yield live


@pytest.fixture(params=["api", "web"])
def place(request: pytest.FixtureRequest, served: Live) -> tuple[str, int]:
    address = urlsplit(served.api if request.param == "api" else served.web or "")
    return "127.0.0.1", address.port or 0


def opened(place: tuple[str, int]) -> socket.socket:
    return socket.create_connection(place, timeout=20)


def answer_of(sent: socket.socket) -> bytes:
    """All that is said until the other side hangs up."""
    said = b""
    try:
        while portion := sent.recv(65536):
            said += portion
    except ConnectionError:
        pass
    return said


def flood(place: tuple[str, int], portion: bytes, most: int) -> tuple[int, bytes]:
    """How many bytes were taken before the server hung up, and what it said."""
    with opened(place) as sent:
        taken = sent.send(GET)
        try:
            while taken < most:
                taken += sent.send(portion)
        except OSError:
            return taken, b""
        return taken, answer_of(sent)


def memory(live: Live) -> int:
    """Kilobytes the processes hold."""
    return sum(
        int(line.split()[1])
        for pid in live.pids
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )


@pytest.mark.parametrize("portion", [b"X-A: b\r\n" * 2000, b"X-A: " + b"b" * 60_000], ids=["many", "one-endless"])
def test_a_hundred_megabytes_of_headers_are_not_taken(served: Live, place: tuple[str, int], portion: bytes) -> None:
    before = memory(served)
    taken, _ = flood(place, portion, 100_000_000)
    assert taken < 10_000_000, "what lies in the sockets' buffers, and no more"
    assert memory(served) - before < 10_000


def expect_told(said: bytes, place: tuple[str, int], served: Live, status: int, code: str) -> None:
    """A stable code for programs, an Indonesian page for people: never a bare line (integrity.md 8)."""
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), said[:200]
    if place[1] == urlsplit(served.api).port:
        assert b"content-type: application/problem+json" in head.lower()
        assert (json.loads(body)["code"], json.loads(body)["status"]) == (code, status)
    else:
        assert b"content-type: text/html; charset=utf-8" in head.lower()
        assert b'<html lang="id">' in body


def test_a_head_that_is_too_large_is_told_so(served: Live, place: tuple[str, int]) -> None:
    for head in (b"X-A: b\r\n" * 150, b"X-A: " + b"b" * 40_000 + b"\r\n"):
        with opened(place) as sent:
            sent.sendall(GET + head + b"\r\n")
            expect_told(answer_of(sent), place, served, 431, "head_too_large")


@pytest.mark.parametrize("junk", [b"\x16\x03\x01\x02\x00", b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"halo\r\n\r\n"])
def test_what_is_no_request_is_told_so(served: Live, place: tuple[str, int], junk: bytes) -> None:
    with opened(place) as sent:
        sent.sendall(junk)
        expect_told(answer_of(sent), place, served, 400, "unreadable_request")


def test_a_full_house_says_so_and_is_open_again(served: Live, place: tuple[str, int]) -> None:
    """All hands wait for the rest of a form that never comes."""
    path = b"/v1/registrations" if place[1] == urlsplit(served.api).port else b"/masuk"
    begun = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 9\r\n\r\n{" % (
        path, b"application/json" if path.startswith(b"/v1") else b"application/x-www-form-urlencoded",
    )  # fmt: skip
    many = [opened(place) for _ in range(MOST_AT_ONCE)]
    try:
        for each in many:
            each.sendall(begun)
        time.sleep(1)
        with opened(place) as late:
            late.sendall(GET + b"\r\n")
            expect_told(answer_of(late), place, served, 503, "too_many_at_once")
    finally:
        for each in many:
            each.close()
    deadline = time.monotonic() + 20
    while httpx.get(f"http://{place[0]}:{place[1]}/livez", timeout=10).status_code != 200:
        assert time.monotonic() < deadline


def test_six_hundred_half_sent_requests_keep_nobody_out_and_are_ended(served: Live, place: tuple[str, int]) -> None:
    half = [opened(place) for _ in range(600)]
    try:
        for each in half:
            each.sendall(GET)
        for base in filter(None, (served.api, served.web)):
            assert httpx.get(f"{base}/livez", timeout=5).status_code == 200
        time.sleep(10.5)
        for each in half:
            expect_told(answer_of(each), place, served, 408, "too_slow")
    finally:
        for each in half:
            each.close()


def test_an_honest_connection_is_kept_and_several_requests_share_it(place: tuple[str, int]) -> None:
    with httpx.Client(base_url=f"http://{place[0]}:{place[1]}", limits=httpx.Limits(max_connections=1)) as http:
        told = [http.get("/livez", headers={"Cookie": "c" * 8_000}) for _ in range(3)]
        shared = {id(each.extensions["network_stream"].get_extra_info("socket")) for each in told}
    assert ([each.status_code for each in told], len(shared)) == ([200] * 3, 1)


def test_trailers_are_counted_like_headers(place: tuple[str, int]) -> None:
    with opened(place) as sent:
        begun = b"POST /v1/registrations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
        sent.sendall(begun)
        try:
            for _ in range(200):
                sent.sendall(b"X-A: b\r\n" * 2000)
        except OSError:
            return
        assert b"HTTP/1.1 2" not in answer_of(sent)


def test_more_connections_than_there_is_room_for_end_the_oldest(place: tuple[str, int]) -> None:
    many = [opened(place) for _ in range(1_010)]
    try:
        assert httpx.get(f"http://{place[0]}:{place[1]}/livez", timeout=10).status_code == 200
        assert many[0].recv(100) == b""
    finally:
        for each in many:
            each.close()
