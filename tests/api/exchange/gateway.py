"""A gateway for chat on loopback, with answers to give before it takes anything."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway:
    """Keeps what it takes, with the headers it came in. `answers` are given first, in order."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.answers: list[int] = []
        self.url = ""


@contextmanager
def listening() -> Iterator[Gateway]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.asked.append(dict(self.headers))
            status = gateway.answers.pop(0) if gateway.answers else 202
            if status == 202:
                gateway.taken.append(body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    gateway.url = f"http://rahasia@127.0.0.1:{server.server_port}/kirim"
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
