"""Who was erased, kept outside the database, and erased again after an older backup came back."""

import argparse
import asyncio
import sys
from pathlib import Path
from uuid import UUID

import orjson

from bimtek_api.core.db import Database
from bimtek_api.files.store import store_of
from bimtek_api.privacy import repository, service
from bimtek_api.settings import Settings


async def kept(settings: Settings) -> list[bytes]:
    """Every erasure as one line."""
    database = Database(settings)
    async with database.transaction() as db:
        found = await repository.done(db)
    await database.close()
    return [orjson.dumps(dict(each._mapping)) for each in found]


async def replayed(settings: Settings, lines: list[bytes]) -> None:
    """Each in its own transaction; people the backup does not know are passed over."""
    database, store = Database(settings), store_of(settings)
    for line in lines:
        async with database.transaction() as db:
            dropped = await service.erase(db, UUID(orjson.loads(line)["person_id"]))
        for sha256 in dropped:
            await store.remove(sha256)
    await database.close()


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
