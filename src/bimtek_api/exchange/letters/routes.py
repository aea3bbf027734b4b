"""Letters of invitation and of assignment."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import attached
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.sheets import MEDIA
from bimtek_api.exchange.letters import service
from bimtek_api.exchange.letters.documents import FILES
from bimtek_api.exchange.letters.schemas import LetterExport

router = APIRouter(tags=["exports"])


@router.get("/exports/letters", response_class=Response, **needs(Permission.SESSION_RUN))
async def export_letters(db: DB, actor: ActorDep, asked: Annotated[LetterExport, Query()]) -> Response:
    """Letters as one PDF, a page each: to the accepted people (surat undangan) or to the trainers (surat tugas)."""
    paper = await service.written(db, actor, asked)
    return Response(paper, media_type=MEDIA["pdf"], headers=attached("pdf", FILES[asked.kind]))
