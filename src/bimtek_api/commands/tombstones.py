"""Who was erased, kept outside the database, and erased again after an older backup came back."""

import argparse
import asyncio
import sys
from pathlib import Path
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bimtek_api import tables
from bimtek_api.core import areas
from bimtek_api.core.db import Database, driver_url
from bimtek_api.files.store import store_of
from bimtek_api.privacy import repository, service
from bimtek_api.settings import Settings

TABLES = tables.METADATA  # an erasure asks the register of all of them


async def kept(settings: Settings) -> list[bytes]:
    """Every erasure as one line."""
    database = Database(settings)
    async with database.transaction() as db:
        found = await repository.done(db)
    await database.close()
    return [orjson.dumps(dict(each._mapping)) for each in found]


async def replayed(settings: Settings, lines: list[bytes]) -> None:
    """Each in its own transaction; people the backup does not know are passed over.

    As the owner of the schema: the application may blank a record only under an erasure that stands in the database,
    and an older backup does not hold it.
    """
    engine, store = create_async_engine(driver_url(settings.migration_url)), store_of(settings)
    for line in lines:
        async with AsyncSession(engine) as db, db.begin():
            await areas.see(db, areas.EVERYWHERE)
            dropped = await service.erase(db, UUID(orjson.loads(line)["person_id"]))
        for sha256 in dropped:
            await store.remove(sha256)
    await engine.dispose()


def tombstones(given: argparse.Namespace) -> int:
    path = Path(given.file)
    if given.what == "write":
        lines = asyncio.run(kept(Settings()))
        path.write_bytes(b"".join(line + b"\n" for line in lines))
    else:
        lines = path.read_bytes().splitlines()
        asyncio.run(replayed(Settings(), lines))
    sys.stdout.write(f"{len(lines)} penghapusan {'ditulis' if given.what == 'write' else 'diulang'}.\n")
    return 0
