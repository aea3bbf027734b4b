"""The second wall: which rows of people and cases one transaction may see, whatever the query asks for.

PostgreSQL compares each row's district with `bimtek.areas`, which holds for one transaction only. Without it there
are no rows. The first wall, with permissions and all, is `core.scope`.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import SEE
from bimtek_api.core.errors import Refusal

EVERYWHERE, NOWHERE = "*", ""
OF_HERSELF = {Permission.SELF, Permission.LOGGED_IN}  # say nothing about any area


async def see(db: AsyncSession, areas: str) -> None:
    """From now on, in this transaction."""
    await db.execute(SEE, {"areas": areas})
    db.info["areas"] = areas


def areas_of(actor: Actor) -> str:
    """Her regions with all below them; and the provinces above, whose papers concern her districts, too."""
    regions = {grant.region for grant in actor.grants if grant.permissions - OF_HERSELF}
    if None in regions:
        return EVERYWHERE
    patterns = set()
    for region in filter(None, regions):
        parts = region.split(".")
        patterns |= {region, f"{region}.%", *(".".join(parts[:depth]) for depth in range(1, len(parts)))}
    return ",".join(sorted(patterns))


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
