"""Keeping a signature, and binding it to the one paper it was given for."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.files import service as files
from bimtek_api.files.errors import UnknownFile
from bimtek_api.files.models import StoredFile
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.signatures.errors import SignatureUsed
from bimtek_api.grants.cases.signatures.models import Signature

KIND = "signature"


async def keep(db: AsyncSession, store: FileStore, actor: Actor, content: bytes, district: str) -> StoredFile:
    """A picture with ink in it. The same officer's same picture, still unused, is the one kept before."""
    made, pixels = await files.signature(content)
    known = (await db.execute(select(Signature).where(Signature.pixels == pixels))).scalar_one_or_none()
    if known:
        stored = await files.find(db, known.file_id)
        if known.side or (stored.made_by, stored.district_code) != (actor.id, district):
            raise SignatureUsed
        return stored
    stored = await files.keep(
        db, store, actor, made, kind=KIND, media_type="image/jpeg", name="tanda-tangan.jpg", district=district
    )
    db.add(Signature(file_id=stored.id, pixels=pixels, sha256=stored.sha256))
    await db.flush()
    return stored


async def bind(
    db: AsyncSession, file_id: UUID, case_id: UUID, side: str, person: UUID, district: str
) -> StoredFile:  # fmt: skip
    """This signature is that person's on that side of that case, and nothing else from now on."""
    query = select(Signature).where(Signature.file_id == file_id).with_for_update()
    found, stored = (await db.execute(query)).scalar_one_or_none(), await files.find(db, file_id)
    if found is None or (stored.kind, stored.district_code) != (KIND, district):
        raise UnknownFile
    if found.side:
        raise SignatureUsed
    found.application_id, found.side, found.person_id = case_id, side, person
    await db.flush()
    return stored
