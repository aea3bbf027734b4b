"""Queries of delegations."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.enrolment.delegations.models import Delegation, DelegationMember


async def by_number(db: AsyncSession, number: str) -> Delegation | None:
    return (await db.execute(select(Delegation).where(Delegation.number == number))).scalar_one_or_none()


async def number_of(db: AsyncSession, delegation_id: object) -> str | None:
    query = select(Delegation.number).where(Delegation.id == delegation_id)
    return (await db.execute(query)).scalar_one_or_none()


async def receipts_of(db: AsyncSession, delegation_id: UUID) -> list[UUID]:
    """Its people's receipts, in the order they were written down."""
    query = select(DelegationMember.receipt_id).where(DelegationMember.delegation_id == delegation_id)
    return list((await db.execute(query.order_by(DelegationMember.position))).scalars())
