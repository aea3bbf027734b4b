"""Waybills."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.files.printer import printer_of
from bimtek_api.grants.goods.dispatches import repository, service
from bimtek_api.grants.goods.dispatches.schemas import (
    ArrivalCreate,
    DispatchCreate,
    DispatchRead,
    DispatchRow,
    SentUnit,
)
from bimtek_api.grants.goods.dispatches.workflow import WORKFLOW
from bimtek_api.grants.goods.stock.views import unit_shown
from bimtek_api.regions.schemas import RegionCode

router = APIRouter(tags=["goods"])


def shown(row: Row) -> DispatchRow:
    district = Ref(code=row.district_code, name=row.district_name)
    return DispatchRow.from_row(row, district=district)


async def detail(db: AsyncSession, actor: Actor, dispatch_id: UUID) -> DispatchRead:
    row = await repository.read(db, actor, dispatch_id)
    able, unable = WORKFLOW.available(row, actor, None)
    units = [
        SentUnit(unit=unit_shown(each), outcome=each.outcome, note=each.way_note)
        for each in await repository.units(db, dispatch_id)
    ]
    return DispatchRead(
        **shown(row).model_dump(), paper_id=row.paper_id, units=units, available_actions=able,
        unavailable_actions=unable,
    )  # fmt: skip


@router.get("/dispatches", **needs(Permission.GRANT_READ))
async def list_dispatches(db: DB, actor: ActorDep, asked: SliceDep) -> Page[DispatchRow]:
    """Waybills of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[shown(row) for row in rows], next_cursor=cursor)


@router.post("/districts/{code}/dispatches", status_code=201, **needs(Permission.STOCK_KEEP))
async def send_goods(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, code: RegionCode, new: DispatchCreate
) -> DispatchRead:
    """Sends pieces out of a district's store under a numbered waybill."""
    return await detail(db, actor, await service.send(db, printer_of(request), actor, once, code, new))


@router.get("/dispatches/{dispatch_id}", **needs(Permission.GRANT_READ))
async def read_dispatch(db: DB, actor: ActorDep, dispatch_id: UUID) -> DispatchRead:
    """One waybill, piece by piece."""
    return await detail(db, actor, dispatch_id)


@router.get("/dispatches/{dispatch_id}/waybill", **needs(Permission.GRANT_READ))
async def read_waybill(db: DB, request: Request, actor: ActorDep, dispatch_id: UUID) -> Response:
    """The waybill as PDF."""
    return await printer_of(request).shown(db, (await repository.read(db, actor, dispatch_id)).paper_id)


@router.post("/dispatches/{dispatch_id}/arrivals", status_code=201, **needs(Permission.STOCK_KEEP))
async def record_arrival(
    db: DB, actor: ActorDep, once: OnceDep, dispatch_id: UUID, seen: IfMatch, given: ArrivalCreate
) -> DispatchRead:
    """Counts what arrived: every piece arrived, damaged or lost."""
    if await once.first(db, actor):
        await service.arrive(db, actor, dispatch_id, seen, given)
    return await detail(db, actor, dispatch_id)
