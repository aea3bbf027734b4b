"""How much a browser may send. What is too much is read to its end and thrown away, so that she gets an answer."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

MOST_FORM, MOST_UPLOAD = 2_000_000, 12_100_000  # bytes; the API takes files of 12,000,000
MOST_DISCARDED = 100_000_000  # a browser that sends more is cut off
# Of a form without files: its fields, and signs written as codes. Each costs its reader more than its bytes tell.
MOST_OF = {b"&": 10_000, b"%": 150_000}
MEGABYTES = MOST_UPLOAD // 1_000_000


def limited(scope: Scope, receive: Receive) -> Receive:
    """`receive`, which refuses a body that is too long. Only forms with files may be long."""
    with_files = Headers(scope=scope).get("content-type", "").lower().startswith("multipart/")
    most, seen = MOST_UPLOAD if with_files else MOST_FORM, 0
    marks = dict.fromkeys(() if with_files else MOST_OF, 0)

    def too_much(portion: bytes) -> bool:
        nonlocal seen
        seen += len(portion)
        for mark in marks:
            marks[mark] += portion.count(mark)
        return seen > most or any(marks[mark] > MOST_OF[mark] for mark in marks)

    async def counted() -> Message:
        message = await receive()
        refused = too_much(message.get("body", b""))
        while refused and message.get("more_body") and seen <= MOST_DISCARDED:
            message = await receive()
            too_much(message.get("body", b""))
        if refused:
            raise HTTPException(413)
        return message

    return counted
