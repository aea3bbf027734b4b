"""Queries of uploads."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.enrolment.uploads.errors import FileNotAsked
from bimtek_api.sessions.enrolment.uploads.models import RegistrationFile


async def file_of(db: AsyncSession, registration_id: UUID, key: str) -> UUID:
    """The stored file behind one question; raises FileNotAsked when there is none."""
    query = select(RegistrationFile.file_id).where(
        RegistrationFile.registration_id == registration_id, RegistrationFile.key == key
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise FileNotAsked
    return found
