"""How much a browser may send. What is too much is read to its end and thrown away, so that she gets an answer."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

MOST_FORM, MOST_UPLOAD = 2_000_000, 12_100_000  # bytes; the API takes files of 12,000,000
MOST_DISCARDED = 100_000_000  # a browser that sends more is cut off
MEGABYTES = MOST_UPLOAD // 1_000_000


def limited(scope: Scope, receive: Receive) -> Receive:
    """`receive`, which refuses a body that is too long. Only forms with files may be long."""
    with_files = Headers(scope=scope).get("content-type", "").lower().startswith("multipart/")
    most, seen = MOST_UPLOAD if with_files else MOST_FORM, 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        while seen > most and message.get("more_body") and seen <= MOST_DISCARDED:
            message = await receive()
            seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413)
        return message

    return counted
