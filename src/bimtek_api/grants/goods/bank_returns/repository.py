"""Queries of money sent back by a bank."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def is_known(db: AsyncSession, district: str, number: str) -> bool:
    """Whether the bank's number proves money that came back to the district already: of a supplier, of a tranche or
    from a group, however it is written."""
    return bool((await db.execute(select(func.bank_number_known(district, number)))).scalar_one())
