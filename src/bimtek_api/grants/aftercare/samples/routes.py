"""Checks by sample."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.core.shapes import Json
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.aftercare.samples import repository, service
from bimtek_api.grants.aftercare.samples.schemas import (
    SampleAnswer,
    SampleCreate,
    SampleItemRead,
    SampleMove,
    SampleRead,
    SampleRow,
)

router = APIRouter(tags=["monitoring"])
PLAIN = ("id", "first_day", "last_day", "status", "size", "checked", "bad", "created_at", "version")
MORE = ("seed", "population", "maker", "reason")


def parts(row: Row, names: tuple[str, ...] = PLAIN) -> Json:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in names} | {"district": district}


async def detail(db: AsyncSession, actor: Actor, sample_id: UUID) -> SampleRead:
    row = await repository.read(db, actor, sample_id)
    items = [SampleItemRead.model_validate(each) for each in await repository.items(db, sample_id)]
    return SampleRead(**parts(row, PLAIN + MORE), items=items)


@router.get("/samples", **needs(Permission.GRANT_READ))
async def list_samples(db: DB, actor: ActorDep, asked: SliceDep) -> Page[SampleRow]:
    """Checks by sample of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[SampleRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.post("/samples", status_code=201, **needs(Permission.ASSET_DECIDE))
async def draw_sample(db: DB, actor: ActorDep, once: OnceDep, new: SampleCreate) -> SampleRead:
    """Draws handovers of a district at random; the sample is locked at once."""
    return await detail(db, actor, await service.create(db, actor, once, new))


@router.get("/samples/{sample_id}", **needs(Permission.GRANT_READ))
async def read_sample(db: DB, actor: ActorDep, sample_id: UUID) -> SampleRead:
    """One sample with what was found so far."""
    return await detail(db, actor, sample_id)


@router.post("/sample-items/{sample_item_id}/answers", status_code=201, **needs(Permission.ASSET_WATCH))
async def answer_sample_item(
    db: DB, actor: ActorDep, once: OnceDep, sample_item_id: UUID, told: SampleAnswer
) -> SampleRead:
    """What the group said or was seen with; anything missing opens a dispute of the handover."""
    return await detail(db, actor, await once.one(db, actor, service.answer(db, actor, sample_item_id, told)))


@router.post("/samples/{sample_id}/transitions", **needs(Permission.ASSET_DECIDE))
async def move_sample(
    db: DB, actor: ActorDep, once: OnceDep, sample_id: UUID, seen: IfMatch, asked: SampleMove
) -> SampleRead:
    """Finishes a sample, or declares it invalid."""
    if await once.first(db, actor):
        await service.move(db, actor, sample_id, seen, asked)
    return await detail(db, actor, sample_id)
