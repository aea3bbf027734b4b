"""Registrations sent side by side at a running system, each with a key of its own so that it can be sent again."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

import httpx
import psycopg

from tests import factories
from tests.keys import HOOKS

COUNTS = """
SELECT (SELECT count(*) FROM registrations), (SELECT coalesce(sum(taken), 0) FROM seat_counters),
       (SELECT count(*) FROM events WHERE name = 'registration.submitted')
"""


@dataclass
class Load:
    """`answers` are all answers so far; None where there was none."""

    session_id: UUID
    size: int
    answers: list[httpx.Response | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.requests = [(factories.registration(self.session_id), factories.once()) for _ in range(self.size)]

    async def send(self, client: httpx.AsyncClient, number: int) -> httpx.Response | None:
        body, key = self.requests[number]
        try:
            answer = await client.post("/v1/registrations", json=body, headers=key)
        except httpx.HTTPError:
            answer = None
        self.answers.append(answer)
        return answer

    async def insist(self, client: httpx.AsyncClient, number: int) -> None:
        """Sends one again and again until it is taken, for a minute at most."""
        for _ in range(600):
            answer = await self.send(client, number)
            if answer is not None and answer.status_code < 500:
                assert answer.status_code == 201, answer.text
                return
            await asyncio.sleep(0.1)
        raise TimeoutError

    async def all_at(self, api: str, width: int = 8) -> None:
        """Everything, `width` at a time, each until it is taken."""
        numbers = iter(range(self.size))

        async def one(client: httpx.AsyncClient) -> None:
            for number in numbers:
                await self.insist(client, number)

        async with httpx.AsyncClient(base_url=api, timeout=20, event_hooks=HOOKS) as client:
            await asyncio.gather(*(one(client) for _ in range(width)))

    def refusals(self) -> set[tuple[int, str]]:
        """What was answered instead: status and media type."""
        unlike = (each for each in self.answers if each is not None and each.status_code != 201)
        return {(each.status_code, each.headers["content-type"]) for each in unlike}


def kept(url: str) -> tuple[int, ...]:
    """Registrations, seats taken, and events of registrations."""
    with psycopg.connect(url) as connection:
        row = connection.execute(COUNTS).fetchone()
    return tuple(int(each) for each in row or ())
