"""The private store: bytes under their hash, pictures re-encoded, everything checked before it is read."""

import hashlib
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.files.errors import NotADocument, NotAPicture, PictureTooLarge, UnknownFile
from bimtek_api.files.models import StoredFile

MOST_PIXELS, SIDE = 40_000_000, 2000


class FileStore:
    """A folder nobody serves. Names are hashes, so the same bytes lie there once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def write(self, content: bytes) -> str:
        """Keeps the bytes; a half-written file never gets its name."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = target.with_name(f".{uuid4().hex}")
            draft.write_bytes(content)
            draft.rename(target)
        return sha256

    def read(self, sha256: str) -> bytes:
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnknownFile
        return content


def picture(content: bytes) -> bytes:
    """The picture as JPEG, turned upright, at most 2000 px, without place or camera. By content, not by name."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureTooLarge
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    upright.thumbnail((SIDE, SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=82)
    return out.getvalue()


def judged(content: bytes, *, picture_only: bool) -> tuple[bytes, str, str]:
    """What is kept of an upload, its media type and its ending: a picture made anew, or a PDF as it came."""
    if not picture_only and content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return content, "application/pdf", "pdf"
    try:
        return picture(content), "image/jpeg", "jpg"
    except NotAPicture as no:
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
    sha256 = store.write(content)
    stored = StoredFile(
        kind=kind, media_type=media_type, sha256=sha256, size=len(content), name=name, district_code=district,
        made_by=actor.id,
    )  # fmt: skip
    db.add(stored)
    await db.flush()
    return stored


async def find(db: AsyncSession, file_id: UUID) -> StoredFile:
    stored = await db.get(StoredFile, file_id)
    if stored is None:
        raise UnknownFile
    return stored
