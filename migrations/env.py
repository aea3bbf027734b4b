"""Runs migrations as the owner of the database, never as the application's role."""

import os

from alembic import context
from sqlalchemy import NullPool, create_engine

from bimtek_api.core.db import driver_url
from bimtek_api.tables import METADATA


def include(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """The queue's tables belong to the queue."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def run() -> None:
    url = context.config.attributes.get("url") or os.environ.get("BIMTEK_OWNER_DATABASE_URL")
    url = url or os.environ["BIMTEK_DATABASE_URL"]
    engine = create_engine(driver_url(url), hide_parameters=True, poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            include_name=include,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
