"""Queries of approval policies."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.grants.policies.errors import UnknownPolicy
from bimtek_api.grants.policies.models import ApprovalPolicy

P, Newer = ApprovalPolicy, aliased(ApprovalPolicy)
LATEST = ~select(Newer.id).where(Newer.code == P.code, Newer.edition > P.edition).correlate(P).exists()


def rows() -> Select:
    return select(P.id, P.code, P.edition, P.name, P.bands, LATEST.label("latest"))


async def latest(db: AsyncSession) -> Sequence[Row]:
    """The newest edition of every policy, by code."""
    return (await db.execute(rows().where(LATEST).order_by(P.code).limit(500))).all()


async def read(db: AsyncSession, policy_id: UUID) -> Row:
    row = (await db.execute(rows().where(P.id == policy_id))).first()
    if row is None:
        raise UnknownPolicy
    return row


async def is_latest(db: AsyncSession, policy_id: UUID) -> bool:
    return (await db.execute(select(P.id).where(P.id == policy_id, LATEST))).first() is not None


async def newest_edition(db: AsyncSession, code: str) -> int:
    """0 when there is none."""
    return (await db.execute(select(func.coalesce(func.max(P.edition), 0)).where(P.code == code))).scalar_one()
