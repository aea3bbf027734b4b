"""The page that only tells: how personal data is used."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.callers import Api
from bimtek_web.ui.rendering import render

router = APIRouter()


@router.get("/privasi")
async def privacy(request: Request, api: Api) -> Response:
    return render(request, "pages/public/privacy/page.html", notice=await api.notice())
