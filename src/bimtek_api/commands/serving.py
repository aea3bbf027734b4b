"""`bimtek api` and `bimtek web`: one uvicorn process each."""

import argparse
import asyncio
import gc
import sys
from pkgutil import resolve_name

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from bimtek_api.commands.home import home
from bimtek_api.commands.limits import Guarded, GuardedPages
from bimtek_api.commands.manners import Allows, Heads, Unchanged
from bimtek_api.demo.seed import DemoRefused, expect_apart
from bimtek_api.settings import Settings


class Quiet:
    """An application whose faults are its own to tell: it has answered and logged them by kind and place.

    What the server would print of them besides, a trace with its message, may hold what somebody typed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception:
            if scope["type"] != "http":  # what must not fail when a process begins or ends
                raise


def mannered(app: Starlette) -> ASGIApp:
    """The application with the manners of every server of ours. Packing comes last: marks are of what is packed."""
    marked = Unchanged(Allows(app, app.routes))
    packs = getattr(app.state, "packs", False)
    return Heads(GZipMiddleware(marked, minimum_size=500, compresslevel=6) if packs else marked)


def run_server(factory: str, host: str, port: int, protocol: type[Guarded] = Guarded) -> int:
    """One uvicorn process. What imports and building make never dies: the collector need not look at it.

    Idle connections live longer here than at any caller, so that none is closed just as a request leaves.
    """
    gc.disable()
    app = resolve_name(factory)()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    gc.enable()
    uvicorn.run(
        Quiet(mannered(app)), host=host, port=port, access_log=False, log_level="warning", proxy_headers=False,
        server_header=False, timeout_graceful_shutdown=10,
        timeout_keep_alive=75, http=protocol, ws="none",
    )  # fmt: skip
    return 0


def stopped(settings: Settings) -> bool:
    """Whether real work would run on the demo's public passwords. What cannot be asked now is `/readyz`'s to tell."""
    if settings.environment != "production":
        return False
    try:
        asyncio.run(expect_apart(settings))
    except DemoRefused as no:
        sys.stderr.write(f"{no}\n")
        return True
    except (SQLAlchemyError, OSError):
        return False
    return False


def api(given: argparse.Namespace) -> int:
    chosen = Settings(home=home())
    if stopped(chosen):
        return 1
    return run_server("bimtek_api.main:app", chosen.api_host, chosen.api_port)


def web(given: argparse.Namespace) -> int:
    chosen = resolve_name("bimtek_web.settings:from_environment")()
    return run_server("bimtek_web.main:app", chosen.web_host, chosen.web_port, GuardedPages)
