"""The papers of a group: a newer one of a kind takes the place of the older, which stays readable."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.participants.groups import repository
from bimtek_api.participants.groups.errors import PaperJudged, PaperWithdrawn, UnknownGroup
from bimtek_api.participants.groups.models import GroupPaper
from bimtek_api.participants.groups.schemas import PaperWrite

BEFORE_ISSUED = N_("Masa berlaku tidak boleh berakhir sebelum tanggal terbitnya.")


async def keep(
    db: AsyncSession, store: FileStore, actor: Actor, group_id: UUID, new: PaperWrite, content: bytes
) -> None:
    """Judges the bytes by their content; a picture is made anew, a PDF is kept as it came."""
    group = await repository.read(db, actor, group_id)
    expect_within(actor, Permission.GROUP_RECORD, group.district_code, UnknownGroup)
    if new.expires_on and new.expires_on < (new.issued_on or date.min):
        raise Invalid(Fault("/expires_on", "expires_before_issued", BEFORE_ISSUED))
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="group", media_type=media_type, name=f"{new.kind}.{ending}",
        district=group.district_code,
    )  # fmt: skip
    db.add(GroupPaper(group_id=group_id, file_id=stored.id, made_by=actor.id, **new.model_dump()))
    await db.flush()
    data = {"kind": str(new.kind), "file_id": str(stored.id)}
    await record(db, actor, Entry("group.paper_kept", ("group", group_id), group.district_code, data=data))


async def withdraw(db: AsyncSession, actor: Actor, group_id: UUID, paper_id: UUID, reason: str) -> UUID:
    """Takes back a paper nobody has judged; the one before it counts again. Returns the group."""
    group = await repository.read(db, actor, group_id)
    expect_within(actor, Permission.GROUP_RECORD, group.district_code, UnknownGroup)
    paper = await repository.lock_paper(db, group_id, paper_id)
    if paper.withdrawn_at:
        raise PaperWithdrawn
    if await repository.is_judged(db, paper_id):
        raise PaperJudged
    paper.withdrawn_at, paper.withdrawn_by, paper.withdrawn_reason = await clock.now(db), actor.id, reason
    await db.flush()
    data = {"kind": str(paper.kind), "file_id": str(paper.file_id)}
    entry = Entry("group.paper_withdrawn", ("group", group_id), group.district_code, reason=reason, data=data)
    await record(db, actor, entry)
    return group_id
