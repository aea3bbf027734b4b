"""gaps.md C14: a lapse passes on within a minute; time alone frees, and the worker passes on.

That it looks every 15 seconds is asked in tests/api/events/test_schedule.py.
"""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.enrolment.seats import service as seats
from tests import factories
from tests.api.sessions.seats import consistent, people, states


async def test_an_offer_that_ran_out_goes_to_the_next_at_the_workers_first_look(
    client: AsyncClient, db: AsyncSession, at
) -> None:
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    await first.does("give_up")
    ends = (await second.sees())["hold"]["ends_at"]
    assert await seats.due(db) == [], "nothing to do before its time"
    await at(ends)
    assert await states(second, third) == ["offer_lapsed", "waitlisted"], "by the clock alone"
    assert await seats.due(db) == [session.id]
    await seats.settle(db, session.id)
    assert await states(second, third) == ["offer_lapsed", "offered"]
    assert await seats.due(db) == []
    await consistent(db)
