"""Long lists, written by the worker."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from bimtek_api.access.logins.fresh import require_present
from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import attached
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.exchange.export_jobs import repository, service
from bimtek_api.exchange.export_jobs.errors import ExportNotReady
from bimtek_api.exchange.export_jobs.models import ExportJob
from bimtek_api.exchange.export_jobs.schemas import ExportRead
from bimtek_api.exchange.exports.schemas import ExportCreate
from bimtek_api.files import service as files

router = APIRouter(prefix="/export-jobs", tags=["exports"])


def shown(job: ExportJob) -> ExportRead:
    kept = job.model_dump(include=set(ExportRead.model_fields))
    return ExportRead(**kept, format=job.request["format"], ready=job.file_id is not None)


@router.post("", status_code=202, **needs(Permission.SELF))
async def ask_export(db: DB, actor: ActorDep, once: OnceDep, asked: ExportCreate) -> ExportRead:
    """Asks for the registrations table as a file, however long; asking again for the same is the same list."""
    await require_present(db, actor)
    job_id = await once.one(db, actor, service.ask(db, actor, asked))
    return shown(await repository.read(db, actor.id, job_id))


@router.get("/{job_id}", **needs(Permission.SELF))
async def read_export(db: DB, actor: ActorDep, job_id: UUID) -> ExportRead:
    """How far one of the caller's lists is."""
    return shown(await repository.read(db, actor.id, job_id))


@router.get("/{job_id}/file", response_class=Response, **needs(Permission.SELF))
async def read_exported(db: DB, actor: ActorDep, request: Request, job_id: UUID) -> Response:
    """The file, once it is ready, for whoever asked, shows it again, and still has the rights it was written with."""
    await require_present(db, actor)
    job = await repository.read(db, actor.id, job_id)
    service.expect_rights(actor, job)
    if job.file_id is None:
        raise ExportNotReady
    stored = await files.find(db, job.file_id)
    portions = await request.app.state.store.portions(stored.sha256)
    headers = attached(job.request["format"], "pendaftaran")
    return StreamingResponse(portions, media_type=stored.media_type, headers=headers)
