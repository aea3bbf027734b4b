"""The page that only tells: how personal data is used."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.rendering import render

router = APIRouter()


@router.get("/privasi")
async def privacy(request: Request, api: Api, versi: str = "current") -> Response:
    """The wording in force, or the one somebody was shown earlier."""
    notice = await api.notice(versi[:20])
    current = notice if versi == "current" else await api.notice()
    earlier = notice["version"] != current["version"]
    return render(request, "public/privacy/page.html", notice=notice, earlier=earlier)
