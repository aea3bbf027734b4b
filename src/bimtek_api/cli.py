"""`bimtek`: the commands an office and a developer start things with."""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pyotp
import uvicorn

from bimtek_api import worker
from bimtek_api.core.db import Database
from bimtek_api.demo.officers import accounts
from bimtek_api.demo.seed import seed
from bimtek_api.events import sealer
from bimtek_api.local.database import migrate
from bimtek_api.local.up import up
from bimtek_api.settings import Settings


def root() -> Path:
    """The folder with `alembic.ini`: the clone, or BIMTEK_HOME."""
    return Path(os.environ.get("BIMTEK_HOME", ".")).resolve()


def settings() -> Settings:
    return Settings()


def run_server(factory: str, host: str, port: int) -> int:
    """One uvicorn process. Objects made by the imports never die: the collector need not look at them.

    Idle connections live longer here than at any caller, so that none is closed just as a request leaves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    uvicorn.run(
        factory, factory=True, host=host, port=port, access_log=False, log_level="warning", proxy_headers=False,
        server_header=False, timeout_graceful_shutdown=10,
        timeout_keep_alive=75,
    )  # fmt: skip
    return 0


def api(given: argparse.Namespace) -> int:
    chosen = settings()
    return run_server("bimtek_api.main:app", chosen.api_host, chosen.api_port)


def web(given: argparse.Namespace) -> int:
    host = os.environ.get("BIMTEK_WEB_HOST", "127.0.0.1")
    return run_server("bimtek_web.main:app", host, int(os.environ.get("BIMTEK_WEB_PORT", "8080")))


def work(given: argparse.Namespace) -> int:
    worker.main()
    return 0


def run_all(given: argparse.Namespace) -> int:
    return up(root())


def migrate_database(given: argparse.Namespace) -> int:
    migrate(root(), settings().migration_url, down=given.down)
    return 0


def demo(given: argparse.Namespace) -> int:
    added = seed(settings())
    sys.stdout.write("Data contoh dibuat.\n" if added else "Data contoh sudah ada.\n")
    return 0


def codes(given: argparse.Namespace) -> int:
    """The demo officers' one-time codes of this half minute."""
    for email, _, secret in accounts():
        sys.stdout.write(f"{email:24} {pyotp.TOTP(secret).now()}\n")
    return 0


async def verify_chain() -> tuple[int, int | None]:
    database = Database(settings())
    async with database.transaction() as db:
        result = await sealer.verify(db)
    await database.close()
    return result


def check(given: argparse.Namespace) -> int:
    """Verifies the chain of the history."""
    checked, broken = asyncio.run(verify_chain())
    sys.stdout.write(f"Riwayat: {checked} mata rantai utuh" + (f", putus di {broken}.\n" if broken else ".\n"))
    return 1 if broken else 0


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "up": (run_all, "start PostgreSQL, API, web and worker together"),
    "api": (api, "serve the JSON API"),
    "web": (web, "serve the pages"),
    "worker": (work, "run the jobs"),
    "migrate": (migrate_database, "bring the schema up to date"),
    "demo": (demo, "add the demo data"),
    "codes": (codes, "print the demo officers' one-time codes"),
    "check": (check, "verify the history"),
}


def main() -> int:
    """Runs one command; its exit status is the process's."""
    parser = argparse.ArgumentParser(prog="bimtek", description=__doc__)
    chosen = parser.add_subparsers(required=True)
    for name, (function, words) in COMMANDS.items():
        one = chosen.add_parser(name, help=words)
        one.set_defaults(function=function)
        if name == "migrate":
            one.add_argument("--down", type=int, default=0, help="go back this many steps instead")
    given = parser.parse_args()
    return given.function(given)


if __name__ == "__main__":
    raise SystemExit(main())
