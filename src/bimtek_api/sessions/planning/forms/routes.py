"""A session's own questions."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_READ, ActorDep, needs
from bimtek_api.core.problems import responses
from bimtek_api.core.versions import IfMatch
from bimtek_api.sessions.planning.forms import repository, service
from bimtek_api.sessions.planning.forms.schemas import FormRead, FormWrite
from bimtek_api.sessions.planning.schedule import repository as schedule

router = APIRouter(tags=["sessions"])


async def form(db: AsyncSession, actor: Actor, session_id: UUID, response: Response) -> FormRead:
    session = await schedule.read(db, actor, session_id)
    versions.tag(response, session.version)
    questions = await repository.questions(db, session_id, session.form_version)
    return FormRead(version=session.form_version, questions=questions)


@router.get("/sessions/{session_id}/form", responses=responses(404, 422), **PUBLIC_READ)
async def read_form(db: DB, actor: ActorDep, session_id: UUID, response: Response) -> FormRead:
    """What this session asks beyond the usual; the ETag is the session's version."""
    return await form(db, actor, session_id, response)


@router.put("/sessions/{session_id}/form", **needs(Permission.SESSION_PLAN))
async def write_form(
    db: DB, actor: ActorDep, session_id: UUID, seen: IfMatch, new: FormWrite, response: Response
) -> FormRead:
    """Puts new questions in force; answers already given stay as they are."""
    await service.write(db, actor, session_id, seen, new)
    return await form(db, actor, session_id, response)
