"""Whether the pages live, and whether the API behind them is ready."""

import httpx
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

router = APIRouter()


@router.get("/livez")
async def live() -> JSONResponse:
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
async def ready(request: Request) -> JSONResponse:
    try:
        answer = await request.app.state.http.get("/readyz")
    except httpx.HTTPError:
        return JSONResponse({"status": "api unreachable"}, 503)
    return JSONResponse({"status": "ok" if answer.is_success else "api not ready"}, 200 if answer.is_success else 503)
