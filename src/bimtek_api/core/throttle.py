"""Counting windows per (purpose, address), kept in the database so that every process counts alike.

What is counted is kept as a keyed hash: an address or a receipt's number stands nowhere in clear.
"""

import ipaddress
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import LargeBinary, Row, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from bimtek_api.core.errors import Refusal, TooMany
from bimtek_api.core.models import Mapped

HIT = text(
    "INSERT INTO throttles AS t (bucket, hits, ends_at) VALUES (:bucket, 1, bimtek_now() + :window)"
    " ON CONFLICT (bucket) DO UPDATE SET"
    " hits = CASE WHEN t.ends_at < bimtek_now() THEN 1 ELSE least(t.hits + 1, 1000000) END,"
    " ends_at = CASE WHEN t.ends_at < bimtek_now() THEN bimtek_now() + :window ELSE t.ends_at END"
    " RETURNING hits, ceil(extract(epoch FROM t.ends_at - bimtek_now()))::int AS seconds"
)
GIVE_BACK = text(
    "WITH held AS (SELECT bucket FROM throttles WHERE bucket = ANY(:buckets) ORDER BY bucket FOR UPDATE)"
    " UPDATE throttles t SET hits = hits - 1 FROM held WHERE t.bucket = held.bucket AND hits > 0"
)


class Throttle(SQLModel, table=True):
    __tablename__ = "throttles"

    bucket: Mapped[bytes] = Field(sa_type=LargeBinary, primary_key=True)
    hits: Mapped[int]
    ends_at: Mapped[datetime] = Field(index=True)


@dataclass(frozen=True)
class Limit:
    """At most so many in the bucket until its window is over."""

    bucket: str
    most: int
    window: timedelta


def parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address of the net; one of IPv4 that is written as IPv6 is one of IPv4."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def network_of(address: str) -> str:
    """An IPv4 address itself; of IPv6 the /64, which one household owns whole."""
    found = parsed(address)
    if isinstance(found, ipaddress.IPv6Address):
        return around(found, 64)
    return str(found or "unknown")


def provider_of(address: str) -> str | None:
    """Of IPv6 the /48: what a provider gives to one customer who asks. Many strangers may share it, too."""
    found = parsed(address)
    return around(found, 48) if isinstance(found, ipaddress.IPv6Address) else None


def around(address: ipaddress.IPv6Address, bits: int) -> str:
    return str(ipaddress.ip_network((int(address), bits), strict=False))


def client_address(request: Request) -> str:
    """The peer, or the browser behind our web app, which signs the address it passes on."""
    address, _, signature = request.headers.get("bimtek-client", "").partition(";")
    if signature and request.app.state.vault.address_is_signed(address, signature):
        return address
    return request.client.host if request.client else "unknown"


def limited(purpose: str, most: int, window: timedelta) -> Callable[[Request], Awaitable[None]]:
    """A dependency that answers 429 before any work. It counts in its own transaction: refusals count too."""

    async def count(request: Request) -> None:
        await expect_few(request, f"{purpose}:{network_of(client_address(request))}", most, window)

    return count


def failing(purpose: str, most: int, window: timedelta) -> Callable[[Request], AsyncIterator[None]]:
    """The same for what many people of one office do at one hour: only what was refused counts, and above `most`
    it is answered with 429. Whatever is right is done."""

    async def count(request: Request) -> AsyncIterator[None]:
        bucket = f"{purpose}:{network_of(client_address(request))}"
        async with request.app.state.database.transaction() as db:
            row = await hit(request, db, bucket, window)
        try:
            yield
        except Refusal as refused:
            if row.hits > most:
                raise TooMany(seconds=max(1, row.seconds)) from refused
            raise
        async with request.app.state.database.transaction() as db:
            await give_back(request, db, bucket)

    return count


async def hit(request: Request, db: AsyncSession, bucket: str, window: timedelta) -> Row:
    """One more in the bucket: `hits` so far, and in how many `seconds` its window ends."""
    return (await db.execute(HIT, {"bucket": index_of(request, bucket), "window": window})).one()


async def give_back(request: Request, db: AsyncSession, *buckets: str) -> None:
    """Takes one back from each: what was counted before it was judged turned out right."""
    await db.execute(GIVE_BACK, {"buckets": [index_of(request, each) for each in buckets]})


def index_of(request: Request, bucket: str) -> bytes:
    return request.app.state.vault.index_of("throttle", bucket)


@asynccontextmanager
async def guesses(request: Request, limits: Sequence[Limit], is_guess: Callable[[Exception], bool]) -> AsyncGenerator:
    """Refuses whoever has guessed wrong too often. A try counts before it is judged, so that many at once are many;
    what was no wrong guess is given back."""
    for each in limits:
        await expect_few(request, each.bucket, each.most, each.window)
    wrong = False
    try:
        yield
    except Exception as error:
        wrong = is_guess(error)
        raise
    finally:
        if not wrong:
            async with request.app.state.database.transaction() as db:
                await give_back(request, db, *(each.bucket for each in limits))


async def expect_few(request: Request, bucket: str, most: int, window: timedelta) -> None:
    """Counts one more in the bucket and refuses what is above `most`."""
    async with request.app.state.database.transaction() as db:
        row = await hit(request, db, bucket, window)
    if row.hits > most:
        raise TooMany(seconds=max(1, row.seconds))
