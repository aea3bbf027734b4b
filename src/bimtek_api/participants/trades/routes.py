"""Public lists of trades and equipment."""

from fastapi import APIRouter

from bimtek_api.core.guards import PUBLIC_READ
from bimtek_api.participants.trades import schemas

router = APIRouter(tags=["districts"])


@router.get("/trades", **PUBLIC_READ)
async def list_trades() -> schemas.Trades:
    """Trades with their KBLI class."""
    return schemas.trades()


@router.get("/equipment", **PUBLIC_READ)
async def list_equipment() -> schemas.EquipmentKinds:
    """Kinds of equipment a participant may say she needs."""
    return schemas.equipment_kinds()
