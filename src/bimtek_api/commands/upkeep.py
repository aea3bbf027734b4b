"""Schema, demo data and the history: commands that end by themselves."""

import argparse
import asyncio
import sys

import pyotp

from bimtek_api import tables
from bimtek_api.commands.home import home
from bimtek_api.core.db import Database
from bimtek_api.demo.officers import accounts
from bimtek_api.demo.seed import seed
from bimtek_api.events import sealer
from bimtek_api.local.database import migrate
from bimtek_api.settings import Settings

TABLES = tables.METADATA


def migrate_database(given: argparse.Namespace) -> int:
    migrate(home(), Settings().migration_url, down=given.down)
    return 0


def demo(given: argparse.Namespace) -> int:
    added = seed(Settings())
    sys.stdout.write("Data contoh dibuat.\n" if added else "Data contoh sudah ada.\n")
    return 0


def codes(given: argparse.Namespace) -> int:
    """The demo officers' one-time codes of this half minute."""
    for email, _, secret in accounts():
        sys.stdout.write(f"{email:24} {pyotp.TOTP(secret).now()}\n")
    return 0


async def verify_chain() -> tuple[int, int | None]:
    database = Database(Settings())
    async with database.transaction() as db:
        result = await sealer.verify(db)
    await database.close()
    return result


def check(given: argparse.Namespace) -> int:
    """Verifies the chain of the history."""
    checked, broken = asyncio.run(verify_chain())
    sys.stdout.write(f"Riwayat: {checked} mata rantai utuh" + (f", putus di {broken}.\n" if broken else ".\n"))
    return 1 if broken else 0
