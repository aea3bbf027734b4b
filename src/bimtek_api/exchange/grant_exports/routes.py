"""Grants as files, within the caller's districts."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bimtek_api.access.logins.fresh import require_present
from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.exchange.grant_exports import service
from bimtek_api.exchange.grant_exports.schemas import GrantExport, GrantTable

router = APIRouter(tags=["exports"])
FILES = {
    GrantTable.APPLICATIONS: "permohonan", GrantTable.DECREES: "sk", GrantTable.ASSETS: "alat",
    GrantTable.HANDOVERS: "serah-terima",
    GrantTable.STOCK: "gudang",
}  # fmt: skip


@router.get("/exports/grants/{table}", response_class=Response, **needs(Permission.GRANT_READ))
async def export_grants(
    db: DB, actor: ActorDep, table: GrantTable, asked: Annotated[GrantExport, Query()]
) -> Response:
    """Applications, decree annexes, machines, handovers or stock as CSV or XLSX. Officers need a fresh code."""
    await require_present(db, actor)
    return sent(asked.format, FILES[table], await service.export(db, actor, table, asked.format))
