"""The pages' front door."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import httpx
from fastapi import APIRouter, Depends, FastAPI
from starlette.staticfiles import StaticFiles

from bimtek_web import pages
from bimtek_web.pages import failures
from bimtek_web.settings import WebSettings, from_environment
from bimtek_web.ui import logs, security, urls
from bimtek_web.ui.middleware import Pages

PAGES = Path(pages.__file__ or "").parent


def routers() -> list[APIRouter]:
    """Those of all pages, found where they stand. No path may hide another page's: a test holds it."""
    places = sorted(path.relative_to(PAGES).with_suffix("") for path in PAGES.rglob("[!_]*.py"))
    found = [import_module(".".join((pages.__name__, *place.parts))) for place in places]
    return [each.router for each in found if hasattr(each, "router")]


def http_client(settings: WebSettings) -> httpx.AsyncClient:
    """One pool of kept connections to the API."""
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=30)
    return httpx.AsyncClient(base_url=settings.api_url, timeout=httpx.Timeout(20, connect=3), limits=limits)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    yield
    await app.state.http.aclose()


def create_app(settings: WebSettings, http: httpx.AsyncClient | None = None) -> FastAPI:
    """The pages over the API that `http` reaches."""
    logs.configure(settings.environment)
    app = FastAPI(
        title="Bimtek", lifespan=lifespan, dependencies=[Depends(security.guard)], openapi_url=None, docs_url=None,
        redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.settings = settings
    app.state.http = http or http_client(settings)
    for each in routers():
        app.include_router(each)
    app.mount("/static", StaticFiles(directory=urls.STATIC), name="static")
    failures.install(app)
    app.add_middleware(Pages)
    app.state.packs = True  # the server packs pages
    return app


def app() -> FastAPI:
    """The factory uvicorn calls: settings from the environment."""
    return create_app(from_environment())
