"""The API's front door: which routers there are and what lives as long as the process."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api import health, reference, rooms, tables
from bimtek_api.access.logins import service as access
from bimtek_api.core import logs, papers, problems
from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.requests import RequestContext
from bimtek_api.core.schema import Revisions
from bimtek_api.core.shapes import Json, with_bounds
from bimtek_api.exchange.notifications.service import Notifier
from bimtek_api.files.scanner import Scanner
from bimtek_api.files.store import store_of
from bimtek_api.settings import Settings

# What everybody asks at once, when registration opens, is tried before the rest.
RUSHED = ("registrations", "lifecycle", "regions", "trades")
TABLES = tables.METADATA
ABOUT = (
    "Sessions, registrations, participants and districts of Indonesian industry offices. Problem details (RFC 9457)"
    " carry stable codes; lists are keyset pages; every POST that has an effect needs an Idempotency-Key,"
    " changing what one saw needs If-Match."
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    yield
    await app.state.database.close()


def routers() -> list[APIRouter]:
    """Those of all rooms. No path may hide another room's: a test holds it, so their order means speed only."""
    found = rooms.named("*routes")
    return [room.router for room in sorted(found, key=lambda room: room.__name__.split(".")[-2] not in RUSHED)]


def v1() -> APIRouter:
    router = APIRouter(prefix="/v1")
    for each in routers():
        router.include_router(each)
    return router


class Api(FastAPI):
    """Its contract says the bounds of what our readers read as JSON Schema does."""

    def openapi(self) -> Json:
        return with_bounds(super().openapi())


def surface() -> FastAPI:
    """Every operation, over nothing yet: what the contract describes."""
    # A redirect to the address without its last slash would repeat whatever Host was sent.
    app = Api(
        title="Bimtek", version="1", description=ABOUT, lifespan=lifespan, docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    app.include_router(v1())
    app.include_router(health.router)
    app.include_router(reference.router)
    return app


def create_app(settings: Settings, database: Database | None = None) -> FastAPI:
    """The API over `database`, by default the one in the settings."""
    logs.configure(settings.environment)
    papers.use_letterhead(*settings.office)
    app = surface()
    app.state.settings = settings
    app.state.revisions = Revisions.of(settings.home)
    app.state.vault = Vault.of(settings)
    app.state.notifier = Notifier(app.state.vault, settings)
    app.state.store = store_of(settings)
    app.state.scanner = Scanner(settings.scanner_url)
    app.state.database = database or Database(settings)

    async def authenticate(db: AsyncSession, token: str) -> Actor:
        return await access.authenticate(db, settings, token)

    app.state.authenticate = authenticate
    problems.install(app)
    app.add_middleware(RequestContext, most=settings.max_body_bytes, most_upload=settings.max_upload_bytes)
    return app


def app() -> FastAPI:
    """The factory uvicorn calls: settings from the environment."""
    return create_app(Settings())
