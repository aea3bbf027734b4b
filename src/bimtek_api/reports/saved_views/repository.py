"""Queries of saved views. Each names its owner: nobody reads or removes another's."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.reports.saved_views.models import SavedView

V = SavedView


async def of_owner(db: AsyncSession, owner_id: UUID | None) -> Sequence[SavedView]:
    return (await db.execute(select(V).where(V.owner_id == owner_id).order_by(V.name))).scalars().all()


async def others(db: AsyncSession, owner_id: UUID | None, name: str) -> int:
    """How many she has beside the one of this name."""
    query = select(func.count()).where(V.owner_id == owner_id, V.name != name)
    return (await db.execute(query)).scalar_one()


async def put(db: AsyncSession, owner_id: UUID | None, name: str, filters: Mapping[str, object]) -> SavedView:
    """The view of this name, made or changed."""
    made = insert(V).values(owner_id=owner_id, name=name, filters=filters)
    made = made.on_conflict_do_update(index_elements=["owner_id", "name"], set_={"filters": filters})
    query = made.returning(V).execution_options(populate_existing=True)
    return (await db.execute(query)).scalar_one()


async def remove(db: AsyncSession, owner_id: UUID | None, view_id: UUID) -> bool:
    gone = await db.execute(delete(V).where(V.owner_id == owner_id, V.id == view_id).returning(V.id))
    return gone.scalar_one_or_none() is not None
