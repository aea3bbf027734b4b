"""Switching the language; it lasts in a cookie."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.ui.i18n import LANGUAGES
from bimtek_web.ui.security import LANGUAGE, set_cookie
from bimtek_web.ui.urls import local

router = APIRouter()


@router.get("/bahasa/{code}")
async def choose(request: Request, code: str, next: str = "/") -> Response:
    response = RedirectResponse(local(next), 303)
    if code in LANGUAGES:
        set_cookie(request, response, LANGUAGE, code, 365 * 24 * 3600)
    return response
