"""Queries of approval policies."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.editions import repository as editions
from bimtek_api.grants.policies.errors import UnknownPolicy
from bimtek_api.grants.policies.models import ApprovalPolicy


async def read(db: AsyncSession, policy_id: UUID) -> Row:
    row = await editions.find(db, ApprovalPolicy, policy_id)
    if row is None:
        raise UnknownPolicy
    return row
