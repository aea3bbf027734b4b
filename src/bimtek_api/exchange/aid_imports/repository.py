"""Queries of imported aid."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord
from bimtek_api.regions import repository as regions
from bimtek_api.regions.models import Region


async def zones(db: AsyncSession, actor: Actor, wanted: set[str]) -> dict[str, str]:
    """Districts in which the caller runs programmes, with their zones."""
    rows = (await db.execute(regions.districts().where(Region.code.in_(wanted)))).all()
    return {row.code: row.zone for row in rows if actor.can(Permission.PROGRAMME_MANAGE, row.code)}


async def known(db: AsyncSession, keys: list[str]) -> set[str]:
    """Keys of rows that are in the register already."""
    found = await db.execute(select(AidRecord.import_key).where(AidRecord.import_key.in_(keys)))
    return {key for key in found.scalars() if key}
