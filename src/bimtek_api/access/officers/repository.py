"""Queries of officers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer, RoleAssignment
from bimtek_api.regions.models import Region


async def by_email(db: AsyncSession, email: str) -> Officer | None:
    query = select(Officer).where(Officer.email == email.strip().lower()).with_for_update(key_share=True)
    return (await db.execute(query)).scalar_one_or_none()


async def by_id(db: AsyncSession, person_id: UUID) -> Officer | None:
    return await db.get(Officer, person_id)


async def assignments(db: AsyncSession, officer_id: UUID, today: date | None = None) -> Sequence[Row]:
    """Role, region code and region name of the assignments in force today (Jakarta's calendar)."""
    day = today or func.date(func.timezone("Asia/Jakarta", func.bimtek_now()))
    query = (
        select(RoleAssignment.role, RoleAssignment.region_code, Region.name.label("region_name"))
        .outerjoin(Region, Region.code == RoleAssignment.region_code)
        .where(RoleAssignment.officer_id == officer_id, RoleAssignment.valid_from <= day)
        .where(or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= day))
        .order_by(RoleAssignment.role, RoleAssignment.region_code)
    )
    return (await db.execute(query)).all()
