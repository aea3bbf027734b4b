"""What one connection may cost our own server: size and time of a request's head, time of its body, how many at once.

A proxy may ask for less; nothing here relies on there being one. uvicorn has no limits of its own for these.
"""

from asyncio import TimerHandle, Transport
from collections.abc import Callable
from typing import Any, ClassVar

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bimtek_api.commands.answers import FULL, HEAD_TOO_LARGE, TOO_SLOW, UNREADABLE, Refusal

MOST_HEAD, MOST_HEADERS = 32_768, 100  # bytes of a head with its address, and lines in it
HEAD_SECONDS, BODY_IDLE, BODY_SECONDS, ANSWER_IDLE = 10.0, 30.0, 600.0, 60.0
MOST_CONNECTIONS, MOST_AT_ONCE = 1_000, 1_000  # open, and being answered


class Guarded(HttpToolsProtocol):
    """One connection. A head is counted as bytes that come and as fields that are read: either may be endless.

    When there are too many connections, the one that has waited longest without a whole head makes room; when all are
    being answered, the newcomer is told so.
    """

    for_people = False
    waiting: ClassVar[dict["Guarded", None]] = {}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.head = self.read = self.fields = 0
        self.in_head, self.in_body, self.refused = True, False, False
        self.timers: dict[str, TimerHandle] = {}
        self.served = self.app

    def connection_made(self, transport: Transport) -> None:
        super().connection_made(transport)
        self.await_head()
        oldest = next(iter(self.waiting))
        if len(self.connections) > MOST_CONNECTIONS and oldest is not self:
            oldest.too_slow()

    def connection_lost(self, exc: Exception | None) -> None:
        self.waiting.pop(self, None)
        for name in list(self.timers):
            self.stop(name)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.refused:
            return
        if self.in_head and "head" not in self.timers:
            self.await_head()
        self.head += len(data) if self.in_head else 0
        super().data_received(data)
        if self.fields > MOST_HEADERS or (self.in_head and self.head > MOST_HEAD):
            self.refuse(HEAD_TOO_LARGE)
        elif self.in_body:
            self.start("body", BODY_IDLE, self.body_idle)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.read = self.fields = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        self.fields += 1
        self.read += len(name) + len(value) + 4
        if self.read > MOST_HEAD:
            self.fields = MOST_HEADERS + 1
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self.fields > MOST_HEADERS or len(self.url) > MOST_HEAD:
            self.fields = MOST_HEADERS + 1
            return
        self.stop("head")
        self.waiting.pop(self, None)
        self.in_head, self.in_body = False, True
        self.start("whole", BODY_SECONDS, self.too_slow)
        self.app = self.full if len(self.tasks) >= MOST_AT_ONCE else self.served
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self.in_body:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self.in_body:
            super().on_message_complete()
        self.head, self.in_head, self.in_body = 0, True, False
        self.stop("whole")
        self.stop("body")

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.waiting[self] = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self.start("answer", ANSWER_IDLE, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.stop("answer")

    def await_head(self) -> None:
        self.waiting[self] = None
        self.start("head", HEAD_SECONDS, self.too_slow)

    def body_idle(self) -> None:
        """Nothing came for a while: the sender's fault, unless it is we who do not read."""
        if self.flow.read_paused:
            self.start("body", BODY_IDLE, self.body_idle)
        else:
            self.too_slow()

    def too_slow(self) -> None:
        """Whoever has said nothing yet is told nothing."""
        if self.head or self.in_body:
            self.refuse(TOO_SLOW)
        else:
            self.transport.close()

    def refuse(self, why: Refusal) -> None:
        """Says why, where no answer has begun, and hangs up."""
        self.refused = True
        self.waiting.pop(self, None)
        begun = self.in_body and self.cycle is not None and self.cycle.response_started
        if not begun:
            self.transport.write(why.written(page=self.for_people))
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What the parser cannot read. Its own words are for nobody."""
        self.refuse(UNREADABLE)

    async def full(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers while all hands are busy."""
        headers, body = FULL.answer(page=self.for_people)
        await send({"type": "http.response.start", "status": FULL.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def start(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        self.stop(name)
        self.timers[name] = self.loop.call_later(seconds, then)

    def stop(self, name: str) -> None:
        if timer := self.timers.pop(name, None):
            timer.cancel()


class GuardedPages(Guarded):
    """The same where people look at the answers."""

    for_people = True
