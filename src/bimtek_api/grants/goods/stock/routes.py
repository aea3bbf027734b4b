"""Deliveries of suppliers, their inspection, and stock."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Acting
from bimtek_api.files.printer import printer_of
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.goods.stock import decisions, repository, service
from bimtek_api.grants.goods.stock import place_statements as places
from bimtek_api.grants.goods.stock.errors import UnknownReceipt
from bimtek_api.grants.goods.stock.models import UnitStatus
from bimtek_api.grants.goods.stock.schemas import (
    Age,
    Ages,
    InspectionCreate,
    Place,
    ReceiptCreate,
    ReceiptRead,
    ReceiptRow,
    ReceiptSlice,
    StockSlice,
    SupplierRecord,
    UnitAssign,
    UnitInspection,
    UnitMove,
    UnitRead,
    UnitRow,
)
from bimtek_api.grants.goods.stock.views import unit_shown
from bimtek_api.grants.goods.stock.workflow import RECEIPT, UNIT
from bimtek_api.grants.goods.suppliers import repository as suppliers

router = APIRouter(tags=["goods"])


async def piece(db: AsyncSession, actor: Actor, unit_id: UUID) -> UnitRead:
    row = await repository.read_unit(db, actor, unit_id)
    movable = row.status == UnitStatus.IN_STOCK and actor.can(Permission.STOCK_KEEP, row.district_code)
    where = [Place.model_validate(each) for each in await places.places(db, row)] if movable else []
    photos = list(await repository.photos(db, unit_id))
    able, unable = UNIT.available(row, actor, await decisions.keepers(db, actor, unit_id))
    return UnitRead.from_row(
        unit_shown(row), places=where, photos=photos, available_actions=able, unavailable_actions=unable
    )


async def detail(db: AsyncSession, actor: Actor, receipt_id: UUID) -> ReceiptRead:
    row = await repository.receipt(db, actor, receipt_id)
    able, unable = RECEIPT.available(row, actor, Acting(actor))
    units = [unit_shown(each) for each in await repository.of_receipt(db, receipt_id)]
    return ReceiptRead.from_row(
        row, district=Ref.district(row), units=units, available_actions=able, unavailable_actions=unable
    )


@router.get("/goods-receipts", **needs(Permission.GRANT_READ))
async def list_goods_receipts(db: DB, actor: ActorDep, asked: Annotated[ReceiptSlice, Query()]) -> Page[ReceiptRow]:
    """What suppliers brought to the caller's districts, newest first."""
    rows, cursor = await repository.receipt_page(db, actor, asked)
    return Page(items=[ReceiptRow.from_row(row, district=Ref.district(row)) for row in rows], next_cursor=cursor)


@router.post("/orders/{order_id}/receipts", status_code=201, **needs(Permission.STOCK_KEEP))
async def receive_goods(db: DB, actor: ActorDep, once: OnceDep, order_id: UUID, new: ReceiptCreate) -> ReceiptRead:
    """Writes down what a supplier brought, one serial number a piece; another officer inspects it."""
    return await detail(db, actor, await service.receive(db, actor, once, order_id, new))


@router.get("/goods-receipts/{receipt_id}", **needs(Permission.GRANT_READ))
async def read_goods_receipt(db: DB, actor: ActorDep, receipt_id: UUID) -> ReceiptRead:
    """One delivery, piece by piece."""
    return await detail(db, actor, receipt_id)


@router.post("/goods-receipts/{receipt_id}/inspections", status_code=201, **needs(Permission.STOCK_INSPECT))
async def inspect_goods(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, receipt_id: UUID, seen: IfMatch, given: InspectionCreate
) -> ReceiptRead:
    """Accepts or rejects every piece; the minutes with the supplier get a number."""
    if await once.first(db, actor):
        await service.inspect(db, printer_of(request), actor, receipt_id, seen, given)
    return await detail(db, actor, receipt_id)


@router.get("/goods-receipts/{receipt_id}/minutes", **needs(Permission.GRANT_READ))
async def read_goods_minutes(db: DB, request: Request, actor: ActorDep, receipt_id: UUID) -> Response:
    """The minutes of receipt and inspection as PDF."""
    row = await repository.receipt(db, actor, receipt_id)
    if row.minutes_id is None:
        raise UnknownReceipt
    return await printer_of(request).shown(db, row.minutes_id)


