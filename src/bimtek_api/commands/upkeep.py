"""Schema, demo data and the history: commands that end by themselves."""

import argparse
import asyncio
import sys
from pathlib import Path

import pyotp

from bimtek_api import tables
from bimtek_api.commands.home import home
from bimtek_api.core.db import Database
from bimtek_api.demo.officers import accounts
from bimtek_api.demo.seed import seed
from bimtek_api.events import anchors, sealer
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


async def verify_chain(anchored: Path | None) -> tuple[int, int | None, int | None]:
    """How many links hold, where the chain breaks, and where it differs from the lines kept outside."""
    database = Database(Settings())
    async with database.transaction() as db:
        checked, broken = await sealer.verify(db)
        differs = await anchors.differing(db, anchored) if anchored else None
    await database.close()
    return checked, broken, differs


def check(given: argparse.Namespace) -> int:
    """Verifies the chain of the history, and that it still has every head that was kept outside."""
    anchored = Path(given.anchors) if given.anchors else None
    checked, broken, differs = asyncio.run(verify_chain(anchored))
    sys.stdout.write(f"Riwayat: {checked} mata rantai utuh" + (f", putus di {broken}.\n" if broken else ".\n"))
    if anchored:
        said = f"berbeda dari catatan luar di {differs}" if differs else "sama dengan catatan luar"
        sys.stdout.write(f"Riwayat {said}.\n")
    return 1 if broken or differs else 0
