"""`bimtek healthy`: whether one process does its work, for a container's health check."""

import argparse
import asyncio
import os
import urllib.error
import urllib.request
from pathlib import Path

from bimtek_api.core.db import Database
from bimtek_api.events import jobs
from bimtek_api.settings import Settings

FIRST = Path("/proc/1/cmdline")  # in a container, the process the image was started with
KINDS = ("api", "web", "worker")
SECONDS = 2


def started_as(command: bytes) -> str:
    """Which process a command line started; the API when it says nothing else."""
    words = command.decode(errors="replace").split("\0")
    return next((word for word in words if word in KINDS), "api")


def answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=SECONDS) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


async def is_worked(settings: Settings) -> bool:
    database = Database(settings)
    async with database.transaction() as db:
        worked = await jobs.is_worked(db)
    await database.close()
    return worked


def healthy(given: argparse.Namespace) -> int:
    """Exit status 0 when it does. The web process needs no database, so it is asked by its port."""
    kind = given.process or started_as(FIRST.read_bytes())
    if kind == "worker":
        return 0 if asyncio.run(is_worked(Settings())) else 1
    ports = {"api": ("BIMTEK_API_PORT", "8000"), "web": ("BIMTEK_WEB_PORT", "8080")}
    return 0 if answers(os.environ.get(*ports[kind])) else 1
