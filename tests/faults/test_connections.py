"""One connection costs our own servers little, whatever comes over it (integrity.md 7). Real processes."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

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


def test_a_head_that_is_too_large_is_told_so(place: tuple[str, int]) -> None:
    for head in (b"X-A: b\r\n" * 150, b"X-A: " + b"b" * 40_000 + b"\r\n"):
        with opened(place) as sent:
            sent.sendall(GET + head + b"\r\n")
            assert answer_of(sent).startswith(b"HTTP/1.1 431 ")


def test_six_hundred_half_sent_requests_keep_nobody_out_and_are_ended(served: Live, place: tuple[str, int]) -> None:
    half = [opened(place) for _ in range(600)]
    try:
        for each in half:
            each.sendall(GET)
        for base in filter(None, (served.api, served.web)):
            assert httpx.get(f"{base}/livez", timeout=5).status_code == 200
        time.sleep(10.5)
        assert all(answer_of(each).startswith(b"HTTP/1.1 408 ") for each in half)
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
