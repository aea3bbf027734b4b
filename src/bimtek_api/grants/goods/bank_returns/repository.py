"""Queries of money sent back by a bank."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.goods.bank_returns.models import BankReturned


async def is_known(db: AsyncSession, kind: type[BankReturned], district: str, number: str) -> bool:
    """Whether the bank's number already proves another return of this kind in the district."""
    query = select(kind.return_number).where(kind.district_code == district, kind.return_number == number)
    return (await db.execute(query.limit(1))).first() is not None
