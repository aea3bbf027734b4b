"""Queries of approval policies."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.policies.errors import UnknownPolicy
from bimtek_api.grants.catalogue.policies.models import ApprovalPolicy


async def read(db: AsyncSession, policy_id: UUID) -> Row:
    row = await editions.find(db, ApprovalPolicy, policy_id)
    if row is None:
        raise UnknownPolicy
    return row
