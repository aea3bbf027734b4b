"""The second wall: which rows of people and cases one transaction may see, whatever the query asks for.

PostgreSQL compares each row's district with `bimtek.areas`, which holds for one transaction only. Without it there
are no rows. Whoever has a role for one programme brings limits along; then rows that hang on a case or a session are
compared with them, too. The first wall, with permissions and all, is `core.scope`.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.db import SEE
from bimtek_api.core.errors import Refusal

EVERYWHERE, NOWHERE, ANYTHING = "*", "", "%"
OF_HERSELF = {Permission.SELF, Permission.LOGGED_IN}  # say nothing about any area


async def see(db: AsyncSession, areas: str) -> None:
    """From now on, in this transaction."""
    await db.execute(SEE, {"areas": areas})
    db.info["areas"] = areas


def areas_of(actor: Actor) -> str:
    """Her regions with all below them; and the provinces above, whose papers concern her districts, too."""
    grants = [grant for grant in actor.grants if grant.permissions - OF_HERSELF]
    if any(grant.region is None and grant.programme is None for grant in grants):
        return EVERYWHERE
    patterns = {pattern for grant in grants for pattern in patterns_of(grant.region)}
    if any(grant.programme for grant in grants):
        patterns |= {limit for grant in grants for limit in limits_of(grant)}
    return ",".join(sorted(patterns))


def patterns_of(region: str | None) -> set[str]:
    """A region, what is below it, and what is above it."""
    if region is None:
        return {ANYTHING}
    parts = region.split(".")
    return {region, f"{region}.%", *(".".join(parts[:depth]) for depth in range(1, len(parts)))}


def limits_of(grant: Grant) -> set[str]:
    """What a role says of rows with a programme, as `=16.71.%|<programme>`: no district's code looks like it."""
    return {f"={pattern}|{grant.programme or ANYTHING}" for pattern in patterns_of(grant.region)}


@asynccontextmanager
async def everywhere(db: AsyncSession) -> AsyncGenerator[None]:
    """For what must be judged over the whole country: earlier aid, the same person elsewhere."""
    before = db.info.get("areas", NOWHERE)
    if before == EVERYWHERE:
        yield
        return
    await see(db, EVERYWHERE)
    try:
        yield
    except Refusal:  # it may be caught, and the transaction go on
        await see(db, before)
        raise
    except Exception:
        db.info["areas"] = before  # the rollback that must follow takes the setting back
        raise
    await see(db, before)
