"""Counting windows per (purpose, address), kept in the database so that every process counts alike."""

import ipaddress
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import text
from sqlmodel import Field, SQLModel

from bimtek_api.core.errors import TooMany
from bimtek_api.core.models import now_column

HIT = text(
    "INSERT INTO throttles AS t (bucket, hits) VALUES (:bucket, 1)"
    " ON CONFLICT (bucket) DO UPDATE SET"
    " hits = CASE WHEN t.started_at < bimtek_now() - :window THEN 1 ELSE least(t.hits + 1, 1000000) END,"
    " started_at = CASE WHEN t.started_at < bimtek_now() - :window THEN bimtek_now() ELSE t.started_at END"
    " RETURNING hits, ceil(extract(epoch FROM t.started_at + :window - bimtek_now()))::int AS seconds"
)


class Throttle(SQLModel, table=True):
    __tablename__ = "throttles"

    bucket: str = Field(primary_key=True, max_length=120)
    hits: int
    started_at: datetime = now_column()


def network_of(address: str) -> str:
    """An IPv4 address itself; of IPv6 the /64, which one household owns whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


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


async def expect_few(request: Request, bucket: str, most: int, window: timedelta) -> None:
    """Counts one more in the bucket and refuses what is above `most`."""
    async with request.app.state.database.transaction() as db:
        row = (await db.execute(HIT, {"bucket": bucket, "window": window})).one()
    if row.hits > most:
        raise TooMany(seconds=max(1, row.seconds))
