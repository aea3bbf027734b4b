"""`bimtek healthy`: whether one process does its work, for a container's health check.

It runs every half minute beside each process, so it loads what it needs and no more.
"""

import argparse
import os
import urllib.error
import urllib.request
from pathlib import Path
from pkgutil import resolve_name

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


def healthy(given: argparse.Namespace) -> int:
    """Exit status 0 when it does. API and pages are asked by their port; the worker by its sign in the database."""
    kind = given.process or started_as(FIRST.read_bytes())
    if kind == "worker":
        return 0 if resolve_name("bimtek_api.commands.signs:worker_is_heard")() else 1
    ports = {"api": ("BIMTEK_API_PORT", "8000"), "web": ("BIMTEK_WEB_PORT", "8080")}
    return 0 if answers(os.environ.get(*ports[kind])) else 1
