"""Opening lists: what an office already owns."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Acting
from bimtek_api.grants.goods.openings import repository, service
from bimtek_api.grants.goods.openings.schemas import OpeningCreate, OpeningRead, OpeningRow, OpeningSlice
from bimtek_api.grants.goods.openings.workflow import WORKFLOW
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.schemas import InspectionCreate
from bimtek_api.grants.goods.stock.views import unit_shown
from bimtek_api.regions.schemas import RegionCode

router = APIRouter(tags=["goods"])


async def detail(db: AsyncSession, actor: Actor, opening_id: UUID) -> OpeningRead:
    row = await repository.read(db, actor, opening_id)
    able, unable = WORKFLOW.available(row, actor, Acting(actor))
    units = [unit_shown(each) for each in await stock.of_opening(db, opening_id)]
    return OpeningRead.from_row(
        row, district=Ref.district(row), units=units, available_actions=able, unavailable_actions=unable
    )


@router.get("/opening-stocks", **needs(Permission.GRANT_READ))
async def list_opening_stocks(db: DB, actor: ActorDep, asked: Annotated[OpeningSlice, Query()]) -> Page[OpeningRow]:
    """Opening lists of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[OpeningRow.from_row(row, district=Ref.district(row)) for row in rows], next_cursor=cursor)


@router.post("/districts/{code}/opening-stocks", status_code=201, **needs(Permission.STOCK_KEEP))
async def enter_opening_stock(
    db: DB, actor: ActorDep, once: OnceDep, code: RegionCode, new: OpeningCreate
) -> OpeningRead:
    """Writes down what the office already owns, one serial number a piece; another officer accepts it."""
    return await detail(db, actor, await service.enter(db, actor, once, code, new))


@router.get("/opening-stocks/{opening_id}", **needs(Permission.GRANT_READ))
async def read_opening_stock(db: DB, actor: ActorDep, opening_id: UUID) -> OpeningRead:
    """One opening list, piece by piece."""
    return await detail(db, actor, opening_id)


@router.post("/opening-stocks/{opening_id}/papers", status_code=201, **needs(Permission.STOCK_KEEP))
async def keep_opening_paper(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, opening_id: UUID, file: UploadFile
) -> OpeningRead:
    """Keeps the paper that says where the goods come from: PDF, JPEG or PNG."""
    if await once.first(db, actor):
        await service.keep_paper(db, request.app.state.store, actor, opening_id, await file.read())
    return await detail(db, actor, opening_id)


@router.post("/opening-stocks/{opening_id}/inspections", status_code=201, **needs(Permission.STOCK_INSPECT))
async def inspect_opening_stock(
    db: DB, actor: ActorDep, once: OnceDep, opening_id: UUID, seen: IfMatch, given: InspectionCreate
) -> OpeningRead:
    """Accepts or rejects every piece; what is accepted is in stock."""
    if await once.first(db, actor):
        await service.inspect(db, actor, opening_id, seen, given)
    return await detail(db, actor, opening_id)
