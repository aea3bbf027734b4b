"""Participants of the officer's districts."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.callers import OfficerApi
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/peserta")


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.participants(**asked, limit=50)
    return render(request, "pages/officer/participants/page.html", personal=True, page=page, asked=asked)


@router.get("/{participant_id}")
async def show(request: Request, api: OfficerApi, participant_id: UUID, cursor: str = "") -> Response:
    return render(
        request, "pages/officer/participant/page.html", personal=True,
        person=await api.participant(str(participant_id)),
        history=await api.history("participants", str(participant_id), cursor=cursor),
    )  # fmt: skip
