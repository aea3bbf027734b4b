"""How the office of a district is reached."""

from typing import Annotated

from fastapi import APIRouter, Path

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.versions import IfMatch
from bimtek_api.programmes.offices import service
from bimtek_api.programmes.offices.schemas import ContactRead, ContactWrite

router = APIRouter(tags=["offices"])
Code = Annotated[str, Path(max_length=13, pattern=r"^[0-9.]+$")]


@router.get("/offices/{district_code}/contact", **needs(Permission.DISTRICT_READ))
async def read_contact(db: DB, district_code: Code) -> ContactRead:
    """Name, street, number and hours, as they stand in messages."""
    return await service.read(db, district_code)


@router.put("/offices/{district_code}/contact", **needs(Permission.SESSION_PLAN))
async def write_contact(
    db: DB, actor: ActorDep, seen: IfMatch, district_code: Code, new: ContactWrite
) -> ContactRead:
    """Replaces it; messages not sent yet have the new one."""
    await service.write(db, actor, district_code, seen, new)
    return await service.read(db, district_code)
