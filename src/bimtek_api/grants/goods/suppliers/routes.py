"""Suppliers. How well they delivered is told by the stock room."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.goods.suppliers import owners, repository, service
from bimtek_api.grants.goods.suppliers.schemas import (
    OwnerWrite,
    SupplierRead,
    SupplierRow,
    SupplierSlice,
    SupplierVersionRead,
    SupplierWrite,
)

router = APIRouter(tags=["goods"])


@router.get("/suppliers", **needs(Permission.GRANT_READ))
async def list_suppliers(db: DB, asked: Annotated[SupplierSlice, Query()]) -> Page[SupplierRow]:
    """Suppliers by name; `q` is part of a name or a whole NIB."""
    rows, cursor = await repository.page(db, asked)
    return Page(items=[SupplierRow.model_validate(row) for row in rows], next_cursor=cursor)


@router.post("/suppliers", status_code=201, **needs(Permission.ORDER_PLACE))
async def record_supplier(db: DB, actor: ActorDep, once: OnceDep, new: SupplierWrite) -> SupplierRow:
    """Records a supplier; a business number (NIB) is recorded once."""
    return SupplierRow.model_validate(await repository.read(db, await service.add(db, actor, once, new)))


@router.get("/suppliers/{supplier_id}", **needs(Permission.GRANT_READ))
async def read_supplier(db: DB, supplier_id: UUID) -> SupplierRead:
    """One supplier as recorded today, and every version before."""
    row = await repository.read(db, supplier_id)
    kept = [SupplierVersionRead.model_validate(each) for each in await repository.versions(db, supplier_id)]
    return SupplierRead(**SupplierRow.model_validate(row).model_dump(), versions=kept)


@router.put("/suppliers/{supplier_id}/owner", **needs(Permission.ORDER_PLACE))
async def record_owner(
    db: DB, request: Request, actor: ActorDep, supplier_id: UUID, seen: IfMatch, new: OwnerWrite
) -> SupplierRow:
    """Records who owns a supplier and its account, once; nothing is ordered before."""
    await owners.keep(db, request.app.state.vault, actor, supplier_id, seen, new)
    return SupplierRow.model_validate(await repository.read(db, supplier_id))
