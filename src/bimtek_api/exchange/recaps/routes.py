"""The recap of a session, and the list of allowances."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import attached, sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.sheets import MEDIA
from bimtek_api.exchange.recaps import service
from bimtek_api.exchange.recaps.schemas import AllowanceExport, RecapExport

router = APIRouter(tags=["exports"])


@router.get("/exports/allowance", response_class=Response, **needs(Permission.ATTENDANCE_READ))
async def export_allowance(db: DB, actor: ActorDep, asked: Annotated[AllowanceExport, Query()]) -> Response:
    """Days present times the rate: the list to sign as PDF, or as CSV or XLSX."""
    if asked.format == "pdf":
        paper = await service.allowance_paper(db, actor, asked.session)
        return Response(paper, media_type=MEDIA["pdf"], headers=attached("pdf", "uang-saku"))
    return sent(asked.format, "uang-saku", await service.allowance(db, actor, asked.session, asked.format))


@router.get("/exports/recap", response_class=Response, **needs(Permission.ATTENDANCE_READ))
async def export_recap(db: DB, actor: ActorDep, asked: Annotated[RecapExport, Query()]) -> Response:
    """The report of a session (laporan kegiatan) as PDF."""
    paper = await service.recap(db, actor, asked.session)
    return Response(paper, media_type=MEDIA["pdf"], headers=attached("pdf", "laporan-kegiatan"))
