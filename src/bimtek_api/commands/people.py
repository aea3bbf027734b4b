"""People at the command line: the first administrators, whom nobody inside can invite yet."""

import argparse
import asyncio
import sys

from sqlalchemy import select

from bimtek_api import tables
from bimtek_api.access.enrolments import service as enrolments
from bimtek_api.access.officers import repository
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.models import Wanted
from bimtek_api.access.roles import Role
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.events.recorder import Entry, record
from bimtek_api.settings import Settings

TABLES = tables.METADATA  # roles name programmes, whose table is known only once all are


async def invite(settings: Settings, email: str, name: str, position: str) -> str:
    """The address of the page where the new administrator makes her own password."""
    database, vault = Database(settings, owner=True), Vault.of(settings)
    async with database.transaction() as db:
        found = await repository.by_email(db, email)
        officer = found or await officers.add(db, email, name, position, None)
        today = (await db.execute(select(repository.day_of(clock.NOW)))).scalar_one()
        if not await repository.holds(db, officer.person_id, Role.ADMINISTRATOR, None, None):
            wanted = Wanted(Role.ADMINISTRATOR, None, today)
            await officers.expect_compatible(db, officer.person_id, wanted)
            await officers.assign(db, officer, wanted)
        # Whoever is at the server owns the schema: the wall against reopened links does not bind the owner, so the
        # officer hears of it.
        said = "officer.reopened" if found else "officer.invited"
        await record(db, SYSTEM, Entry(said, ("officer", officer.person_id), ""))
        link = await enrolments.open_link(db, vault, enrolments.Link(officer.person_id, None))
    await database.close()
    return f"{settings.web_url}/aktifkan/{link.token}"


def administrator(given: argparse.Namespace) -> int:
    address = asyncio.run(invite(Settings(), given.email, given.name, given.position))
    sys.stdout.write(f"Buka dalam 72 jam, sekali pakai: {address}\n")
    return 0
