"""Queries of programmes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.programmes.programmes.errors import UnknownProgramme
from bimtek_api.programmes.programmes.models import Programme

P = Programme


async def every(db: AsyncSession) -> Sequence[Programme]:
    query = select(P).order_by(P.fiscal_year.desc(), P.name, P.id).limit(500)
    return (await db.execute(query)).scalars().all()


async def read(db: AsyncSession, programme_id: UUID) -> Programme:
    programme = await db.get(P, programme_id)
    if programme is None:
        raise UnknownProgramme
    return programme


async def code_exists(db: AsyncSession, code: str) -> bool:
    return (await db.execute(select(P.id).where(P.code == code))).first() is not None


async def lock(db: AsyncSession, programme_id: UUID) -> Programme:
    query = select(P).where(P.id == programme_id).with_for_update(key_share=True)
    programme = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if programme is None:
        raise UnknownProgramme
    return programme
