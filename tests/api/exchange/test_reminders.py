"""The day before: whoever has a seat is reminded once, by the session's own clock."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.service import concerned
from bimtek_api.sessions.lifecycle import service
from tests import factories


async def reminded(db: AsyncSession) -> int:
    return await service.remind(db)


@pytest.mark.parametrize(
    ("zone", "early", "due"),
    [
        ("WIB", "T00:59:59Z", "T01:00:00Z"),
        ("WITA", "T23:59:59Z", "T00:00:00Z"),
        ("WIT", "T22:59:59Z", "T23:00:00Z"),
    ],
)  # fmt: skip
async def test_a_session_is_announced_once_from_eight_in_its_own_zone(
    db: AsyncSession, at: Any, zone: str, early: str, due: str
) -> None:
    session = await factories.session(db, starts_in=10)
    await db.execute(text("UPDATE sessions SET zone = :zone"), {"zone": zone})
    days = {name: f"{session.starts_on.fromordinal(session.starts_on.toordinal() - before)}" for name, before in
            (("before", 1), ("earlier", 2))}  # fmt: skip
    await at(days["earlier" if early > "T20" else "before"] + early)
    assert await reminded(db) == 0
    await at(days["earlier" if due > "T20" else "before"] + due)
    assert (await reminded(db), await reminded(db)) == (1, 0)
    await db.execute(text("UPDATE sessions SET starts_on = starts_on + 1, ends_on = ends_on + 1"))
    assert await reminded(db) == 0, "the new first day is not tomorrow yet"


async def test_only_who_has_a_seat_is_told(client: AsyncClient, db: AsyncSession, at: Any) -> None:
    session = await factories.session(db, size=1, moderated=False, starts_in=10)
    for _ in range(2):
        await factories.register(client, factories.registration(session.id))
    await at(f"{session.starts_on.fromordinal(session.starts_on.toordinal() - 1)}T05:00:00Z")
    assert await reminded(db) == 1
    event = (await db.execute(select(Event).where(Event.name == "session.reminded"))).scalar_one()
    kind, people = await concerned(db, event, mails=True)
    assert (kind, len(people)) == ("reminder", 1)
