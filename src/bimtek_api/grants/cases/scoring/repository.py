"""Queries of scores."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.cases.scoring.models import Score

S = Score


async def of_case(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The first one first, with who gave it."""
    query = select(S.person_id, S.points, S.total, S.note, S.created_at, Officer.name.label("scorer"))
    query = query.join(Officer, Officer.person_id == S.person_id).where(S.application_id == case_id)
    return (await db.execute(query.order_by(S.id))).all()
