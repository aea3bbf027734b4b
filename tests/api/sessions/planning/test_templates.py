"""C9: what sessions repeat is kept once and used from any first day on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.seats import set_quotas

QUESTION = {"key": "power", "kind": "yes_no", "label": "Ada listrik?", "required": True}
USE = {"number": "1671/2027/001", "district_code": factories.PALEMBANG, "starts_on": "2027-02-01"}


class Desk:
    """An officer with a session worth repeating: two days, a share for women, one question."""

    def __init__(self, client: AsyncClient, officer: factories.TestOfficer, session: Any) -> None:
        self.client, self.officer, self.session = client, officer, session

    async def keep(self, name: str = "Menjahit dasar", officer: Any = None, **changes: str) -> Response:
        body = {"session_id": str(self.session.id), "name": name} | changes
        headers = (officer or self.officer).headers | factories.once()
        return await self.client.post("/v1/session-templates", json=body, headers=headers)

    async def use(self, template_id: str, key: dict | None = None, **changes: str) -> Response:
        headers = self.officer.headers | (key or factories.once())
        path = f"/v1/session-templates/{template_id}/sessions"
        return await self.client.post(path, json=USE | changes, headers=headers)

    async def read(self, path: str) -> dict[str, Any]:
        return (await self.client.get(path, headers=self.officer.headers)).json()


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Desk:
    session, officer = await factories.session(db, days=2), await factories.officer(db, vault)
    released = session.closes_at - timedelta(days=1)
    share = {"kind": "target", "value": "women", "seats": 4, "released_at": released.isoformat()}
    await set_quotas(client, officer, session.id, size=12, shares=[share])
    form = f"/v1/sessions/{session.id}/form"
    seen = {"If-Match": (await client.get(form)).headers["etag"]}
    await client.put(form, json={"questions": [QUESTION]}, headers=officer.headers | seen)
    return Desk(client, officer, session)


def local(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo("Asia/Jakarta"))


async def test_a_template_makes_the_same_session_on_other_days(desk: Desk) -> None:
    kept = await desk.keep()
    assert kept.status_code == 201, kept.text
    assert kept.json()["plan"]["shares"][0]["name"] == "Perempuan"
    made = await desk.use(kept.json()["id"])
    assert (made.status_code, made.json()["status"]) == (201, "draft"), made.text
    path = f"/v1/sessions/{made.json()['id']}"
    like, new = await desk.read(f"/v1/sessions/{desk.session.id}"), await desk.read(path)
    same = ("title", "trade", "audience", "venue", "address", "moderated", "attendance_percent", "eligibility")
    assert {name: new[name] for name in same} == {name: like[name] for name in same}
    assert [day["date"] for day in new["days"]] == ["2027-02-01", "2027-02-02"]
    assert [day["starts_at"] for day in new["days"]] == [day["starts_at"] for day in like["days"]]
    for name in ("opens_at", "closes_at"):
        moved = local(new["registration"][name])
        ahead = date(2027, 2, 1) - moved.date()
        assert moved.time().isoformat() == "00:00:00"
        assert abs(ahead - (date.fromisoformat(like["starts_on"]) - local(like["registration"][name]).date())) <= (
            timedelta(days=1)
        )
    assert (new["seats"]["size"], new["shares"][0]["seats"]) == (12, 4)
    assert datetime.fromisoformat(new["shares"][0]["released_at"]) < datetime(2027, 2, 1, tzinfo=UTC)
    assert [each["label"] for each in (await desk.read(f"{path}/form"))["questions"]] == ["Ada listrik?"]


async def test_the_same_request_makes_one_session(desk: Desk) -> None:
    template, key = (await desk.keep()).json()["id"], factories.once()
    first, again = [await desk.use(template, key) for _ in range(2)]
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"]), again.text
    other = await desk.use(template)
    assert (other.status_code, other.json()["code"]) == (409, "session_number_taken"), other.text


async def test_a_place_of_its_own_drops_the_old_map(desk: Desk) -> None:
    template = (await desk.keep()).json()["id"]
    made = (await desk.use(template, venue="Balai Desa")).json()
    assert (made["venue"], made["map_url"], made["address"]) == ("Balai Desa", None, desk.session.address)


async def test_a_name_is_taken_once_per_office(desk: Desk) -> None:
    assert (await desk.keep()).status_code == 201
    again = await desk.keep()
    assert (again.status_code, again.json()["code"]) == (409, "template_name_taken")


async def test_a_province_shares_with_its_districts_only(
    desk: Desk, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    above = await factories.officer(db, vault, region="16")
    shared = await desk.keep(officer=above, district_code="16")
    assert shared.status_code == 201, shared.text
    assert (await desk.keep(district_code="16")).status_code == 404, "not an office of hers"
    path = f"/v1/session-templates/{shared.json()['id']}"
    for region, status in (("16.07", 200), ("32.73", 404)):
        officer = await factories.officer(db, vault, region=region)
        assert (await client.get(path, headers=officer.headers)).status_code == status
    assert (await client.delete(path, headers=desk.officer.headers)).status_code == 404, "hers to use, not to remove"
    assert (await client.delete(path, headers=above.headers)).status_code == 204
    assert (await client.get("/v1/session-templates", headers=desk.officer.headers)).json()["items"] == []


async def test_a_session_elsewhere_cannot_be_kept(desk: Desk, db: AsyncSession, vault: Vault) -> None:
    stranger = await factories.officer(db, vault, region="32.73")
    answer = await desk.keep(officer=stranger)
    assert (answer.status_code, answer.json()["code"]) == (404, "session_not_found")
