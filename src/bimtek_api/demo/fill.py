"""Fills an empty system with the demo: a few sessions to try things on, or an office in the middle of its year."""

import asyncio
from collections.abc import Callable

from sqlalchemy import select

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.demo import grants, seed
from bimtek_api.demo.world import world
from bimtek_api.settings import Settings


def fill(settings: Settings, tell: Callable[[str], None]) -> bool:
    """Adds the demo data once; returns whether anything was added. Refuses outside demo mode."""
    if not settings.demo:
        raise ValueError("demo data belongs to a system with BIMTEK_DEMO=1")
    asyncio.run(seed.expect_apart(settings))
    return asyncio.run(filled(settings, tell))


async def filled(settings: Settings, tell: Callable[[str], None]) -> bool:
    owner, vault = Database(settings, owner=True), Vault.of(settings)  # roles and keys without a request
    try:
        async with owner.transaction() as db:
            if (await db.execute(select(Officer.person_id).limit(1))).first():
                return False
        if settings.demo_world:
            await world.fill(settings, vault, tell)
        async with owner.transaction() as db:
            today = clock.local_date(await clock.now(db), "WIB")
            if not settings.demo_world:
                await seed.add_officers(db, vault)
                await grants.add_call(db, today, await seed.hands(db))
            await seed.add_sessions(db, vault)
            await grants.add_group(db, today)
        return True
    finally:
        await owner.close()
