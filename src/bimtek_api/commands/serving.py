"""`bimtek api` and `bimtek web`: one uvicorn process each."""

import argparse
import asyncio
import gc
import os
import sys
from pkgutil import resolve_name

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from bimtek_api.commands.home import home
from bimtek_api.commands.limits import Guarded
from bimtek_api.demo.seed import DemoRefused, expect_apart
from bimtek_api.settings import Settings


def run_server(factory: str, host: str, port: int) -> int:
    """One uvicorn process. What imports and building make never dies: the collector need not look at it.

    Idle connections live longer here than at any caller, so that none is closed just as a request leaves.
    """
    gc.disable()
    app = resolve_name(factory)()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    gc.enable()
    uvicorn.run(
        app, host=host, port=port, access_log=False, log_level="warning", proxy_headers=False,
        server_header=False, timeout_graceful_shutdown=10,
        timeout_keep_alive=75, http=Guarded, ws="none",
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
    host = os.environ.get("BIMTEK_WEB_HOST", "127.0.0.1")
    return run_server("bimtek_web.main:app", host, int(os.environ.get("BIMTEK_WEB_PORT", "8080")))
