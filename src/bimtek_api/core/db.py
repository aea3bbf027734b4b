"""The database: one engine per process, one transaction per request, and the only commit in the house."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from bimtek_api.settings import Settings

APP_ROLE = "bimtek_app"
SERVER_OPTIONS = f"-c role={APP_ROLE} -c timezone=UTC -c lock_timeout=5s -c statement_timeout=30s -c jit=off"


def driver_url(url: str) -> str:
    """Names our driver in a plain `postgresql://` address."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


class Database:
    """Opens transactions. Every connection acts as the non-owner role, whoever logged in."""

    def __init__(self, settings: Settings) -> None:
        self.engine: AsyncEngine | None = create_async_engine(
            driver_url(settings.database_url.get_secret_value()),
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=20,
            hide_parameters=True,
            connect_args={"options": SERVER_OPTIONS, "connect_timeout": 5},
        )
        self._open = async_sessionmaker(self.engine, expire_on_commit=False)

    @classmethod
    def on(cls, connection: AsyncConnection) -> "Database":
        """A database whose transactions are savepoints of one open connection: for tests that roll back."""
        database = cls.__new__(cls)
        database.engine = None
        database._open = async_sessionmaker(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        return database

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Commits when the block ends well, rolls back when it does not."""
        async with self._open() as db, db.begin():
            yield db

    async def close(self) -> None:
        if self.engine is not None:
            await self.engine.dispose()


async def get_db(request: Request) -> AsyncIterator[AsyncSession]:
    database: Database = request.app.state.database
    async with database.transaction() as db:
        yield db


# scope="function": the commit happens before the answer starts, so a failed commit can still be told.
DB = Annotated[AsyncSession, Depends(get_db, scope="function")]
