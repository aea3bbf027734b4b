"""Trainers, what they teach, and that nobody stands in two rooms at once."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.planning.schedule.models import SessionStatus, TrainingSession
from tests import factories

NEW = {
    "district_code": "16.71",
    "name": "Dr. Hj. Aisyah, S.T.",
    "institution": "Balai Diklat",
    "phone": "081234567890",
}


class Desk:
    """An officer who plans lessons."""

    def __init__(self, client: AsyncClient, officer: factories.TestOfficer) -> None:
        self.client, self.officer = client, officer

    async def trainer(self, **changes: Any) -> dict[str, Any]:
        headers = self.officer.headers | factories.once()
        answer = await self.client.post("/v1/trainers", json=NEW | changes, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def plan(self, session: TrainingSession, *lessons: dict[str, Any]) -> Response:
        path = f"/v1/sessions/{session.id}/lessons"
        seen = (await self.client.get(path, headers=self.officer.headers)).headers["etag"]
        headers = self.officer.headers | {"If-Match": seen}
        return await self.client.put(path, json={"lessons": list(lessons)}, headers=headers)

    async def lesson(
        self, session: TrainingSession, trainer: dict[str, Any], at: str, day: int = 0
    ) -> dict[str, Any]:
        days = (await self.client.get(f"/v1/sessions/{session.id}")).json()["days"]
        begins, ends = at.split("-")
        return {
            "day_id": days[day]["id"], "trainer_id": trainer["id"], "starts_at": begins, "ends_at": ends,
            "topic": "Pola dasar",
        }  # fmt: skip


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Desk:
    return Desk(client, await factories.officer(db, vault))


async def test_lessons_are_planned_and_hours_counted(desk: Desk, db: AsyncSession) -> None:
    session, trainer = await factories.session(db), await desk.trainer()
    lessons = [await desk.lesson(session, trainer, at) for at in ("08:00-10:30", "10:30-12:00")]
    planned = await desk.plan(session, *lessons)
    assert planned.status_code == 200, planned.text
    assert [each["minutes"] for each in planned.json()["items"]] == [150, 90]
    page = (await desk.client.get(f"/v1/trainers/{trainer['id']}", headers=desk.officer.headers)).json()
    assert (page["minutes"], page["lessons"][0]["session_title"]) == (240, session.title)


async def test_nobody_teaches_in_two_rooms_at_once(desk: Desk, db: AsyncSession) -> None:
    trainer = await desk.trainer()
    first, second = await factories.session(db), await factories.session(db)
    assert (await desk.plan(first, await desk.lesson(first, trainer, "08:00-12:00"))).status_code == 200
    refused = await desk.plan(second, await desk.lesson(second, trainer, "11:59-13:00"))
    assert (refused.status_code, refused.json()["code"]) == (409, "trainer_clash")
    assert first.title in refused.json()["detail"]
    assert (await desk.plan(second, await desk.lesson(second, trainer, "12:00-13:00"))).status_code == 200
    await factories.placed(db, first, SessionStatus.CANCELLED)
    assert (await desk.plan(second, await desk.lesson(second, trainer, "08:00-13:00"))).status_code == 200


async def test_a_clash_is_judged_across_time_zones(
    desk: Desk, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """08.00 in Makassar is 07.00 in Palembang."""
    national = Desk(client, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    trainer, west = await desk.trainer(), await factories.session(db)
    east = await factories.session(db, "73.71")
    east.zone = "WITA"
    await db.flush()
    assert (await desk.plan(west, await desk.lesson(west, trainer, "08:00-09:00"))).status_code == 200
    assert (await national.plan(east, await national.lesson(east, trainer, "08:00-09:00"))).status_code == 200
    clash = await national.plan(east, await national.lesson(east, trainer, "09:30-10:30"))
    assert clash.json()["code"] == "trainer_clash"


async def test_what_makes_no_sense_is_named(desk: Desk, db: AsyncSession) -> None:
    session, trainer = await factories.session(db), await desk.trainer()
    good = await desk.lesson(session, trainer, "08:00-10:00")
    wrong = [
        good, good | {"starts_at": "09:00", "ends_at": "11:00"}, good | {"starts_at": "07:00"},
        good | {"trainer_id": good["day_id"], "starts_at": "12:00", "ends_at": "13:00"},
    ]  # fmt: skip
    refused = await desk.plan(session, *wrong)
    assert refused.status_code == 422
    codes = {each["code"] for each in refused.json()["errors"]}
    assert codes == {"twice_at_once", "outside_the_day", "trainer_unknown"}
    backwards = await desk.plan(session, good | {"ends_at": "07:30"})
    assert backwards.json()["errors"][0]["code"] == "lesson_times"


async def test_a_day_that_goes_takes_its_lessons_along(desk: Desk, db: AsyncSession) -> None:
    session, trainer = await factories.session(db, days=2), await desk.trainer()
    await desk.plan(session, await desk.lesson(session, trainer, "08:00-10:00", day=1))
    detail = (await desk.client.get(f"/v1/sessions/{session.id}", headers=desk.officer.headers)).json()
    plan = {name: detail[name] for name in ("title", "venue", "address", "moderated")}
    plan |= {"trade": "garment", "opens_at": detail["registration"]["opens_at"]}
    plan |= {"closes_at": detail["registration"]["closes_at"]}
    plan["days"] = [{name: detail["days"][0][name] for name in ("date", "starts_at", "ends_at")}]
    headers = desk.officer.headers | {"If-Match": f'"{detail["version"]}"'}
    changed = await desk.client.put(f"/v1/sessions/{session.id}", json=plan, headers=headers)
    assert changed.status_code == 200, changed.text
    left = await desk.client.get(f"/v1/sessions/{session.id}/lessons", headers=desk.officer.headers)
    assert left.json()["items"] == []


async def test_trainers_belong_to_a_region_and_a_province_shares_its_own(
    desk: Desk, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    mine = await desk.trainer()
    province = Desk(client, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "16"))
    shared = await province.trainer(district_code="16", name="Pelatih provinsi")
    stranger = Desk(client, await factories.officer(db, vault, region=factories.BANYUASIN))
    seen = (await client.get("/v1/trainers", headers=stranger.officer.headers)).json()["items"]
    assert [each["id"] for each in seen] == [shared["id"]]
    headers = stranger.officer.headers | {"If-Match": '"1"'}
    for trainer in (mine, shared):
        change = {"name": "x", "institution": "y"}
        answer = await client.put(f"/v1/trainers/{trainer['id']}", json=change, headers=headers)
        assert answer.status_code == 404
    body = NEW | {"district_code": "16.71"}
    refused = await client.post("/v1/trainers", json=body, headers=stranger.officer.headers | factories.once())
    assert refused.json()["code"] == "region_not_found"


async def test_a_trainer_is_changed_and_leaves_the_list_of_the_active(desk: Desk) -> None:
    trainer = await desk.trainer()
    path, headers = f"/v1/trainers/{trainer['id']}", desk.officer.headers | {"If-Match": '"1"'}
    change = {"name": trainer["name"], "institution": "Pensiun", "active": False}
    assert (await desk.client.put(path, json=change, headers=headers)).json()["institution"] == "Pensiun"
    assert (await desk.client.put(path, json=change, headers=headers)).status_code == 412
    listed = await desk.client.get("/v1/trainers?active=true", headers=desk.officer.headers)
    assert listed.json()["items"] == []
