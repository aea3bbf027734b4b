"""All certificates of a session as one PDF."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.files import service as files
from bimtek_api.sessions.outcome.prints import repository, service
from bimtek_api.sessions.outcome.prints.errors import PrintNotReady
from bimtek_api.sessions.outcome.prints.models import CertificatePrint
from bimtek_api.sessions.outcome.prints.schemas import PrintRead

router = APIRouter(tags=["certificates"])


def shown(printing: CertificatePrint) -> PrintRead:
    return PrintRead(**printing.model_dump(include=set(PrintRead.model_fields)), ready=printing.file_id is not None)


@router.post("/sessions/{session_id}/certificate-prints", status_code=202, **needs(Permission.SESSION_RUN))
async def ask_print(db: DB, actor: ActorDep, once: OnceDep, session_id: UUID) -> PrintRead:
    """Asks for all valid certificates as one PDF; asking again for the same ones is the same printing."""
    print_id = await once.one(db, actor, service.ask(db, actor, session_id))
    return shown(await repository.read(db, actor, print_id))


@router.get("/certificate-prints/{print_id}", **needs(Permission.ATTENDANCE_READ))
async def read_print(db: DB, actor: ActorDep, print_id: UUID) -> PrintRead:
    """How far a printing is."""
    return shown(await repository.read(db, actor, print_id))


@router.get("/certificate-prints/{print_id}/paper", **needs(Permission.ATTENDANCE_READ))
async def read_printed(db: DB, actor: ActorDep, request: Request, print_id: UUID) -> Response:
    """The PDF, once it is ready."""
    printing = await repository.read(db, actor, print_id)
    if printing.file_id is None:
        raise PrintNotReady
    stored = await files.find(db, printing.file_id)
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    content = await request.app.state.store.read(stored.sha256)
    return Response(content, media_type="application/pdf", headers=headers)
