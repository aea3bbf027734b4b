"""Queries of templates."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.regions.models import Region
from bimtek_api.sessions.planning.templates.errors import UnknownTemplate
from bimtek_api.sessions.planning.templates.models import SessionTemplate

T = SessionTemplate


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Templates of the caller's regions, and those her province keeps for all its districts."""
    above = {region[:2] for region in actor.regions(Permission.SESSION_READ) if region}
    return or_(within(actor, Permission.SESSION_READ, T.district_code), T.district_code.in_(above))


def rows(actor: Actor) -> Select:
    return (
        select(T.id, T.name, T.plan, T.district_code, Region.name.label("district_name"))
        .join(Region, Region.code == T.district_code)
        .where(visible_to(actor))
    )


async def every(db: AsyncSession, actor: Actor) -> Sequence[Row]:
    return (await db.execute(rows(actor).order_by(T.name, T.id).limit(200))).all()


async def read(db: AsyncSession, actor: Actor, template_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(T.id == template_id))).first()
    if row is None:
        raise UnknownTemplate
    return row


async def named(db: AsyncSession, district_code: str, name: str) -> bool:
    query = select(T.id).where(T.district_code == district_code, T.name == name)
    return (await db.execute(query)).first() is not None


async def remove(db: AsyncSession, template_id: UUID) -> None:
    await db.execute(delete(T).where(T.id == template_id))
