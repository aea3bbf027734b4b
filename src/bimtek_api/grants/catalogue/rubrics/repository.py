"""Queries of rubrics."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.rubrics.errors import UnknownRubric
from bimtek_api.grants.catalogue.rubrics.models import Rubric


async def read(db: AsyncSession, rubric_id: UUID) -> Row:
    row = await editions.find(db, Rubric, rubric_id)
    if row is None:
        raise UnknownRubric
    return row
