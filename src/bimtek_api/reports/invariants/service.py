"""What must hold of every history, asked of the data themselves: `invariants.sql` beside this has the queries."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
SHOWN = 5  # of what contradicts one invariant
PATIENT = text("SET LOCAL statement_timeout = 0")  # whole tables are read


@cache
def invariants() -> dict[str, str]:
    """Each invariant's name, and the query that finds the ids of what contradicts it."""
    parts = NAME.split(Path(__file__).with_name("invariants.sql").read_text())[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


async def violations(db: AsyncSession) -> dict[str, list[str]]:
    """The invariants that do not hold, each with some of what contradicts it. `db` must see every district."""
    await db.execute(PATIENT)
    found = {}
    for name, query in invariants().items():
        against = (await db.execute(text(query))).scalars().fetchmany(SHOWN)
        if against:
            found[name] = [str(each) for each in against]
    return found
