"""A call whose cases are scored and ranked, and the people who do it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, today

RUBRIC = {
    "code": "NILAI", "edition": 1, "name": "Rubrik peralatan", "scorers": 2, "most_spread": 20, "lowest": 60,
    "criteria": [
        {"name": "Kesiapan usaha", "weight": 50}, {"name": "Pasar", "weight": 30},
        {"name": "Pengelolaan", "weight": 20},
    ],
}  # fmt: skip


@dataclass
class Contest:
    """The programme officer, three scorers, and a call with a rubric that is still open."""

    db: AsyncSession
    desk: Office
    sari: factories.TestOfficer
    scorers: list[factories.TestOfficer]
    call_id: str

    async def ready(self) -> str:
        """A case of a group of its own whose papers are complete."""
        group = await office.group(self.desk.client, self.db)
        case_id = (await self.desk.submit(group)).json()["id"]
        checked = await self.desk.check(case_id)
        assert checked.status_code == 201, checked.text
        return case_id

    async def score(self, case_id: str, points: list[int], who: int = 0) -> Response:
        version = (await self.desk.case(case_id))["version"]
        body = {"points": points, "no_conflict": True}
        return await self.desk.post(f"/v1/applications/{case_id}/scores", body, self.scorers[who], version)

    async def scored(self, *points: int) -> str:
        """A case to which both scorers gave these points for every criterion."""
        case_id = await self.ready()
        for who, given in enumerate(points):
            assert (await self.score(case_id, [given] * 3, who)).status_code == 201
        return case_id

    async def ranking(self) -> dict[str, Any]:
        path = f"/v1/calls/{self.call_id}/ranking"
        return (await self.desk.client.get(path, headers=self.sari.headers)).json()

    async def close(self, at: Any) -> None:
        """The call's last day is over; everybody is still logged in."""
        later = "expires_at = now() + interval '1 year', last_seen_at = now() + interval '60 days'"
        await self.db.execute(text(f"UPDATE logins SET {later}"))
        await at((datetime.now(UTC) + timedelta(days=60)).isoformat())
        for who in (self.sari, *self.desk.people.values()):
            await office.step_up(self.db, who)

    async def freeze(self, seen: list[str] | None = None) -> Response:
        seen = seen or [each["application_id"] for each in (await self.ranking())["candidates"]]
        body = {"seen": seen, "no_conflict": True}
        return await self.desk.post(f"/v1/calls/{self.call_id}/selections", body, self.sari)

    async def promote(self, case_id: str, action: str = "promote", **more: Any) -> Response:
        version = (await self.desk.case(case_id))["version"]
        body = {"action": action, "no_conflict": True} | more
        return await self.desk.post(f"/v1/applications/{case_id}/reserve-moves", body, self.sari, version)

    async def ceiling(self, rupiah: int) -> None:
        """What the budget line has, from the programme's node down."""
        limit = f"UPDATE budget_nodes SET ceiling = {rupiah}, carried = carried + {rupiah} - ceiling"
        await factories.by_owner(self.db, f"{limit} WHERE id = '{self.desk.call['line']}'")


async def contest(db: AsyncSession, vault: Vault, desk: Office) -> Contest:
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
    scorers = [await factories.officer(db, vault, Role.SCORER) for _ in range(3)]
    rubric = (await desk.post("/v1/rubrics", RUBRIC, sari)).json()["id"]
    soon = date.fromisoformat(today()) + timedelta(days=30)
    body = {
        "number": "PGL/NILAI", "name": "Dinilai", "budget_line_id": str(desk.call["line"]), "opens_on": today(),
        "closes_on": str(soon), "packages": [desk.call["package"]], "rule_set_id": desk.call["rule_set"],
        "policy_id": desk.call["policy"], "rubric_id": rubric,
    }  # fmt: skip
    made = (await desk.post("/v1/calls", body, sari)).json()
    desk.call["id"] = made["id"]
    await office.step_up(db, sari)
    return Contest(db, desk, sari, scorers, made["id"])
