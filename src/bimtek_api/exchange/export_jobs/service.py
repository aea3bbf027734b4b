"""Long lists: asked for once, written by the worker in the name of who asked, forgotten after a day."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins import service as logins
from bimtek_api.core import clock, i18n, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import Database
from bimtek_api.core.errors import Forbidden, LoginRequired, Refusal
from bimtek_api.core.sheets import MEDIA
from bimtek_api.events import jobs
from bimtek_api.exchange.export_jobs import repository
from bimtek_api.exchange.export_jobs.errors import ExportRightsChanged
from bimtek_api.exchange.export_jobs.models import ExportJob
from bimtek_api.exchange.exports import service as exports
from bimtek_api.exchange.exports.schemas import RegistrationExport
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore

TASK, QUEUE = "write_export", "papers"


async def ask(db: AsyncSession, actor: Actor, asked: RegistrationExport) -> ExportJob:
    """The list as it is filtered; the one that is being written already, if it is the same."""
    actor.require(Permission.REGISTRATION_READ)
    if actor.id is None:
        raise LoginRequired
    request = asked.model_dump(mode="json", exclude_none=True)
    request_hash = papers.fingerprint(request)
    found = await repository.same(db, actor.id, request_hash)
    if found and found.scope in (None, scope_of(actor)):
        return found
    facts = {"request": request, "request_hash": request_hash, "language": i18n.language.get()}
    if job := await repository.begin(db, asked_by=actor.id, **facts):
        await jobs.defer(db, TASK, QUEUE, job_id=str(job.id))
        return job
    return await repository.running(db, actor.id, request_hash)  # asked for twice at the same moment


def scope_of(actor: Actor) -> str:
    """Where she may read registrations, one entry for each role."""
    held = actor.holding(Permission.REGISTRATION_READ)
    return ",".join(sorted({f"{grant.region or '*'}|{grant.programme or '*'}" for grant in held}))


def expect_rights(actor: Actor, job: ExportJob) -> None:
    """Every right the list was written with is asked again when it is fetched."""
    actor.require(Permission.REGISTRATION_READ)
    if job.file_id and not set((job.scope or "?").split(",")) <= set(scope_of(actor).split(",")):
        raise ExportRightsChanged


async def run(database: Database, store: FileStore, job_id: UUID) -> None:
    """Writes the list with the rights she has now. Harmless when run twice: what is there already stays."""
    async with database.transaction() as db:
        job = await db.get(ExportJob, job_id)
        actor = await logins.actor_of(db, job.asked_by) if job else None
    if job is None or job.file_id or job.failed_at:
        return
    kept = i18n.language.set(job.language)
    try:
        if actor is None or not actor.can(Permission.REGISTRATION_READ):
            raise Forbidden
        await write(database, store, actor, job)
    except Refusal:
        await settle(database, job_id, failed=True)
    finally:
        i18n.language.reset(kept)


async def write(database: Database, store: FileStore, actor: Actor, job: ExportJob) -> None:
    asked = RegistrationExport.model_validate(job.request)

    async def told(rows: int) -> None:
        await settle(database, job.id, done=rows)

    async with database.transaction() as db:
        file, rows = await exports.registrations(db, actor, asked, told)
    with file:
        async with database.transaction() as db:
            stored = await files.keep_stream(
                db, store, actor, file, kind="export", media_type=MEDIA[asked.format],
                name=f"pendaftaran.{asked.format}",
            )  # fmt: skip
    await settle(database, job.id, done=rows, file_id=stored.id, scope=scope_of(actor))


async def settle(
    database: Database, job_id: UUID, *, done: int | None = None, file_id: UUID | None = None,
    scope: str | None = None, failed: bool = False,
) -> None:  # fmt: skip
    """Writes how far it is, in a transaction of its own, so that whoever waits sees it."""
    async with database.transaction() as db:
        job = await db.get_one(ExportJob, job_id)
        job.done = job.done if done is None else done
        job.file_id, job.scope = file_id or job.file_id, scope or job.scope
        job.failed_at = await clock.now(db) if failed else None


async def forget(database: Database, store: FileStore) -> int:
    """Removes what is older than a day, rows first, so that no row names bytes that are gone; returns how many."""
    gone = []
    async with database.transaction() as db:
        for job in await repository.old(db):
            with jobs.aside("forget_exports", job.id):
                async with db.begin_nested():
                    await db.delete(job)
                    await db.flush()
                    dropped = [await files.drop(db, job.file_id)] if job.file_id else []
                gone += dropped
    for sha256 in filter(None, gone):
        await store.remove(sha256)
    return len(gone)
