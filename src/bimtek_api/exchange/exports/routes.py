"""Lists as files, within the caller's districts, every one of them noted."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bimtek_api.access.logins.fresh import require_present
from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import attached, sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.sheets import MEDIA
from bimtek_api.exchange.exports import service
from bimtek_api.exchange.exports.schemas import AttendanceExport, RegistrationExport

router = APIRouter(tags=["exports"])


@router.get("/exports/registrations", response_class=Response, **needs(Permission.REGISTRATION_READ))
async def export_registrations(db: DB, actor: ActorDep, asked: Annotated[RegistrationExport, Query()]) -> Response:
    """The registrations table as CSV or XLSX: national ids masked, every cell text. Officers need a fresh code."""
    await require_present(db, actor)
    file, _ = await service.registrations(db, actor, asked)
    return sent(asked.format, "pendaftaran", file)


@router.get("/exports/attendance", response_class=Response, **needs(Permission.ATTENDANCE_READ))
async def export_attendance(db: DB, actor: ActorDep, asked: Annotated[AttendanceExport, Query()]) -> Response:
    """The attendance of one session as CSV or XLSX, or the list to print and sign as PDF."""
    if asked.format == "pdf":
        paper = await service.printed(db, actor, asked.session)
        return Response(paper, media_type=MEDIA["pdf"], headers=attached("pdf", "daftar-hadir"))
    return sent(asked.format, "kehadiran", await service.attended(db, actor, asked.session, asked.format))
