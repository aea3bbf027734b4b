"""Fixtures every test may use. Each test runs in a transaction that is rolled back."""

import os
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Request
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bimtek_api.access.logins import guessing
from bimtek_api.access.officers import passwords
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import SEE, SERVER_OPTIONS, Database, driver_url
from bimtek_api.main import create_app
from bimtek_api.settings import Settings
from tests import database
from tests.keys import HOOKS, keyed
from tests.servers import Live, running

# All tests come from one network; those of its price lower these.
FREE = dict.fromkeys(("free_per_network", "free_per_phone", "free_delegations"), 100_000)
KEYS = {name: secrets.token_urlsafe(32) for name in ("nik", "index", "receipt", "address", "web")}


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts PostgreSQL; parallel workers find it in their environment."""
    if not hasattr(config, "workerinput"):
        config.stash[SERVER] = database.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()


SERVER: pytest.StashKey = pytest.StashKey()


def settings_for(name: str, **changes: object) -> Settings:
    """Settings over the database `name` of the tests' cluster."""
    values = {
        "database_url": f"{database.cluster().login}/{name}",
        "owner_database_url": f"{database.cluster().owner}/{name}",
        "nik_keys": {"k1": KEYS["nik"]},
        "nik_key_current": "k1",
        "index_key": KEYS["index"],
        "receipt_key": KEYS["receipt"],
        "client_address_key": KEYS["address"],
        **FREE,
        "files_dir": database.ROOT / "var" / "test-files" / name,
    }
    return Settings(**(values | changes))


def environment_for(name: str, **changes: str) -> dict[str, str]:
    """The same for processes."""
    values = {
        "BIMTEK_DATABASE_URL": f"{database.cluster().login}/{name}",
        "BIMTEK_OWNER_DATABASE_URL": f"{database.cluster().owner}/{name}",
        "BIMTEK_NIK_KEYS": f'{{"k1": "{KEYS["nik"]}"}}',
        "BIMTEK_NIK_KEY_CURRENT": "k1",
        "BIMTEK_INDEX_KEY": KEYS["index"],
        "BIMTEK_RECEIPT_KEY": KEYS["receipt"],
        "BIMTEK_CLIENT_ADDRESS_KEY": KEYS["address"],
        "BIMTEK_WEB_KEY": KEYS["web"],
        "BIMTEK_FILES_DIR": str(database.ROOT / "var" / "test-files" / name),
        "BIMTEK_DEMO": "0",
        "BIMTEK_WEB_URL": "http://localhost:8080",
        **{f"BIMTEK_{name.upper()}": str(most) for name, most in FREE.items()},
    }
    return values | changes


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> None:
    """Officers are made by the hundred here; the production cost of a hash is tested where it matters."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    guessing.SLOWEST = guessing.SLOWEST_NETWORK = 0.0  # how long guesses wait is tested where it matters


@pytest.fixture(scope="session")
def worker_database() -> Iterator[str]:
    name = f"w_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    database.cluster().copy(name)
    yield name
    database.cluster().drop(name)


@pytest.fixture(scope="session")
def settings(worker_database: str) -> Settings:
    return settings_for(worker_database)


@pytest.fixture(scope="session")
def vault(settings: Settings) -> Vault:
    return Vault.of(settings)


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    url = driver_url(settings.database_url.get_secret_value())
    made = create_async_engine(url, connect_args={"options": SERVER_OPTIONS})
    yield made
    await made.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as opened:
        outer = await opened.begin()
        yield opened
        await outer.rollback()


@pytest.fixture
async def db(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as opened:
        sees_all(opened)
        yield opened


def sees_all(db: AsyncSession) -> None:
    """The test's own hand reaches every row, whatever the request before it might see."""
    db.info["areas"] = "*"
    event.listen(db.sync_session, "after_begin", lambda _db, _begun, on: on.execute(SEE, {"areas": "*"}))


class Beside(Database):
    """Transactions that are savepoints of the test's connection. What one may see ends with it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._open = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")

    @asynccontextmanager
    async def transaction(self, areas: str = "*") -> AsyncGenerator[AsyncSession]:
        async with self._open() as db, db.begin():
            await db.execute(SEE, {"areas": areas})
            db.info["areas"] = areas
            yield db
        await self.connection.execute(SEE, {"areas": "*"})


@pytest.fixture(scope="session")
def built(settings: Settings) -> FastAPI:
    """Building 300 operations takes half a second: once for every worker."""
    return create_app(settings)


@pytest.fixture
def app(built: FastAPI, connection: AsyncConnection) -> FastAPI:
    """The API over the test's own transaction. Nothing else of it changes between tests."""
    built.state.database = Beside(connection)
    return built


@pytest.fixture
async def client(app: FastAPI, db: AsyncSession) -> AsyncIterator[AsyncClient]:
    """The API in process, on the test's own transaction. What the test flushed is committed to it first."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://api", event_hooks={"request": [keep(db)]}) as opened:
        yield opened


@asynccontextmanager
async def writing(own: Database, client: AsyncClient) -> AsyncIterator[AsyncSession]:
    """A session of the test's own beside a running API: what it writes is committed before each request."""
    async with AsyncSession(own.engine, expire_on_commit=False) as db:
        sees_all(db)
        client.event_hooks = {"request": [keep(db)]}
        yield db
        await db.commit()
        client.event_hooks = HOOKS


def keep(db: AsyncSession):
    async def hook(request: Request) -> None:
        await keyed(request)
        await db.commit()

    return hook


@pytest.fixture
async def at(db: AsyncSession):
    """`await at("2026-12-01T17:00:00Z")` sets the clock the rules see, for this test only."""

    async def set_clock(instant: str) -> None:
        await db.execute(text("SELECT set_config('bimtek.test_now', :instant, true)"), {"instant": instant})

    return set_clock


@pytest.fixture
def private_database() -> Iterator[str]:
    """A database of the test's own, for what must commit."""
    name = f"p_{uuid4().hex[:12]}"
    database.cluster().copy(name)
    yield name
    database.cluster().drop(name)


@pytest.fixture
async def own(private_database: str) -> AsyncIterator[Database]:
    """Transactions on the private database."""
    opened = Database(settings_for(private_database))
    yield opened
    await opened.close()


@pytest.fixture
def live_api(private_database: str) -> Iterator[Live]:
    with running(environment_for(private_database)) as live:
        yield live
