"""Schema, demo data and the history: commands that end by themselves."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp

from bimtek_api import tables
from bimtek_api.commands.home import home
from bimtek_api.core.db import Database
from bimtek_api.demo.fill import fill
from bimtek_api.demo.officers import accounts
from bimtek_api.demo.seed import DemoRefused
from bimtek_api.events import anchors, jobs, sealer
from bimtek_api.files import service as files
from bimtek_api.files.store import store_of
from bimtek_api.local.database import bring_up_to_date, migrate
from bimtek_api.reports.invariants.service import invariants, violations
from bimtek_api.settings import Settings

TABLES = tables.METADATA


def migrate_database(given: argparse.Namespace) -> int:
    """Brings schema and regions up to date, or goes back."""
    url = Settings().migration_url
    if given.down:
        migrate(home(), url, down=given.down)
        return 0
    for done in bring_up_to_date(home(), url) or ["sudah mutakhir"]:
        tell(done)
    return 0


def tell(done: str) -> None:
    sys.stdout.write(f"- {done}\n")
    sys.stdout.flush()


def demo(given: argparse.Namespace) -> int:
    try:
        added = fill(Settings(), tell)
    except DemoRefused as no:
        sys.stderr.write(f"{no}\n")
        return 1
    sys.stdout.write("Data contoh dibuat.\n" if added else "Data contoh sudah ada.\n")
    return 0


def codes(given: argparse.Namespace) -> int:
    """The demo officers' one-time codes of this half minute."""
    for email, _, secret in accounts():
        sys.stdout.write(f"{email:24} {pyotp.TOTP(secret).now()}\n")
    return 0


@dataclass(frozen=True)
class Examined:
    """How far the chain holds, where it differs from the lines kept outside, and what else is wrong."""

    chain: sealer.Verified
    passed_over: int
    differs: int | None
    violations: dict[str, list[str]]
    spoiled: list[str]
    worked: bool
    lying: int

    @property
    def whole(self) -> bool:
        return not (self.chain.broken or self.differs or self.violations or self.spoiled or self.lying)


async def examine(anchored: Path | None, *, bytes_too: bool) -> Examined:
    settings = Settings()
    database = Database(settings)
    async with database.transaction() as db:
        chain = await sealer.verify(db)
        passed_over = await sealer.passed_over(db)
        differs = await anchors.differing(db, anchored) if anchored else None
        against = await violations(db)
        spoiled = await files.spoiled(db, store_of(settings)) if bytes_too else []
        worked, lying = await jobs.is_worked(db), await jobs.lying(db)
    await database.close()
    return Examined(chain, passed_over, differs, against, spoiled, worked, lying)


def told_of_history(found: Examined, anchored: Path | None) -> Iterator[str]:
    chain = found.chain
    yield f"Riwayat: {chain.links} mata rantai utuh" + (f", putus di {chain.broken}." if chain.broken else ".")
    if chain.once > chain.links:
        yield f"Riwayat pernah sepanjang {chain.once} mata rantai."
    if anchored:
        said = f"berbeda dari catatan luar di {found.differs}" if found.differs else "sama dengan catatan luar"
        yield f"Riwayat {said}."
    if found.passed_over:
        yield f"Riwayat: {found.passed_over} kejadian dari versi lama disegel terlambat; lihat history_findings."


def told_of_jobs(found: Examined) -> Iterator[str]:
    if not found.worked:
        yield "Pekerja (`bimtek worker`) tidak terdengar sejak semenit: surel, tawaran dan segel berhenti."
    if found.lying:
        yield f"Pekerjaan: {found.lying} belum dimulai sesudah sepuluh menit."


def check(given: argparse.Namespace) -> int:
    """Verifies the history, that it has every head kept outside, and whatever else must hold of the data.

    A worker nobody hears is said; what it left lying is wrong.
    """
    anchored = Path(given.anchors) if given.anchors else anchors.lines_of(Settings())
    found = asyncio.run(examine(anchored, bytes_too=given.files))
    say = sys.stdout.write
    say("".join(f"{line}\n" for line in told_of_history(found, anchored)))
    say("".join(f"{line}\n" for line in told_of_jobs(found)))
    say(f"Data: {len(invariants())} hal diperiksa, {len(found.violations)} tidak berlaku.\n")
    for invariant, ids in found.violations.items():
        say(f"  {invariant}: {', '.join(ids)}\n")
    if given.files:
        say(f"Berkas: {len(found.spoiled)} hilang atau berubah.\n")
    for file_id in found.spoiled:
        say(f"  {file_id}\n")
    return 0 if found.whole else 1
