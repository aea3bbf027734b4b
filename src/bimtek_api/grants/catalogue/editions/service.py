"""Recording the next edition of something."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Conflict
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.catalogue.editions import repository
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere


async def keep(
    db: AsyncSession, actor: Actor, once: Once, made: Any, wrong: type[Conflict], event: tuple[str, str]
) -> UUID:
    """Writes `made`; raises `wrong` unless it is the edition after the newest. `event`: its name and subject."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    following = await repository.newest_edition(db, type(made), made.code) + 1
    if made.edition != following:
        raise wrong(edition=following)
    try:
        async with db.begin_nested():
            db.add(made)
            await db.flush()
    except IntegrityError as overtaken:
        raise wrong(edition=following + 1) from overtaken
    await once.settle(db, actor.caller, made.id)
    (name, subject), data = event, {"code": made.code, "edition": made.edition}
    await record(db, actor, Entry(name, (subject, made.id), COUNTRY, data=data))
    return made.id
