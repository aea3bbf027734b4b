"""The database: one engine per process, one transaction per request, and the only commit in the house."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from bimtek_api.core import liveness
from bimtek_api.settings import Settings

APP_ROLE = "bimtek_app"
SEE = text("SELECT set_config('bimtek.areas', :areas, true)")
PLAIN_OPTIONS = "-c timezone=UTC -c lock_timeout=5s -c statement_timeout=30s -c jit=off"
SERVER_OPTIONS = f"-c role={APP_ROLE} {PLAIN_OPTIONS}"


def driver_url(url: str) -> str:
    """Names our driver in a plain `postgresql://` address."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


class Database:
    """Opens transactions. Every connection acts as the non-owner role, whoever logged in.

    `owner`: for a command of whoever runs the server, whom the walls do not bind.
    """

    def __init__(self, settings: Settings, *, owner: bool = False) -> None:
        url = settings.migration_url if owner else settings.database_url.get_secret_value()
        self.engine: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=20,
            hide_parameters=True,
            connect_args={"options": PLAIN_OPTIONS if owner else SERVER_OPTIONS, "connect_timeout": 5},
        )
        liveness.watch(self.engine)
        self._open = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self, areas: str = "*") -> AsyncGenerator[AsyncSession]:
        """Commits when the block ends well, rolls back when it does not. `areas`: what `core.areas` lets it see."""
        async with self._open() as db, db.begin():
            if areas:  # a new transaction sees nothing by itself
                await db.execute(SEE, {"areas": areas})
            db.info["areas"] = areas
            yield db

    async def close(self) -> None:
        await self.engine.dispose()


async def get_db(request: Request) -> AsyncIterator[AsyncSession]:
    """Public operations name one record by a secret; all others see nothing before their caller is known."""
    database: Database = request.app.state.database
    extra = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    async with database.transaction("*" if extra.get("x-permission") == "public" else "") as db:
        yield db


# scope="function": the commit happens before the answer starts, so a failed commit can still be told.
DB = Annotated[AsyncSession, Depends(get_db, scope="function")]
