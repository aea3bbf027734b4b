"""The tests' own PostgreSQL: one cluster per checkout, one migrated template, a copy per worker."""

import asyncio
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bimtek_api.local.database import migrate
from bimtek_api.local.postgres import LOGIN, OWNER, LocalPostgres
from bimtek_api.regions import loader

ROOT = Path(__file__).parent.parent
VARIABLE = "BIMTEK_TEST_CLUSTER"
# The one place where the rules' clock can be set: `SELECT set_config('bimtek.test_now', …, true)`.
CLOCK = """
CREATE OR REPLACE FUNCTION bimtek_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT coalesce(nullif(current_setting('bimtek.test_now', true), '')::timestamptz, clock_timestamp()) $$
"""

# What the application's role has no right to, done for a test's sake in its own transaction: by the owner of the
# schema, whom checks and triggers still bind, or by a hand that no wall stops.
HANDS = """
CREATE FUNCTION by_owner(statement text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS
$$ BEGIN EXECUTE statement; END $$
"""
HAND = """
CREATE FUNCTION by_hand(statement text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET session_replication_role = 'replica' AS $$ BEGIN EXECUTE statement; END $$
"""


@dataclass(frozen=True)
class Cluster:
    """Addresses without a database name, and the migrated template's name."""

    admin: str
    owner: str
    login: str
    template: str

    def copy(self, name: str, like: str | None = None) -> None:
        """A fresh database like `like`, by default the migrated template."""
        with psycopg.connect(f"{self.admin}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            text = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY")
            connection.execute(text.format(*map(sql.Identifier, (name, like or self.template, OWNER))))

    def drop(self, name: str) -> None:
        with psycopg.connect(f"{self.admin}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def fingerprint() -> str:
    """Changes when a migration or the loader does."""
    files = [*sorted((ROOT / "migrations").rglob("*.py")), ROOT / "src/bimtek_api/regions/loader.py", Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def start(folder: str = "test", *, durable: bool = False) -> LocalPostgres:
    """Starts the cluster, makes the template when there is none yet, and tells the workers where it is."""
    server = LocalPostgres(ROOT / "var" / folder, durable=durable)
    server.start()
    template = f"template_{fingerprint()}"
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone()
    if not known:
        make_template(server, template)
    urls = {
        "admin": server.url("postgres", "").rstrip("/"),
        "owner": server.url(OWNER, "").rstrip("/"),
        "login": server.url(LOGIN, "").rstrip("/"),
    }
    os.environ[VARIABLE] = json.dumps(urls | {"template": template})
    return server


def make_template(server: LocalPostgres, template: str) -> None:
    """Migrates and loads a draft, then gives it its name: a half-made template is never used."""
    draft = f"{template}_draft"
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
    server.ensure_database(draft)
    url = server.url(OWNER, draft)
    migrate(ROOT, url)
    loader.load(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(CLOCK)
        connection.execute(HANDS)
        connection.execute("VACUUM ANALYZE")
    with psycopg.connect(server.url("postgres", draft), autocommit=True) as connection:
        connection.execute(HAND)
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        text = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(text.format(sql.Identifier(draft), sql.Identifier(template)))


def cluster() -> Cluster:
    return Cluster(**json.loads(os.environ[VARIABLE]))


async def wait_until(condition: object, seconds: float = 30) -> None:
    """Polls a callable until it is true."""
    for _ in range(int(seconds / 0.05)):
        if condition():  # ty: ignore[call-non-callable]
            return
        await asyncio.sleep(0.05)
    raise TimeoutError
