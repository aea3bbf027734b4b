"""How much a browser may send. What is too much is read to its end and thrown away, so that she gets an answer."""

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

MOST_FORM, MOST_UPLOAD = 2_000_000, 60_000_000  # bytes; a form may bring several files
MOST_FILE = 12_000_000  # bytes of each, as the API takes them
MOST_DISCARDED = 100_000_000  # a browser that sends more is cut off
# Of a form without files: its fields, and signs written as codes. Each costs its reader more than its bytes tell.
MOST_OF = {b"&": 10_000, b"%": 150_000}


def too_large(form: FormData) -> list[str]:
    """Names of the files that are larger than the API takes."""
    files = [each for _name, each in form.multi_items() if isinstance(each, UploadFile)]
    return [each.filename or "" for each in files if (each.size or 0) > MOST_FILE]


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
