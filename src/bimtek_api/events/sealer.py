"""Chains the history. Requests write unchained events; one sealer at a time seals what is committed, in order.

A seal's hash covers the event's own content and the hash before it, so a changed, removed or inserted event
breaks every later seal. No request ever waits for a chain head.
"""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, LargeBinary, Row, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import now_column

LOCK = text("SELECT pg_try_advisory_xact_lock(hashtext('bimtek.sealer'))")
HEAD = text("SELECT position, transaction_id, event_position, hash FROM event_seals ORDER BY position DESC LIMIT 1")
# Only events of transactions older than every one still running, in the order of transactions: nothing can
# appear before them any more.
PENDING = text(
    "SELECT e.* FROM events e"
    " WHERE (e.transaction_id, e.position) > (:transaction_id, :event_position)"
    " AND e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    " ORDER BY e.transaction_id, e.position LIMIT :limit"
)
INSERT = text(
    "INSERT INTO event_seals (position, event_id, transaction_id, event_position, hash)"
    " VALUES (:position, :event_id, :transaction_id, :event_position, :hash)"
)
SEALED = text(
    "SELECT s.position AS seal, s.hash, e.* FROM event_seals s LEFT JOIN events e ON e.id = s.event_id"
    " WHERE s.position > :after ORDER BY s.position LIMIT 5000"
)
CONTENT = (
    "id", "position", "transaction_id", "at", "name", "actor_kind", "actor_id", "actor_name", "subject_kind",
    "subject_id", "person_id", "district_code", "before", "after", "reason", "request_id", "data",
)  # fmt: skip
GENESIS = b"\0" * 32
BEGINNING = {"transaction_id": 0, "event_position": 0}


class EventSeal(SQLModel, table=True):
    """One link: its place in the chain, the event, and the hash over both it and the link before."""

    __tablename__ = "event_seals"

    position: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    event_id: UUID = Field(foreign_key="events.id", unique=True)
    transaction_id: int = Field(sa_type=BigInteger)
    event_position: int = Field(sa_type=BigInteger)
    hash: bytes = Field(sa_type=LargeBinary, nullable=False)
    sealed_at: datetime = now_column()


def link(before: bytes, event: Row) -> bytes:
    """SHA-256 over the previous hash and the event's canonical content."""
    content: dict[str, Any] = {name: getattr(event, name) for name in CONTENT}
    return hashlib.sha256(before + orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)).digest()


async def seal(db: AsyncSession, limit: int = 5000) -> int:
    """Seals up to `limit` committed events; returns how many. Another sealer at work: none."""
    if not (await db.execute(LOCK)).scalar_one():
        return 0
    head = (await db.execute(HEAD)).first()
    position, before = (head.position, bytes(head.hash)) if head else (0, GENESIS)
    after = {"transaction_id": head.transaction_id, "event_position": head.event_position} if head else BEGINNING
    links = []
    for event in (await db.execute(PENDING, after | {"limit": limit})).all():
        position, before = position + 1, link(before, event)
        place = {"transaction_id": event.transaction_id, "event_position": event.position}
        links.append(place | {"position": position, "event_id": event.id, "hash": before})
    if links:
        await db.execute(INSERT, links)
    return len(links)


async def verify(db: AsyncSession) -> tuple[int, int | None]:
    """How many links hold, and the place of the first broken one (None: all hold)."""
    checked, before = 0, GENESIS
    while rows := (await db.execute(SEALED, {"after": checked})).all():
        for row in rows:
            if row.seal != checked + 1 or row.id is None or link(before, row) != bytes(row.hash):
                return checked, checked + 1
            checked, before = checked + 1, bytes(row.hash)
    return checked, None
