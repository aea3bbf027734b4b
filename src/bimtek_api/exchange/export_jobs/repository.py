"""Queries of large exports. Each belongs to who asked for it: nobody else reads it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.exchange.export_jobs.errors import UnknownExport
from bimtek_api.exchange.export_jobs.models import ExportJob

J = ExportJob
FRESH = text("export_jobs.created_at > bimtek_now() - interval '5 minutes'")
OLD = text("export_jobs.created_at < bimtek_now() - interval '1 day'")


async def same(db: AsyncSession, asked_by: UUID | None, request_hash: str) -> ExportJob | None:
    """The same list, still being written or just written."""
    query = select(J).where(
        J.asked_by == asked_by, J.request_hash == request_hash, J.failed_at.is_(None), or_(J.file_id.is_(None), FRESH)
    )
    return (await db.execute(query.order_by(J.id.desc()).limit(1))).scalar_one_or_none()


async def begin(db: AsyncSession, **facts: Any) -> ExportJob | None:
    """A new job; None when the same one was begun meanwhile."""
    new = insert(J).values(**facts).on_conflict_do_nothing().returning(J)
    return (await db.execute(new)).scalar_one_or_none()


async def running(db: AsyncSession, asked_by: UUID, request_hash: str) -> ExportJob:
    query = select(J).where(J.asked_by == asked_by, J.request_hash == request_hash)
    return (await db.execute(query.order_by(J.id.desc()).limit(1))).scalar_one()


async def read(db: AsyncSession, asked_by: UUID | None, job_id: UUID) -> ExportJob:
    found = (await db.execute(select(J).where(J.id == job_id, J.asked_by == asked_by))).scalar_one_or_none()
    if found is None:
        raise UnknownExport
    return found


async def old(db: AsyncSession) -> Sequence[ExportJob]:
    return (await db.execute(select(J).where(OLD).limit(200))).scalars().all()
