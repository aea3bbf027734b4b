"""What a recap counts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.regions.models import Region
from bimtek_api.sessions.attendance.attendance.repository import ON_SHEET
from bimtek_api.sessions.enrolment.registrations.models import Registration as R


async def by_status(db: AsyncSession, session_id: UUID) -> dict[str, int]:
    query = select(R.status, func.count()).where(R.session_id == session_id).group_by(R.status)
    return {str(status): count for status, count in await db.execute(query)}


async def by_home(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Accepted people by district and sex."""
    women = func.count().filter(R.sex == "female").label("women")
    query = select(Region.name, func.count().label("people"), women).join(Region, Region.code == R.home_district_code)
    query = query.where(R.session_id == session_id, R.status.in_(ON_SHEET)).group_by(Region.name)
    return (await db.execute(query.order_by(func.count().desc(), Region.name))).all()


async def officer(db: AsyncSession, officer_id: UUID | None) -> Row | None:
    """Who signs: the officer who prints it."""
    query = select(Officer.name, Officer.position, Officer.nip).where(Officer.person_id == officer_id)
    return (await db.execute(query)).first()
