"""Chains the history. Requests write events; `seal_events()` of the database makes the links of what is committed.

A link's hash covers the event's own content and the hash before it, so a changed, removed or inserted event breaks
every later link. Nobody can hand in a link: the function takes no content. No request waits for the chain's head.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, CheckConstraint, LargeBinary, Row, SmallInteger, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, now_column

NAMES = (
    "id", "position", "transaction_id", "at", "name", "actor_kind", "actor_id", "actor_name", "subject_kind",
    "subject_id", "person_id", "district_code", "before", "after", "reason", "request_id", "data",
)  # fmt: skip
HEAD = text("SELECT seals AS position, hash FROM chain_heads WHERE seals > 0")
SEAL = text("SELECT seal_events(:most)")
PASSED_OVER = text("SELECT count(*) FROM history_findings WHERE finding = 'passed_over'")
LATE = text("SELECT count(*) FROM events_to_seal WHERE queued_at < clock_timestamp() - interval '10 minutes'")
# The content is written out here again: whoever verifies does not ask the database's function what it sealed.
SEALED = text("""
SELECT s.position AS seal, s.hash, s.form, e.*, jsonb_build_object(
    'id', e.id, 'position', e.position, 'transaction_id', e.transaction_id, 'at', e.at, 'name', e.name,
    'actor_kind', e.actor_kind, 'actor_id', e.actor_id, 'actor_name', e.actor_name, 'subject_kind', e.subject_kind,
    'subject_id', e.subject_id, 'person_id', e.person_id, 'district_code', e.district_code, 'before', e.before,
    'after', e.after, 'reason', e.reason, 'request_id', e.request_id, 'data', e.data)::text AS content
FROM event_seals s LEFT JOIN events e ON e.id = s.event_id WHERE s.position > :after ORDER BY s.position LIMIT 5000
""")
GENESIS = b"\0" * 32
OLD_FORM = 1  # the content as this program once wrote it, before the database made the links


class EventSeal(SQLModel, table=True):
    """One link: its place in the chain, the event, and the hash over both it and the link before."""

    __tablename__ = "event_seals"

    position: Mapped[int] = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    event_id: Mapped[UUID] = Field(foreign_key="events.id", unique=True)
    transaction_id: Mapped[int] = Field(sa_type=BigInteger)
    event_position: Mapped[int] = Field(sa_type=BigInteger)
    hash: Mapped[bytes] = Field(sa_type=LargeBinary, nullable=False)
    sealed_at: Mapped[datetime] = now_column()
    form: Mapped[int] = Field(
        default=OLD_FORM, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("1")}
    )


class EventToSeal(SQLModel, table=True):
    """An event without its link. The clock here is the server's own: it asks whether the sealer works."""

    __tablename__ = "events_to_seal"

    position: Mapped[int] = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    event_id: Mapped[UUID] = Field(unique=True)
    queued_at: Mapped[datetime] = Field(
        default=None, nullable=False, sa_column_kwargs={"server_default": text("clock_timestamp()")}
    )


class ChainHead(SQLModel, table=True):
    """How many links there are and which is the last, beside the links: whoever cuts them must know of it."""

    __tablename__ = "chain_heads"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = Field(
        default=1, primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"server_default": text("1")}
    )
    seals: Mapped[int] = Field(sa_type=BigInteger)
    event_id: Mapped[UUID | None] = Field(default=None)
    hash: Mapped[bytes] = Field(sa_type=LargeBinary, nullable=False)


class HistoryFinding(SQLModel, table=True):
    """What an upgrade found in the history: `passed_over`, an event the older sealer would never have reached."""

    __tablename__ = "history_findings"

    event_id: Mapped[UUID] = Field(primary_key=True, foreign_key="events.id")
    finding: Mapped[str] = Field(primary_key=True, max_length=20)
    found_at: Mapped[datetime] = now_column()


@dataclass(frozen=True)
class Verified:
    """How many links hold, the place of the first that does not or is missing, and how many there once were."""

    links: int
    broken: int | None
    once: int


def link(before: bytes, event: Row) -> bytes:
    """SHA-256 over the previous hash and the event's canonical content."""
    if event.form != OLD_FORM:
        return hashlib.sha256(before + event.content.encode()).digest()
    content: dict[str, object] = {name: getattr(event, name) for name in NAMES}
    return hashlib.sha256(before + orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)).digest()


async def seal(db: AsyncSession, limit: int = 5000) -> int:
    """Seals up to `limit` committed events; returns how many. Another sealer at work: none."""
    return (await db.execute(SEAL, {"most": limit})).scalar_one()


async def late(db: AsyncSession) -> int:
    """Events that should have had their link for a while: the sealer sleeps."""
    return (await db.execute(LATE)).scalar_one()


async def passed_over(db: AsyncSession) -> int:
    """Events of an older version that got their link long after they happened."""
    return (await db.execute(PASSED_OVER)).scalar_one()


async def verify(db: AsyncSession) -> Verified:
    """Computes every link again. `db` must speak UTC, as all our connections do."""
    head = (await db.execute(HEAD)).first()
    once, last = (head.position, bytes(head.hash)) if head else (0, GENESIS)
    checked, before = 0, GENESIS
    ends_there = once == 0
    while rows := (await db.execute(SEALED, {"after": checked})).all():
        for row in rows:
            if row.seal != checked + 1 or row.id is None or link(before, row) != bytes(row.hash):
                return Verified(checked, checked + 1, once)
            checked, before = checked + 1, bytes(row.hash)
            ends_there = ends_there or (checked == once and before == last)  # more may have been sealed meanwhile
    return Verified(checked, None if ends_there else checked + 1, once)
