"""Queries of the region tree."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.core import clock
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.regions import fields
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.regions.models import DISTRICT, PROVINCE, Region
from bimtek_api.regions.schemas import DistrictSlice

Province = aliased(Region)


def districts() -> Select:
    """District columns with their province."""
    return (
        select(
            Region.code,
            Region.name,
            Region.zone,
            Province.code.label("province_code"),
            Province.name.label("province_name"),
        )
        .join(Province, Province.code == Region.parent_code)
        .where(Region.level == DISTRICT)
    )


async def provinces(db: AsyncSession) -> Sequence[Row]:
    query = select(Region.code, Region.name).where(Region.level == PROVINCE).order_by(Region.code)
    return (await db.execute(query)).all()


async def list_districts(db: AsyncSession, asked: DistrictSlice) -> tuple[list[Row], str | None]:
    query = districts()
    if asked.province:
        query = query.where(Region.parent_code == asked.province)
    if asked.q:
        codes = [row.code for row in fields.searched((await db.execute(query.order_by(Region.code))).all(), asked.q)]
        query = query.where(Region.code.in_(codes))
    page = Slice.model_construct(cursor=asked.cursor, limit=asked.limit)
    return cut((await db.execute(keyset(query, [Region.code], page))).all(), page, "code")


async def district(db: AsyncSession, code: str) -> Row:
    """One district; raises UnknownRegion when `code` is none."""
    row = (await db.execute(districts().where(Region.code == code))).first()
    if row is None:
        raise UnknownRegion
    return row


async def today(db: AsyncSession, code: str) -> date:
    """The calendar day it is in a district."""
    return clock.local_date(await clock.now(db), (await district(db, code)).zone)


async def named(db: AsyncSession, texts: set[str]) -> dict[str, Sequence[Row]]:
    """What each text means, as people write districts: one, none, or several to choose from."""
    rows = (await db.execute(districts().order_by(Region.code))).all()
    return {text: fields.meant(rows, text) for text in texts}


async def office(db: AsyncSession, code: str) -> Row:
    """A province or district: what an office may belong to. Raises UnknownRegion for anything else."""
    query = select(Region.code, Region.name).where(Region.code == code, Region.level.in_((PROVINCE, DISTRICT)))
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownRegion
    return row


async def children(db: AsyncSession, parent: str, level: int) -> Sequence[Row]:
    """Regions directly below `parent`; raises UnknownRegion when it has none at that level."""
    query = select(Region.code, Region.name).where(Region.parent_code == parent, Region.level == level)
    found = (await db.execute(query.order_by(Region.name))).all()
    if not found:
        raise UnknownRegion
    return found


async def names(db: AsyncSession, codes: set[str]) -> dict[str, str]:
    """Names by code, for codes of any level."""
    rows = await db.execute(select(Region.code, Region.name).where(Region.code.in_(codes)))
    return {row.code: row.name for row in rows}
