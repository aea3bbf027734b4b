"""Queries of imported aid."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.catalogue.prior_aid.models import AidRecord


async def known(db: AsyncSession, keys: list[str]) -> set[str]:
    """Keys of rows that are in the register already."""
    found = await db.execute(select(AidRecord.import_key).where(AidRecord.import_key.in_(keys)))
    return {key for key in found.scalars() if key}
