"""One effect per (caller, key): the key is inserted in the effect's own transaction.

A second request with the same key waits for the first (the connection's lock_timeout turns a long wait
into 409), then gets the same resource rendered again. Bodies are never kept, only their hash; of an act on many
things at once what became of each is kept for the day, without names.

A refused request leaves nothing behind: its key goes with its transaction, and the corrected body may use it.
"""

import hashlib
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, BinaryIO, TypeVar
from uuid import UUID

import orjson
from fastapi import Depends, Header, Request
from pydantic import BaseModel
from python_multipart.multipart import parse_options_header
from sqlalchemy import Column, Index, LargeBinary, Row, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from bimtek_api.core import models
from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Fault, Invalid, Unprocessable
from bimtek_api.core.i18n import N_
from bimtek_api.core.models import now_column
from bimtek_api.core.personal import Frozen, Plain

CLAIM = text(
    "INSERT INTO idempotency_keys (caller, key, body_hash) VALUES (:caller, :key, :body_hash)"
    " ON CONFLICT (caller, key) DO NOTHING RETURNING 1"
)
SETTLE = text("UPDATE idempotency_keys SET resource_id = :resource_id WHERE caller = :caller AND key = :key")
KEEP = text("UPDATE idempotency_keys SET answer = cast(:answer AS jsonb) WHERE caller = :caller AND key = :key")
FIND = text("SELECT body_hash, resource_id, answer FROM idempotency_keys WHERE caller = :caller AND key = :key")
FORMS = (b"multipart/form-data", b"application/x-www-form-urlencoded")
PIECE = 1 << 18  # bytes of a file at a time
KEY_REQUIRED = N_("Sertakan kepala Idempotency-Key, 16 sampai 100 huruf, baru untuk tiap kiriman.")
Done = TypeVar("Done", bound=BaseModel)


class IdempotencyKey(SQLModel, table=True):
    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "created_at"),)

    caller: Plain[str] = Field(primary_key=True, max_length=80)
    key: Plain[str] = Field(primary_key=True, max_length=100)
    body_hash: Plain[bytes] = Field(sa_type=LargeBinary, nullable=False)
    resource_id: Plain[UUID | None] = Field(default=None)
    answer: Frozen[Any] = Field(default=None, sa_column=Column(JSONB))
    created_at: Plain[datetime] = now_column()


class KeyReused(Unprocessable):
    code = "idempotency_key_reused"
    text = N_("Kunci ini sudah dipakai untuk kiriman lain. Buat kunci baru.")


@dataclass(frozen=True)
class Once:
    """The key of one request and the hash of its body."""

    key: str
    body_hash: bytes

    async def claim(self, db: AsyncSession, caller: str) -> Row | None:
        """Claims the key; what is known of the earlier request when it was served before."""
        facts = {"caller": caller, "key": self.key}
        if (await db.execute(CLAIM, facts | {"body_hash": self.body_hash})).first():
            return None
        row = (await db.execute(FIND, facts)).one()
        if bytes(row.body_hash) != self.body_hash:
            raise KeyReused(resource_id=row.resource_id)
        return row

    async def earlier(self, db: AsyncSession, caller: str) -> UUID | None:
        """Claims the key; the earlier resource when the same request was served before."""
        row = await self.claim(db, caller)
        return row.resource_id if row else None

    async def first(self, db: AsyncSession, actor: Actor) -> bool:
        """Claims the key for an act on what is there; False when it was done, and only its answer is due again."""
        return await self.claim(db, actor.caller) is None

    async def one(self, db: AsyncSession, actor: Actor, act: Coroutine[None, None, UUID | models.Row]) -> UUID:
        """The id of what `act` answers with: by doing it the first time, from memory afterwards."""
        try:
            if earlier := await self.earlier(db, actor.caller):
                return earlier
            done = await act
        finally:
            act.close()
        made = done if isinstance(done, UUID) else done.id
        await self.settle(db, actor.caller, made)
        return made

    async def kept(
        self, db: AsyncSession, actor: Actor, kind: type[Done], act: Coroutine[None, None, Done], without: Any = None
    ) -> Done:
        """The same for what a bulk act came to, which nothing else remembers. `without`: what names people."""
        try:
            if row := await self.claim(db, actor.caller):
                return kind.model_validate(row.answer)
            done = await act
        finally:
            act.close()
        facts = {"caller": actor.caller, "key": self.key, "answer": done.model_dump_json(exclude=without)}
        await db.execute(KEEP, facts)
        return done

    async def settle(self, db: AsyncSession, caller: str, resource_id: UUID) -> None:
        await db.execute(SETTLE, {"caller": caller, "key": self.key, "resource_id": resource_id})


async def once_of(request: Request, idempotency_key: Annotated[str | None, Header(max_length=200)] = None) -> Once:
    key = idempotency_key or ""
    if not (16 <= len(key) <= 100 and key.isascii() and key.isprintable()):
        raise Invalid(Fault("/header/idempotency-key", "idempotency_key_required", KEY_REQUIRED))
    asked = orjson.dumps([request.url.path, request.url.query, await sent(request)])
    return Once(key, hashlib.sha256(asked).digest())


async def sent(request: Request) -> list[Any]:
    """What came, for comparing. A form is read part by part: its boundary is another one every time."""
    if parse_options_header(request.headers.get("content-type"))[0] not in FORMS:
        return [hashlib.sha256(await request.body()).hexdigest()]
    return [
        [name, value.filename, await hash_of(value)] if isinstance(value, UploadFile) else [name, value]
        for name, value in (await request.form()).multi_items()
    ]


async def hash_of(file: UploadFile) -> str:
    """In a thread: twelve megabytes take longer than the event loop may be kept."""
    found = await run_in_threadpool(digest, file.file)
    await file.seek(0)
    return found


def digest(file: BinaryIO) -> str:
    whole = hashlib.sha256()
    while piece := file.read(PIECE):
        whole.update(piece)
    return whole.hexdigest()


OnceDep = Annotated[Once, Depends(once_of)]