@router.get("/stock", **needs(Permission.GRANT_READ))
async def list_stock(db: DB, actor: ActorDep, asked: Annotated[StockSlice, Query()]) -> Page[UnitRow]:
    """Every piece that came, the oldest first, with its state and how long it has been waiting."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[unit_shown(row) for row in rows], next_cursor=cursor)


@router.get("/stock/ages", **needs(Permission.GRANT_READ))
async def read_stock_ages(db: DB, actor: ActorDep) -> Ages:
    """How long accepted goods have been waiting in the caller's districts."""
    counted = zip(repository.AGES, await repository.ages(db, actor), strict=True)
    items = [
        Age(from_days=first, to_days=last, pieces=pieces, value_rupiah=value)
        for (first, last), (pieces, value) in counted
    ]
    return Ages(items=items)


@router.get("/stock/{unit_id}", **needs(Permission.GRANT_READ))
async def read_stock_unit(db: DB, actor: ActorDep, unit_id: UUID) -> UnitRead:
    """One piece: where it is, for whom it is kept, and who else lacks one."""
    return await piece(db, actor, unit_id)


@router.post("/stock/{unit_id}/assignments", **needs(Permission.STOCK_KEEP))
async def assign_stock_unit(
    db: DB, actor: ActorDep, once: OnceDep, unit_id: UUID, seen: IfMatch, asked: UnitAssign
) -> UnitRead:
    """Keeps a piece in stock for another group of the district that was promised the same item."""
    if await once.first(db, actor):
        await decisions.assign(db, actor, unit_id, seen, asked)
    return await piece(db, actor, unit_id)


@router.post("/stock/{unit_id}/photos", status_code=201, **needs(Permission.STOCK_INSPECT))
async def keep_stock_photo(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, unit_id: UUID, photo: UploadFile
) -> UnitRead:
    """A photo of one piece as it was inspected: re-encoded, without place or camera."""
    if await once.first(db, actor):
        await decisions.keep_photo(db, request.app.state.store, actor, unit_id, await photo.read())
    return await piece(db, actor, unit_id)


@router.post("/stock/{unit_id}/transitions", **needs(Permission.STOCK_KEEP))
async def move_stock_unit(
    db: DB, actor: ActorDep, once: OnceDep, unit_id: UUID, seen: IfMatch, asked: UnitMove
) -> UnitRead:
    """Sends a rejected piece back to its supplier, or takes one that was on the way into stock again."""
    if await once.first(db, actor):
        await decisions.move(db, actor, unit_id, seen, asked)
    return await piece(db, actor, unit_id)


@router.post("/stock/{unit_id}/inspections", status_code=201, **needs(Permission.STOCK_INSPECT))
async def inspect_stock_unit(
    db: DB, actor: ActorDep, once: OnceDep, unit_id: UUID, seen: IfMatch, given: UnitInspection
) -> UnitRead:  # fmt: skip
    """Whether a piece that was brought back to the store may go out again; never said by who keeps the store."""
    if await once.first(db, actor):
        await decisions.inspect_again(db, actor, unit_id, seen, given)
    return await piece(db, actor, unit_id)


@router.get("/applications/{application_id}/stock", **needs(Permission.GRANT_READ))
async def list_case_stock(db: DB, actor: ActorDep, application_id: UUID) -> list[UnitRow]:
    """What lies in stock for a case, ready to be handed over."""
    await cases.read(db, actor, application_id)
    return [unit_shown(row) for row in await repository.for_case(db, application_id)]


@router.get("/suppliers/{supplier_id}/record", **needs(Permission.GRANT_READ))
async def read_supplier_record(db: DB, actor: ActorDep, supplier_id: UUID) -> SupplierRecord:
    """How a supplier delivered to the caller's districts: late orders, and pieces by how they were found."""
    await suppliers.read(db, supplier_id)
    return SupplierRecord.model_validate(await repository.record_of(db, actor, supplier_id))
