"""Keys of other systems: given and taken back by whoever runs the server, never by a request."""

import argparse
import asyncio
import sys
from datetime import timedelta
from uuid import UUID

from bimtek_api import tables
from bimtek_api.access.integrators import repository
from bimtek_api.access.integrators.models import ApiKey
from bimtek_api.access.roles import ApiScope
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.db import Database
from bimtek_api.events.recorder import Entry, record
from bimtek_api.settings import Settings

TABLES = tables.METADATA


async def issue(settings: Settings, name: str, scopes: list[ApiScope], region: str | None, days: int) -> str:
    """The new key and its id, told once."""
    database = Database(settings, owner=True)
    async with database.transaction() as db:
        until = await clock.now(db) + timedelta(days=days)
        key, secret = await repository.issue(db, name, scopes, region, until=until)
        await record(db, SYSTEM, Entry("api_key.issued", ("api_key", key.id), region or ""))
    await database.close()
    return f"{key.id} {secret}"


async def revoke(settings: Settings, key_id: UUID) -> bool:
    """From the next request on; whether there was such a key in force."""
    database = Database(settings, owner=True)
    async with database.transaction() as db:
        key = await db.get(ApiKey, key_id)
        found = key is not None and key.revoked_at is None
        if key is not None and found:
            key.revoked_at = await clock.now(db)
            await record(db, SYSTEM, Entry("api_key.revoked", ("api_key", key.id), key.region_code or ""))
    await database.close()
    return found


def integrator(given: argparse.Namespace) -> int:
    if given.revoke:
        found = asyncio.run(revoke(Settings(), UUID(given.revoke)))
        sys.stdout.write("Kunci dicabut.\n" if found else "Kunci ini tidak ada atau sudah dicabut.\n")
        return 0 if found else 1
    if not given.name or not given.scope:
        sys.stdout.write("Sebut --name dan --scope, atau --revoke.\n")
        return 2
    scopes = [ApiScope(each) for each in given.scope]
    said = asyncio.run(issue(Settings(), given.name, scopes, given.region, given.days))
    sys.stdout.write(f"Nomor dan kunci, hanya tampil sekali: {said}\n")
    return 0
