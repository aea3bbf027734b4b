"""Brings a database up to date: schema, regions, and demo data where it is wanted."""

from collections.abc import Callable
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config

from bimtek_api.core.schema import Revisions
from bimtek_api.demo.fill import fill
from bimtek_api.regions import loader
from bimtek_api.settings import Settings


def current(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return set()
        return {row[0] for row in connection.execute("SELECT version_num FROM alembic_version").fetchall()}


def migrate(root: Path, url: str, *, down: int = 0) -> None:
    """Upgrades to the newest revision, or goes `down` steps."""
    config = Config(str(root / "alembic.ini"))
    config.attributes["url"] = url
    if down:
        command.downgrade(config, f"-{down}")
    else:
        command.upgrade(config, "head")


def bring_up_to_date(root: Path, url: str) -> list[str]:
    """Schema, and the regions without which no district can be named; returns what was done, in words."""
    done = []
    if current(url) != Revisions.of(root).newest:
        migrate(root, url)
        done.append("skema basis data diperbarui")
    if not loader.is_loaded(url):
        done.append(f"{loader.load(url):,} daerah dimuat".replace(",", "."))
    return done


def prepare(root: Path, settings: Settings, tell: Callable[[str], None]) -> None:
    """Does what is missing, and says in words what was done."""
    for done in bring_up_to_date(root, settings.migration_url):
        tell(done)
    if settings.demo and fill(settings, tell):
        tell("data contoh dibuat")
