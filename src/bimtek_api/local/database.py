"""Brings a database up to date: schema, regions, and demo data where it is wanted."""

import re
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config

from bimtek_api.demo.seed import seed
from bimtek_api.regions import loader
from bimtek_api.settings import Settings

REVISION = re.compile(r"^(down_)?revision = \"?(\w+)\"?", re.MULTILINE)


def newest(root: Path) -> set[str]:
    """The revisions nothing follows, read from the files: quicker than loading the migration library."""
    found: set[str] = set()
    followed: set[str] = set()
    for path in (root / "migrations/versions").glob("*.py"):
        for down, name in REVISION.findall(path.read_text()):
            (followed if down else found).add(name)
    return found - followed


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


def prepare(root: Path, settings: Settings) -> list[str]:
    """Does what is missing; returns what was done, in words."""
    url, done = settings.migration_url, []
    if current(url) != newest(root):
        migrate(root, url)
        done.append("skema basis data diperbarui")
    if not loader.is_loaded(url):
        done.append(f"{loader.load(url):,} daerah dimuat".replace(",", "."))
    if settings.demo and seed(settings):
        done.append("data contoh dibuat")
    return done
