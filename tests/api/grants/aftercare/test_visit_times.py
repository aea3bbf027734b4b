"""integrity.md 5, visits of 3, 6, 12 and 24 months filed on the handover day: each has its time, and is one."""

from datetime import date, timedelta

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.aftercare.test_monitoring import aftercare, delivered, report, step, visit
from tests.api.grants.office import Office, refused_by_the_database, today, wait


async def test_visits_of_later_months_are_not_filed_on_the_handover_day(desk: Office, db: AsyncSession) -> None:
    """integrity.md 5: the first day each may be filed is told; months 0 belongs to the handover."""
    case_id = await delivered(desk)
    first, *later = (await aftercare(desk, case_id))["visits"]
    for each in later:
        assert (each["open"], await refusal(desk, each["id"])) == (False, "visit_not_open")
    assert first["open"]
    done = await report(desk, await visit(desk, first["id"]))
    assert done.status_code == 201
    assert (await refusal(desk, first["id"])) == "wrong_step"
    opens = date.fromisoformat(later[0]["opens_on"])
    assert opens == date.fromisoformat(later[0]["due_on"]) - timedelta(days=30)
    told = (await report(desk, await visit(desk, later[0]["id"]))).json()["detail"]
    assert opens.strftime("%d-%m-%Y") in told
    day = await wait(db, (opens - date.fromisoformat(today())).days)
    assert (await refusal(desk, later[0]["id"], visited_on=str(opens - timedelta(days=1)))) == "visit_not_open"
    assert (await report(desk, await visit(desk, later[0]["id"]), visited_on=day)).status_code == 201


async def refusal(desk: Office, visit_id: str, **body: object) -> str:
    return (await report(desk, await visit(desk, visit_id), **body)).json()["code"]


async def test_an_accepted_visit_is_not_filed_again(desk: Office) -> None:
    """integrity.md 5: month 0 and month 6 again."""
    case_id = await delivered(desk)
    found = (await report(desk, await visit(desk, (await aftercare(desk, case_id))["visits"][0]["id"]))).json()
    found = (await step(desk, found, "accept", desk.verifier)).json()
    assert (await report(desk, found)).json()["code"] == "wrong_step"


async def test_the_database_holds_the_time_of_a_visit(desk: Office, db: AsyncSession) -> None:
    """Direct SQL as the application's role: no early visit, no other due day, no second visit of one month."""
    await delivered(desk)
    early = "UPDATE monitoring_visits SET visited_on = bimtek_now()::date WHERE months = 6"
    assert "in_time" in await refused_by_the_database(db, early)
    moved = "UPDATE monitoring_visits SET opens_on = DATE '2020-01-01', due_on = DATE '2020-01-01'"
    assert "permission denied" in await refused_by_the_database(db, moved)
    again = (
        "INSERT INTO monitoring_visits (application_id, district_code, months, opens_on, due_on, status)"
        " SELECT application_id, district_code, months, opens_on, due_on, 'due' FROM monitoring_visits"
    )
    assert "uq_monitoring_visits" in await refused_by_the_database(db, again)


async def test_the_programme_says_how_early_a_visit_may_be_reported(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """Plans made from now on follow it."""
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
    programme = str((await db.execute(text("SELECT id FROM programmes"))).scalar_one())
    path, body = f"/v1/programmes/{programme}/aid-policy", {"handover_needs": [], "visit_window_days": 7}
    once = factories.once()
    assert (await client.put(path, json=body, headers=desk.proposer.headers | once)).status_code == 403
    for wrong in ({"visit_window_days": 0}, {"visit_window_days": 61}, {"handover_needs": ["seal"]}):
        refused = await client.put(path, json=body | wrong, headers=sari.headers | once | {"If-Match": '"1"'})
        assert refused.status_code == 422
    done = await client.put(path, json=body, headers=sari.headers | once | {"If-Match": '"1"'})
    assert (done.status_code, done.json()["visit_window_days"], done.json()["version"]) == (200, 7, 2)
    assert (await client.put(path, json=body, headers=sari.headers | {"If-Match": '"1"'})).status_code == 412
    later = (await aftercare(desk, await delivered(desk)))["visits"][1]
    assert date.fromisoformat(later["due_on"]) - date.fromisoformat(later["opens_on"]) == timedelta(days=7)
