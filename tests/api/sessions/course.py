"""A session with accepted people, and its officer: what tests of attendance and certificates start from."""

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories


class Course:
    """A session with accepted people, and its officer."""

    def __init__(
        self,
        client: AsyncClient,
        officer: factories.TestOfficer,
        session_id: object,
        second: factories.TestOfficer | None = None,
    ) -> None:
        self.client, self.officer, self.path = client, officer, f"/v1/sessions/{session_id}"
        self.second = second

    async def sheet(self) -> dict:
        return (await self.client.get(f"{self.path}/attendance", headers=self.officer.headers)).json()

    async def mark(self, marks: list[dict], version: int | None = None) -> Response:
        seen = version or (await self.sheet())["version"]
        headers = self.officer.headers | {"If-Match": f'"{seen}"'}
        body = {"marks": marks, "note": "Daftar kertas baru diterima."}
        return await self.client.put(f"{self.path}/attendance", json=body, headers=headers)

    async def confirm(self, action: str = "approve", who: factories.TestOfficer | None = None) -> list[dict]:
        """The second officer decides every mark of a day that was over; each one's result."""
        headers, path = (who or self.second).headers, f"{self.path}/attendance-corrections"
        items = (await self.client.get(path, headers=headers)).json()["items"]
        waiting = [{"id": each["id"], "version": each["version"]} for each in items if each["status"] == "proposed"]
        if not waiting:
            return []
        body = {"action": action, "items": waiting}
        return (await self.client.post(f"{path}/decisions", json=body, headers=headers)).json()["results"]

    async def move(self, action: str, **body: str) -> Response:
        seen = (await self.client.get(self.path, headers=self.officer.headers)).json()["version"]
        headers = self.officer.headers | {"If-Match": f'"{seen}"'}
        return await self.client.post(f"{self.path}/transitions", json={"action": action} | body, headers=headers)

    async def mark_days(self, *present: int) -> Response:
        """The n-th person is there on the first `present[n]` days; a second officer confirms those that are over."""
        sheet = await self.sheet()
        marked = await self.mark(
            [
                {
                    "registration_id": row["registration_id"],
                    "day_id": day["id"],
                    "mark": "present" if index < days else "absent",
                }
                for row, days in zip(sheet["rows"], present, strict=True)
                for index, day in enumerate(sheet["days"])
            ]
        )
        if self.second:
            await self.confirm()
        return marked


async def course(
    client: AsyncClient, db: AsyncSession, vault: Vault, *names: str, starts_in: int = -4, days: int = 5
) -> Course:
    session, officer = await factories.session(db, starts_in=starts_in, days=days), await factories.officer(db, vault)
    for name in names:
        answer = await factories.register(client, factories.registration(session.id, name=name))
        assert answer.status_code == 201, answer.text
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    for row in rows:
        await factories.move(client, officer, row["id"], "accept")
    return Course(client, officer, session.id, await factories.officer(db, vault))
