"""The demo's own time: for whoever fills it, and for nobody else, the clock of rules stands where the story is.

`bimtek_now()` is the one clock of every rule, trigger and event. While the world is filled it adds what the filling
connection says; every other connection still reads the server's time. Afterwards the function is as it was.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, event, text

from bimtek_api.core import clock
from bimtek_api.core.db import Database

SHIFTED = """
CREATE OR REPLACE FUNCTION bimtek_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE AS
$$ SELECT clock_timestamp() + coalesce(nullif(current_setting('bimtek.demo_shift', true), '')::interval, '0') $$
"""
DEFINITION = text("SELECT pg_get_functiondef('bimtek_now()'::regprocedure)")
# A crash loses the demo, and nothing else: no commit waits for the disk.
SHIFT = "SELECT set_config('bimtek.demo_shift', %s, true), set_config('synchronous_commit', 'off', true)"
FRESH = text(
    "UPDATE logins SET last_seen_at = :now, stepped_up_at = :now, expires_at = :now + interval '8 hours'"
    " WHERE token_hash = ANY(:ours)"
)
ZONE = "WIB"


class Calendar:
    """Where the story is. `today` is the real day, to which everything is relative."""

    def __init__(self, database: Database, owner: Database, today: date) -> None:
        self.database, self.owner, self.today = database, owner, today
        self.shift = timedelta(0)
        self.ours: list[bytes] = []  # hashes of the log-ins that act for the demo's officers

    def at(self, day: int, hour: float = 9) -> datetime:
        """The instant `day` days from today, at an hour of Palembang's clock."""
        minutes = round(hour * 60)
        return clock.at(self.today + timedelta(days=day), time(minutes // 60, minutes % 60), ZONE)

    def day(self, days: int = 0) -> str:
        """The story's day, or one so many days from it."""
        return str(clock.local_date(self.now(), ZONE) + timedelta(days=days))

    def now(self) -> datetime:
        """The story's instant."""
        return self.real() + self.shift

    def real(self) -> datetime:
        """The server's: every shift is measured from it, and no story goes beyond it."""
        return datetime.now(UTC)

    async def turn_to(self, instant: datetime) -> None:
        """Moves on, and only once back, to the beginning; each officer is at her desk with a fresh code."""
        if self.shift and instant <= self.now():
            return
        self.shift = instant - self.real()
        async with self.owner.transaction() as db:
            await db.execute(FRESH, {"now": self.now(), "ours": self.ours})


@asynccontextmanager
async def shifted(database: Database, owner: Database, today: date) -> AsyncGenerator[Calendar]:
    """A calendar that both databases follow, until the block ends."""
    calendar = Calendar(database, owner, today)

    def shift(connection: Connection) -> None:
        connection.exec_driver_sql(SHIFT, (f"{calendar.shift.total_seconds()} seconds",))

    async with owner.transaction() as db:
        before = (await db.execute(DEFINITION)).scalar_one()
        await db.execute(text(SHIFTED))
    for engine in (database.engine, owner.engine):
        event.listen(engine.sync_engine, "begin", shift)
    try:
        yield calendar
    finally:
        async with owner.transaction() as db:
            await db.execute(text(before.replace(":", r"\:")))
