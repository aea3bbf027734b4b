"""The decree as a paper, and the scan of the paper that was signed."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import papers
from bimtek_api.core.actor import Actor
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.printer import Printer
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.decrees import documents, repository
from bimtek_api.grants.cases.decrees.models import Decree, DecreeScan


async def print_decree(db: AsyncSession, printer: Printer, actor: Actor, decree: Decree) -> None:
    """Freezes what the decree says and keeps its paper. Call it once every line is there."""
    amended = await repository.plain(db, decree.amends_id) if decree.amends_id else None
    lines = await repository.annex(db, decree.id)
    about = await repository.about(db, lines[0].application_id)
    snapshot = documents.content(decree, about, lines, amended)
    fingerprint, name = papers.fingerprint(snapshot), f"SK-{decree.number_key.replace('/', '-')}"
    content = await documents.pdf(snapshot, fingerprint)
    kept = await printer.keep(db, actor, content, kind="decree", name=name, district=decree.district_code)
    decree.snapshot, decree.snapshot_hash, decree.paper_id = snapshot, fingerprint, kept
    await db.flush()


async def keep_scan(db: AsyncSession, store: FileStore, actor: Actor, decree_id: UUID, content: bytes) -> None:
    """The signed paper, as PDF or photo. An earlier scan stays readable."""
    decree = await repository.lock(db, actor, decree_id)
    await repository.expect_signer(db, actor, decree)
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="decree_scan", media_type=media_type, name=f"SK-pindaian.{ending}",
        district=decree.district_code,
    )  # fmt: skip
    db.add(DecreeScan(decree_id=decree_id, file_id=stored.id, made_by=actor.id))
    await db.flush()
    data = {"file_id": str(stored.id)}
    await record(db, actor, Entry("decree.scan_kept", ("decree", decree_id), decree.district_code, data=data))
