"""C74: an auditor's sample can be drawn again by anybody, stands for what she may see, and is on record."""

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.audit_samples.repository import lot
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office

ALL = {"made_from": "2020-01-01", "made_to": "2099-12-31", "size": 3, "seed": "ST-14/2026"}


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    made = await office.office(client, db, vault)
    for _ in range(6):
        answer = await made.submit(await office.group(client, db))
        assert answer.status_code == 201, answer.text
    return made


@pytest.fixture
async def auditor(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.AUDITOR)


async def draw(client: AsyncClient, who: factories.TestOfficer, **changes: Any) -> Response:
    return await client.post("/v1/audit-samples", json=ALL | changes, headers=who.headers)


async def test_the_same_words_draw_the_same_cases_and_a_larger_sample_begins_alike(
    client: AsyncClient, db: AsyncSession, desk: Office, auditor: factories.TestOfficer
) -> None:
    first, again = [(await draw(client, auditor)).json() for _ in range(2)]
    assert first == again
    assert (first["population"], [each["rank"] for each in first["items"]]) == (6, [1, 2, 3])
    assert first["population_rupiah"] == 6 * desk.call["total"]
    larger = (await draw(client, auditor, size=6)).json()["items"]
    assert larger[:3] == first["items"]
    other = (await draw(client, auditor, size=6, seed="ST-15/2026")).json()["items"]
    assert [each["id"] for each in other] != [each["id"] for each in larger]
    events = await db.execute(text("SELECT data FROM events WHERE name = 'audit.sampled' ORDER BY position LIMIT 1"))
    kept = events.scalar_one()
    assert (kept["seed"], kept["population"]) == (ALL["seed"], 6)
    assert kept["numbers"] == [each["number"] for each in first["items"]]


async def test_filters_narrow_the_population(
    client: AsyncClient, desk: Office, auditor: factories.TestOfficer
) -> None:
    case = (await draw(client, auditor)).json()["items"][0]["id"]
    await desk.check(case)
    for changes, population in (
        ({"statuses": ["in_approval"]}, 1), ({"statuses": ["in_desk_check"]}, 5), ({"made_to": "2020-12-31"}, 0),
        ({"district_code": "16.07"}, 0), ({"programme_id": str(uuid4())}, 0), ({"district_code": "16.71"}, 6),
    ):  # fmt: skip
        assert (await draw(client, auditor, **changes)).json()["population"] == population, changes


async def test_a_sample_stands_for_what_its_auditor_may_see(
    client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office
) -> None:
    elsewhere = await factories.officer(db, vault, Role.AUDITOR, factories.BANYUASIN)
    assert (await draw(client, elsewhere)).json() == {"population": 0, "population_rupiah": 0, "items": []}
    assert (await draw(client, desk.approver)).status_code == 403


async def test_by_amount_the_large_ones_come_first_more_often(
    client: AsyncClient, db: AsyncSession, desk: Office, auditor: factories.TestOfficer
) -> None:
    large = (await draw(client, auditor)).json()["items"][0]["id"]
    dearer = "UPDATE application_lines SET price_rupiah = price_rupiah * 1000"
    await factories.by_hand(db, f"{dearer} WHERE application_id = '{large}'")
    firsts = Counter()
    for n in range(20):
        answer = await draw(client, auditor, weight="amount", size=1, seed=f"kunci {n}")
        firsts[answer.json()["items"][0]["id"]] += 1
    assert firsts[large] >= 18, "about 995 of 1000"


async def test_lots_are_spread_evenly_and_follow_from_the_seed_alone(db: AsyncSession) -> None:
    ids = [UUID(int=n) for n in range(2000)]
    values = select(text("id")).select_from(text("unnest(CAST(:ids AS uuid[])) AS id")).subquery("these")
    query = select(lot("benih", text("these.id"))).select_from(values)
    drawn = [float(each) for each in (await db.execute(query, {"ids": ids})).scalars()]
    assert all(0 < each < 1 for each in drawn)
    tenths = Counter(int(each * 10) for each in drawn)
    assert all(140 < tenths[n] < 260 for n in range(10)), tenths
    assert len(set(drawn)) == len(drawn)
