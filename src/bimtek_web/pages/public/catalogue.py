"""The public catalogue and a session's page."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.rendering import render

router = APIRouter()


@router.get("/")
async def catalogue(
    request: Request,
    api: Api,
    district: str = "",
    trade: str = "",
    open: str = "",
    q: str = "",
    dari: str = "",
    sampai: str = "",
    cursor: str = "",
) -> Response:
    asked = {"district": district, "trade": trade, "open": "true" if open else "", "q": q}
    days = {"dari": day(dari), "sampai": day(sampai)}
    page = await api.sessions(**asked, starts_from=days["dari"], starts_until=days["sampai"], cursor=cursor, limit=30)
    districts = await api.districts()
    named = next((each["name"] for each in districts if each["code"] == district), None)
    return render(
        request, "public/catalogue/page.html", block="results", asked=asked | days | {"open": open}, page=page,
        districts=districts, trades=await api.trades(), named=named,
    )  # fmt: skip


def day(typed: str) -> str:
    """A day of the calendar, or nothing: an odd address still shows the catalogue."""
    with suppress(ValueError):
        return date.fromisoformat(typed.strip()).isoformat()
    return ""


@router.get("/sesi/{session_id}")
async def session_page(request: Request, api: Api, session_id: UUID) -> Response:
    return render(request, "public/session/page.html", session=await api.session(str(session_id)))
