"""The history: append-only, in the change's own transaction, chained, and telling when it was touched."""

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.db import Database
from bimtek_api.events import sealer
from bimtek_api.events.models import Event
from bimtek_api.events.recorder import Entry, record
from tests import database, factories

JOBS = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'fan_out'")


async def seal_all(own: Database, expected: int) -> None:
    """Seals what is committed; `expected` links are there then."""
    async with own.transaction() as db:
        await sealer.seal(db)
        assert (await db.execute(select(func.count()).select_from(sealer.EventSeal))).scalar_one() == expected


async def write(own: Database, *names: str) -> None:
    async with own.transaction() as db:
        session = await factories.session(db)
        entries = [Entry(name, ("session", session.id), session.district_code) for name in names]
        await record(db, SYSTEM, *entries)


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET reason = 'x'", "DELETE FROM events", "TRUNCATE events CASCADE"]
)
async def test_the_application_may_not_touch_history(db: AsyncSession, statement: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await db.execute(text(statement))


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET reason = 'x'", "DELETE FROM events", "TRUNCATE events CASCADE"]
)
async def test_not_even_the_owner_may(own: Database, private_database: str, statement: str) -> None:
    await write(own, "session.created")
    with psycopg.connect(f"{database.cluster().owner}/{private_database}") as owner:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            owner.execute(statement)


async def test_each_event_brings_its_job_in_the_same_transaction(own: Database) -> None:
    await write(own, "session.created", "session.published")
    with pytest.raises(ZeroDivisionError):
        async with own.transaction() as db:
            session = await factories.session(db)
            await record(db, SYSTEM, Entry("session.created", ("session", session.id), "16.71"))
            raise ZeroDivisionError
    async with own.transaction() as db:
        assert (await db.execute(select(func.count()).select_from(Event))).scalar_one() == 2
        assert (await db.execute(JOBS)).scalar_one() == 2


async def test_the_chain_verifies_and_grows(own: Database) -> None:
    for turn in range(1, 4):
        await write(own, "session.created", "session.published")
        await seal_all(own, 2 * turn)
    async with own.transaction() as db:
        assert await sealer.seal(db) == 0
        assert await sealer.verify(db) == sealer.Verified(6, None, 6)


async def test_an_event_of_an_open_transaction_gets_its_link_after_later_ones(own: Database) -> None:
    async with own.transaction() as slow:
        session = await factories.session(slow)
        await record(slow, SYSTEM, Entry("session.created", ("session", session.id), "16.71"))
        await write(own, "session.published")
        await seal_all(own, 1)
    await seal_all(own, 2)
    async with own.transaction() as db:
        order = select(sealer.EventSeal.event_position).order_by(sealer.EventSeal.position)
        assert list((await db.execute(order)).scalars()) == [2, 1]
        assert await sealer.verify(db) == sealer.Verified(2, None, 2)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE events SET reason = 'lain' WHERE position = 2",
        "UPDATE events SET at = at + interval '1 microsecond' WHERE position = 2",
        "DELETE FROM event_seals WHERE position = 2",
    ],
)
async def test_the_chain_tells_where_it_was_touched(own: Database, private_database: str, harm: str) -> None:
    await write(own, "session.created", "session.published", "session.started")
    await seal_all(own, 3)
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute("SET session_replication_role = replica")  # a superuser can switch triggers off
        admin.execute(harm)
    async with own.transaction() as db:
        assert await sealer.verify(db) == sealer.Verified(1, 2, 3)


async def test_only_one_sealer_works_at_a_time(own: Database) -> None:
    await write(own, "session.created")
    async with own.transaction() as first, own.transaction() as second:
        assert await sealer.seal(first) == 1
        assert await sealer.seal(second) == 0
    await seal_all(own, 1)
