"""Queries of forms."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.planning.forms.fields import Question
from bimtek_api.sessions.planning.forms.models import SessionForm


async def versions(db: AsyncSession, session_id: UUID) -> dict[int, list[Question]]:
    """Every version of a session's questions, the newest first."""
    query = select(SessionForm.version, SessionForm.questions).where(SessionForm.session_id == session_id)
    rows = (await db.execute(query.order_by(SessionForm.version.desc()))).all()
    return {row.version: [Question.model_validate(each) for each in row.questions] for row in rows}


async def questions(db: AsyncSession, session_id: UUID, version: int) -> list[Question]:
    """The questions of one version; none of version 0."""
    query = select(SessionForm.questions).where(SessionForm.session_id == session_id, SessionForm.version == version)
    return [Question.model_validate(each) for each in (await db.execute(query)).scalar_one_or_none() or []]
