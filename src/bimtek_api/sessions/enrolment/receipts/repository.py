"""Queries of receipts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.enrolment.receipts.models import Receipt


async def of_receipt(db: AsyncSession, receipt_id: UUID) -> UUID:
    """The registration a receipt belongs to."""
    return (await db.execute(select(Receipt.registration_id).where(Receipt.id == receipt_id))).scalar_one()
