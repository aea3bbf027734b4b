"""What our own server says before any application does: problem details for programs, a page for people.

Nothing is known of the language yet, so it is Indonesian.
"""

from dataclasses import dataclass
from html import escape

import orjson

JSON, HTML = b"application/problem+json", b"text/html; charset=utf-8"
PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bimtek</title></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><a href="/">Bimtek</a></p></main></body></html>
"""
SECONDS = b"5"  # until it may be tried again


@dataclass(frozen=True)
class Refusal:
    """A status with its phrase, a stable code, and what a person should know."""

    status: int
    phrase: bytes
    code: str
    title: str
    detail: str

    def problem(self) -> bytes:
        body = {
            "type": f"/problems/{self.code}", "title": self.code.replace("_", " "), "status": self.status,
            "detail": self.detail, "code": self.code, "request_id": None,
        }  # fmt: skip
        return orjson.dumps(body)

    def page(self) -> bytes:
        return PAGE.format(title=escape(self.title), detail=escape(self.detail)).encode()

    def answer(self, *, page: bool) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """Headers and body."""
        body = self.page() if page else self.problem()
        headers = [
            (b"content-type", HTML if page else JSON), (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), (b"connection", b"close"),
        ]  # fmt: skip
        if page:
            headers.append((b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"))
        if self.status in (408, 503):
            headers.append((b"retry-after", SECONDS))
        return headers, body

    def written(self, *, page: bool) -> bytes:
        """The whole answer as it goes over the wire."""
        headers, body = self.answer(page=page)
        lines = b"".join(b"%s: %s\r\n" % each for each in headers)
        return b"HTTP/1.1 %d %s\r\n%s\r\n%s" % (self.status, self.phrase, lines, body)


UNREADABLE = Refusal(
    400, b"Bad Request", "unreadable_request", "Permintaan tidak terbaca",
    "Peramban atau program Anda mengirim sesuatu yang bukan HTTP.",
)  # fmt: skip
TOO_SLOW = Refusal(
    408, b"Request Timeout", "too_slow", "Sambungan terlalu lambat",
    "Permintaan Anda tidak kunjung selesai kami terima. Periksa sambungan, lalu coba lagi.",
)  # fmt: skip
HEAD_TOO_LARGE = Refusal(
    431, b"Request Header Fields Too Large", "head_too_large", "Permintaan terlalu besar",
    "Alamat atau kuki yang dikirim terlalu besar. Hapus kuki situs ini di peramban Anda, lalu coba lagi.",
)  # fmt: skip
FULL = Refusal(
    503, b"Service Unavailable", "too_many_at_once", "Sedang sangat ramai",
    "Terlalu banyak yang membuka bersamaan. Isian Anda belum terkirim; coba lagi sebentar lagi.",
)  # fmt: skip
