"""The evidence of a request: what the officer was shown, as a picture or a PDF."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests import repository, service
from bimtek_api.change_requests.errors import EvidenceMissing, MadeByOther
from bimtek_api.change_requests.models import ChangeStatus
from bimtek_api.core.actor import Actor
from bimtek_api.core.workflow import WrongStep
from bimtek_api.files import service as files
from bimtek_api.files.models import StoredFile
from bimtek_api.files.store import FileStore
from bimtek_api.programmes.programmes.service import COUNTRY


async def keep(db: AsyncSession, store: FileStore, actor: Actor, request_id: UUID, seen: int, content: bytes) -> None:
    """Only who asked brings it, and only while nobody decided. A draft goes on to be decided."""
    await repository.read(db, actor, request_id)
    request = await repository.lock(db, request_id)
    request.expect(seen)
    if not actor.is_one_of(request.made_by):
        raise MadeByOther
    if request.status not in (ChangeStatus.DRAFT, ChangeStatus.SUBMITTED):
        raise WrongStep
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="change_evidence", media_type=media_type, name=f"bukti.{ending}",
        district=request.district_code or COUNTRY,
    )  # fmt: skip
    request.evidence_id = stored.id
    if request.status == ChangeStatus.DRAFT:
        await service.submit(db, actor, request, actor)
        return
    request.version += 1
    await db.flush()


async def find(db: AsyncSession, actor: Actor, request_id: UUID) -> StoredFile:
    request = (await repository.read(db, actor, request_id)).ChangeRequest
    if request.evidence_id is None:
        raise EvidenceMissing
    return await files.find(db, request.evidence_id)
