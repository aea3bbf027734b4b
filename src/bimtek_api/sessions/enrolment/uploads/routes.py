"""The operation that reads what was sent for a session's form."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.files import service as files
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.uploads import repository
from bimtek_api.sessions.planning.forms.fields import Key

router = APIRouter(tags=["registrations"])


@router.get("/registrations/{registration_id}/files/{key}", **needs(Permission.REGISTRATION_READ))
async def read_registration_file(
    db: DB, request: Request, actor: ActorDep, registration_id: UUID, key: Key
) -> Response:
    """The file behind one question of the form."""
    await registrations.find(db, actor, registration_id)
    stored = await files.find(db, await repository.file_of(db, registration_id, key))
    headers = {"Content-Disposition": f'inline; filename="{stored.name}"'}
    content = await request.app.state.store.read(stored.sha256)
    return Response(content, media_type=stored.media_type, headers=headers)
