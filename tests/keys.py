"""A fresh Idempotency-Key on every POST of a test's client. A test that is about the key brings its own, or ''."""

from uuid import uuid4

from httpx import Request


async def keyed(request: Request) -> None:
    if request.method == "POST":
        request.headers.setdefault("Idempotency-Key", str(uuid4()))


HOOKS = {"request": [keyed]}
