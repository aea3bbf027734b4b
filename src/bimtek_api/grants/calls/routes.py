"""Calls for aid and the packages one may ask for."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.grants.calls import repository
from bimtek_api.grants.calls.schemas import CallRead, CallRow, ItemRead, PackageRead
from bimtek_api.participants.trades.schemas import trade_ref

router = APIRouter(tags=["calls"])
PLAIN = ("id", "number", "name", "programme_name", "funding_source", "fiscal_year", "opens_at", "closes_at")


def parts(row: Any) -> dict[str, Any]:
    state = "upcoming" if row.now < row.opens_at else "open" if row.now < row.closes_at else "closed"
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in PLAIN} | {"state": state, "district": district}


def package_read(package: Any, items: list[Any]) -> PackageRead:
    return PackageRead(
        id=package.id, code=package.code, name=package.name, trade=trade_ref(package.trade),
        total_rupiah=sum(item.quantity * item.price_rupiah for item in items),
        items=[ItemRead.model_validate(item) for item in items],
    )  # fmt: skip


@router.get("/calls", **needs(Permission.GRANT_READ))
async def list_calls(db: DB, actor: ActorDep, asked: SliceDep) -> Page[CallRow]:
    """Calls of the caller's districts, oldest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[CallRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/calls/{call_id}", **needs(Permission.GRANT_READ))
async def read_call(db: DB, actor: ActorDep, call_id: UUID) -> CallRead:
    """One call with its packages, items and reference prices."""
    row = await repository.read(db, actor, call_id)
    packages = [package_read(*pair) for pair in await repository.packages(db, call_id)]
    return CallRead(**parts(row), packages=packages)
