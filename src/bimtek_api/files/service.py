"""What is kept of an upload: pictures made anew, types by content, a row for every file."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import IO
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas, documents, pictures, workshop
from bimtek_api.core.actor import Actor
from bimtek_api.core.db import Database
from bimtek_api.files.errors import NotADocument, UnknownFile
from bimtek_api.files.models import StoredFile
from bimtek_api.files.store import FileStore

# Whoever brings bytes holds this shared until her row is there; whoever sweeps holds it alone.
BRINGING = text("SELECT pg_advisory_xact_lock_shared(hashtext('bimtek files'))")
SWEEPING = text("SELECT pg_advisory_xact_lock(hashtext('bimtek files'))")
AGE, AT_ONCE = timedelta(minutes=15), 200


async def picture(content: bytes) -> bytes:
    """The picture made anew, beside the event loop."""
    return await workshop.do(pictures.made_anew, content)


async def signature(content: bytes) -> tuple[bytes, str]:
    """A signature made anew, and the fingerprint of its pixels. Refuses a picture without ink."""
    return await workshop.do(pictures.signed, content)


async def signed_paper(content: bytes) -> tuple[bytes, str, str]:
    """A paper signed in ink, as `judged`; a picture of it shows ink."""
    made, media_type, ending = await judged(content, picture_only=False)
    if media_type == "image/jpeg":
        await workshop.do(pictures.expect_ink, made)
    return made, media_type, ending


async def judged(content: bytes, *, picture_only: bool) -> tuple[bytes, str, str]:
    """What is kept of an upload, its media type and its ending: a picture made anew, or a whole PDF as it came."""
    if not picture_only and documents.is_pdf(content):
        await workshop.do(documents.expect_whole, content)
        return content, "application/pdf", "pdf"
    try:
        return await picture(content), "image/jpeg", "jpg"
    except pictures.NotAPicture as no:
        if picture_only:
            raise
        raise NotADocument from no


async def keep(
    db: AsyncSession,
    store: FileStore,
    actor: Actor,
    content: bytes,
    *,
    kind: str,
    media_type: str,
    name: str,
    district: str,
) -> StoredFile:
    """Stores the bytes and their row."""
    await db.execute(BRINGING)
    sha256 = await store.write(content)
    about = {"kind": kind, "media_type": media_type, "name": name, "district_code": district}
    return await note(db, StoredFile(**about, sha256=sha256, size=len(content), made_by=actor.id))


async def keep_stream(
    db: AsyncSession, store: FileStore, actor: Actor, file: IO[bytes], *, kind: str, media_type: str, name: str
) -> StoredFile:
    """The same for what is too large for memory and belongs to its maker alone."""
    await db.execute(BRINGING)
    sha256, size = await store.write_stream(file)
    about = {"kind": kind, "media_type": media_type, "name": name, "district_code": ""}
    return await note(db, StoredFile(**about, sha256=sha256, size=size, made_by=actor.id))


async def note(db: AsyncSession, stored: StoredFile) -> StoredFile:
    db.add(stored)
    await db.flush()
    return stored


async def drop(db: AsyncSession, file_id: UUID) -> str | None:
    """Forgets a file's row; the hash of its bytes when no other row names them."""
    stored = await find(db, file_id)
    await db.delete(stored)
    await db.flush()
    others = await db.execute(select(StoredFile.id).where(StoredFile.sha256 == stored.sha256).limit(1))
    return stored.sha256 if others.first() is None else None


async def find(db: AsyncSession, file_id: UUID) -> StoredFile:
    stored = await db.get(StoredFile, file_id)
    if stored is None:
        raise UnknownFile
    return stored


async def sweep(database: Database, store: FileStore, age: timedelta = AGE) -> int:
    """Removes bytes that no row names, left by requests that were broken off; returns how many.

    Only what is older than `age`, by the store's clock. Bytes whose request is still under way hold the lock.
    """
    before, removed = datetime.now(UTC) - age, 0  # the store's time, not the rules'
    old = [sha256 async for sha256 in store.older(before)]
    for start in range(0, len(old), AT_ONCE):
        part = old[start : start + AT_ONCE]
        async with database.transaction() as db:
            await db.execute(SWEEPING)
            for sha256 in await unnamed(db, part):
                removed += await store.remove_older(sha256, before)
    return removed


async def spoiled(db: AsyncSession, store: FileStore) -> list[str]:
    """Ids of files whose bytes are gone or are no longer what was kept. Reads everything; `db` must see it."""
    lost = []
    async for file_id, sha256 in await db.stream(select(StoredFile.id, StoredFile.sha256)):
        try:
            await store.read(sha256)
        except UnknownFile:
            lost.append(str(file_id))
    return lost


async def unnamed(db: AsyncSession, hashes: Sequence[str]) -> list[str]:
    """Those of `hashes` that no row of any area names."""
    async with areas.everywhere(db):
        query = select(StoredFile.sha256).where(StoredFile.sha256.in_(hashes))
        known = set((await db.execute(query)).scalars())
    return [sha256 for sha256 in hashes if sha256 not in known]
