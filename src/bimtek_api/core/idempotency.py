"""One effect per (caller, key): the key is inserted in the effect's own transaction.

A second request with the same key waits for the first (the connection's lock_timeout turns a long wait
into 409), then gets the same resource rendered again. Bodies are never kept, only their hash.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request
from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from bimtek_api.core.errors import Fault, Invalid, Unprocessable
from bimtek_api.core.i18n import N_
from bimtek_api.core.models import now_column

CLAIM = text(
    "INSERT INTO idempotency_keys (caller, key, body_hash) VALUES (:caller, :key, :body_hash)"
    " ON CONFLICT (caller, key) DO NOTHING RETURNING 1"
)
SETTLE = text("UPDATE idempotency_keys SET resource_id = :resource_id WHERE caller = :caller AND key = :key")
FIND = text("SELECT body_hash, resource_id FROM idempotency_keys WHERE caller = :caller AND key = :key")
KEY_REQUIRED = N_("Sertakan kepala Idempotency-Key, 16 sampai 100 huruf, baru untuk tiap kiriman.")


class IdempotencyKey(SQLModel, table=True):
    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "created_at"),)

    caller: str = Field(primary_key=True, max_length=80)
    key: str = Field(primary_key=True, max_length=100)
    body_hash: bytes = Field(sa_type=LargeBinary, nullable=False)
    resource_id: UUID | None = None
    created_at: datetime = now_column()


class KeyReused(Unprocessable):
    code = "idempotency_key_reused"
    text = N_("Kunci ini sudah dipakai untuk kiriman lain. Buat kunci baru.")


@dataclass(frozen=True)
class Once:
    """The key of one request and the hash of its body."""

    key: str
    body_hash: bytes

    async def earlier(self, db: AsyncSession, caller: str) -> UUID | None:
        """Claims the key; returns the earlier resource when the same request was served before."""
        facts = {"caller": caller, "key": self.key}
        if (await db.execute(CLAIM, facts | {"body_hash": self.body_hash})).first():
            return None
        row = (await db.execute(FIND, facts)).one()
        if bytes(row.body_hash) != self.body_hash:
            raise KeyReused(resource_id=row.resource_id)
        return row.resource_id

    async def settle(self, db: AsyncSession, caller: str, resource_id: UUID) -> None:
        await db.execute(SETTLE, {"caller": caller, "key": self.key, "resource_id": resource_id})


async def once_of(request: Request, idempotency_key: Annotated[str | None, Header(max_length=200)] = None) -> Once:
    key = idempotency_key or ""
    if not (16 <= len(key) <= 100 and key.isascii() and key.isprintable()):
        raise Invalid(Fault("/header/idempotency-key", "idempotency_key_required", KEY_REQUIRED))
    body = await request.body()
    return Once(key, hashlib.sha256(request.url.path.encode() + b"\0" + body).digest())


OnceDep = Annotated[Once, Depends(once_of)]
