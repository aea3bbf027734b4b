"""Queries of rubrics."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.editions import repository as editions
from bimtek_api.grants.rubrics.errors import UnknownRubric
from bimtek_api.grants.rubrics.models import Rubric


async def read(db: AsyncSession, rubric_id: UUID) -> Row:
    row = await editions.find(db, Rubric, rubric_id)
    if row is None:
        raise UnknownRubric
    return row
