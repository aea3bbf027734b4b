"""Queries alike for everything kept in editions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

Kept = Any  # a table whose rows are editions


def is_newest(of: Kept) -> ColumnElement[bool]:
    """Whether no later edition stands under the same code."""
    newer = aliased(of)
    later = select(newer.id).where(newer.code == of.code, newer.edition > of.edition)
    return ~later.correlate(of).exists()


def rows(of: Kept) -> Select:
    """The edition whole, as `kept`, and whether it is the `latest`."""
    return select(of, is_newest(of).label("latest"))


async def latest(db: AsyncSession, of: Kept) -> Sequence[Row]:
    """The newest edition of everything, by code."""
    return (await db.execute(rows(of).where(is_newest(of)).order_by(of.code).limit(500))).all()


async def find(db: AsyncSession, of: Kept, edition_id: UUID) -> Row | None:
    return (await db.execute(rows(of).where(of.id == edition_id))).first()


async def is_latest(db: AsyncSession, of: Kept, edition_id: UUID) -> bool:
    return (await db.execute(select(of.id).where(of.id == edition_id, is_newest(of)))).first() is not None


async def newest_edition(db: AsyncSession, of: Kept, code: str) -> int:
    """0 when there is none."""
    return (await db.execute(select(func.coalesce(func.max(of.edition), 0)).where(of.code == code))).scalar_one()
