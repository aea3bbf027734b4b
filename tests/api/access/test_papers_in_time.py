"""integrity.md 1, officers from before: whose paper nobody has read works on, and after thirty days binds nothing."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.errors import PaperUnread
from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import code_of
from tests.api.access.test_papers import DUTY, UNREAD, waits
from tests.api.grants.office import refused_by_the_database, step_up

At = Callable[[str], Awaitable[None]]
ACCOUNT = "UPDATE officers SET created_at = bimtek_now() - interval '{} days' WHERE person_id = '{}'"
DECIDED = "UPDATE access_requests SET decided_by = :who, decided_at = bimtek_now(), approved = true, note = 'x'"


@pytest.fixture
async def admins(client: AsyncClient, db: AsyncSession, vault: Vault, at: At) -> Admins:
    """Two months after the rule came; nobody has read the paper of the second."""
    await at((datetime.now(UTC) + timedelta(days=60)).isoformat())
    both = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
    for each in both:
        await step_up(db, each)
    await factories.by_hand(db, UNREAD.format(both[1].id))
    return Admins(client, db, vault, *both)


async def asked(admins: Admins) -> str:
    """A role for somebody, that the second decides about."""
    begins = (datetime.now(UTC) + timedelta(days=62)).date().isoformat()
    return await admins.asked((await admins.plain()).id, valid_from=begins)


async def told(admins: Admins) -> list[str | None]:
    items = (await admins.client.get("/v1/inbox", headers=admins.second.headers)).json()["items"]
    return [each["due"] for each in items if each["kind"] == "own_paper_unread"]


@pytest.mark.parametrize("days", [29, 31])
async def test_after_thirty_days_she_decides_nothing_until_another_one_read_her_paper(
    admins: Admins, days: int
) -> None:
    await factories.by_hand(admins.db, ACCOUNT.format(days, admins.second.id))
    assert (len(await told(admins)), await waits(admins, admins.first)) == (1, [str(admins.second.id)])
    request = await asked(admins)
    if days < 30:
        assert (await admins.decide(request)).status_code == 200
        return
    assert (await admins.client.get("/v1/officers", headers=admins.second.headers)).status_code == 200, "she reads"
    refused = await admins.decide(request)
    assert (code_of(refused), "administrator" in refused.json()["detail"]) == ((409, "paper_unread"), True)
    own = factories.nik(19, born=date(1979, 5, 6))
    read = await admins.post(f"/officers/{admins.second.id}/paper-readings", {"nik": own})
    assert read.status_code == 200, read.text
    assert await told(admins) == []
    assert (await admins.decide(request)).status_code == 200


async def test_she_holds_no_duty_in_a_case_whatever_the_connection(admins: Admins) -> None:
    await factories.by_hand(admins.db, ACCOUNT.format(31, admins.second.id))
    with pytest.raises(PaperUnread):
        await duties.take(admins.db, uuid4(), [admins.second.id], "desk")
    assert "paper not read" in await refused_by_the_database(admins.db, DUTY, person=admins.second.id)
    await asked(admins)
    assert "paper not read" in await refused_by_the_database(admins.db, DECIDED, who=admins.second.id)
    younger = "UPDATE officers SET created_at = bimtek_now() WHERE person_id = :who"
    assert "permission denied" in await refused_by_the_database(admins.db, younger, who=admins.second.id)
    tomorrow = (
        "INSERT INTO officers (person_id, email, name, position, created_at)"
        " VALUES (:who, 'besok@uji.id', 'x', 'x', bimtek_now() + interval '1 day')"
    )
    assert "as old as it is" in await refused_by_the_database(admins.db, tomorrow, who=admins.second.id)


async def test_two_whose_papers_nobody_read_still_read_each_others(admins: Admins) -> None:
    """Else an office of two administrators would stand still for good."""
    for who in (admins.first, admins.second):
        await factories.by_hand(admins.db, UNREAD.format(who.id))
        await factories.by_hand(admins.db, ACCOUNT.format(90, who.id))
    own = factories.nik(19, born=date(1979, 5, 6))
    for reader, other in ((admins.first, admins.second), (admins.second, admins.first)):
        assert (await admins.post(f"/officers/{other.id}/paper-readings", {"nik": own}, reader)).status_code == 200
    overdue = "SELECT count(*) FROM officers WHERE paper_overdue(person_id)"
    assert (await admins.db.execute(text(overdue))).scalar_one() == 0
